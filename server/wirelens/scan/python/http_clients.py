"""Requests that Python code sends: through a library's own functions, its clients, or a client that another file defines.

A library is one file with its `Library` and one entry in `LIBRARIES`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Literal, Name
from wirelens.model.facts import Call, Client
from wirelens.model.span import Span
from wirelens.model.test_files import is_test_file
from wirelens.scan.python.aiohttp_client import AIOHTTP
from wirelens.scan.python.flow import value_here
from wirelens.scan.python.http_connections import HTTP_CLIENT
from wirelens.scan.python.http_library import Library
from wirelens.scan.python.httpx_client import HTTPX
from wirelens.scan.python.module import CallSite, Meaning, Module, is_standard_library
from wirelens.scan.python.requests_client import REQUESTS
from wirelens.scan.python.scopes import Bound, Scope
from wirelens.scan.python.shadowing import is_hidden
from wirelens.scan.python.string_literals import string_content
from wirelens.scan.python.syntax import Arguments, alternatives, dotted_name, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.urllib3_client import URLLIB3
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.python.visibility import seen_from_outside

LIBRARIES = (HTTPX, REQUESTS, AIOHTTP, URLLIB3, HTTP_CLIENT)

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_WITH_METHOD = frozenset[str]().union(*(library.with_method for library in LIBRARIES))
_SOCKETS = frozenset[str]().union(*(library.sockets for library in LIBRARIES))
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_GIVING = frozenset({"return_statement", "yield"})
_GIVEN = "<client>"
"""What a client is called in the function that makes it and gives it away at once."""

_IN_PROCESS = frozenset({"ASGITransport", "WSGITransport", "MockTransport"})
"""Transports of httpx that reach no network."""

_NEVER_CLIENTS = frozenset(
    {
        *(library.name for library in LIBRARIES),
        *("django", "rest_framework", "flask", "fastapi", "starlette", "sqlalchemy", "sqlmodel", "pytest", "redis", "celery"),
        *("numpy", "pandas", "torch", "boto3", "pymongo", "yaml", "bs4", "pydantic"),
    }
)
"""Packages whose objects have a `get` and are never a client that a workspace defines: `django.core.cache.cache`, `flask.session`."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A client: of which library, and where its requests start from, in the words of `scope`."""

    library: Library
    is_async: bool
    base_url: Expression = EMPTY
    scope: Scope | None = None


_ELSEWHERE = _Made(Library("", {}, frozenset({"request", "stream", "build_request"}), sockets=_SOCKETS), is_async=False)
"""Perhaps a client of another file: linking knows."""


def read(module: Module) -> None:
    """Find the clients and the requests of a file."""
    if is_test_file(module.file):
        return
    reader = _Reader(module)
    reader.find_clients()
    for call in module.calls_of(_VERBS | _WITH_METHOD | _SOCKETS):
        if call.node.id not in module.decorators:
            reader.read_request(call)


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._made: dict[int, _Made] = {}
        self._declared: dict[Bound, _Made | None] = {}
        self._named: dict[tuple[Scope, str], list[_Made]] = {}

    def find_clients(self) -> None:
        """Clients by the calls that make them."""
        for call in self._module.calls_of({name for library in LIBRARIES for name in library.clients}):
            made = self._class(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
            if made is None:
                continue
            arguments = self._module.arguments(call)
            if not made.library.in_process.isdisjoint(arguments.keywords) or self._is_in_process(arguments):
                continue
            made = _Made(made.library, made.is_async, self._base_url(made.library, call.name, arguments), call.scope)
            self._made[call.node.id] = made
            target = self._module.targets.get(call.node.id)
            if target is not None:
                self._add_client(target.scope, target.name, made, self._text.span_of(target.node))
            elif call.node.parent is not None and call.node.parent.type in _GIVING:
                self._add_client(call.scope, _GIVEN, made, self._text.span_of(call.node))
                for function in self._module.functions:
                    if function.inner is call.scope:
                        function.gives = Name(_GIVEN)

    def read_request(self, call: CallSite) -> None:
        """Keep a call if it is a request."""
        client, made = self._sender(call)
        if made is None or call.name not in _VERBS | made.library.with_method | made.library.sockets:
            return
        is_socket = call.name in made.library.sockets
        if client and is_hidden(client.partition(".")[0], call.node, self._text):
            return
        arguments = self._module.arguments(call)
        url = arguments.get(1 if call.name in made.library.with_method else 0, "url")
        if url is None and (arguments.complete or made is _ELSEWHERE):
            return
        if client and made.scope is not None:
            self._name_client(client, made, call)
            client = "" if self._has_rival(made) else client
        method, method_span = self._method(call, arguments)
        value = value_here(url, call.scope, self._module) if url is not None else Hole("url")
        # Only a client whose name does not say which one it is has its base URL here: linking finds that of a name.
        value = value if client else joined([made.base_url, value])
        url_node = url or call.node.child_by_field_name("arguments") or call.node
        self._module.requests.append(
            Call(
                scope=call.scope.name,
                client=client,
                library=made.library.name,
                method=method,
                url=value,
                span=self._text.span_of(call.node),
                url_span=self._text.span_of(url_node),
                method_span=method_span,
                protocol="websocket" if is_socket else "http",
                method_value=self._method_value(arguments) if method is None else None,
            )
        )

    def _method(self, call: CallSite, arguments: Arguments) -> tuple[str | None, Span | None]:
        """The request's method, and the word that chooses it where that is its own name."""
        if call.name in _SOCKETS:
            return "GET", None
        if call.name in _VERBS:
            function = call.node.child_by_field_name("function")
            word = function.child_by_field_name("attribute") or function if function is not None else None
            method = call.name.upper()
        else:
            word = arguments.get(0, "method")
            method = (plain_text(expression(word, self._text)) if word is not None else None) or ""
        if word is None or not method:
            return None, None
        start, end = string_content(word) or (word.start_byte, word.end_byte)
        is_own_name = self._text.text(start, end).upper() == method.upper()
        return method.upper(), self._text.span(start, end) if is_own_name else None

    def _method_value(self, arguments: Arguments) -> Expression | None:
        word = arguments.get(0, "method")
        return expression(word, self._text) if word is not None else None

    def _add_client(self, owner: Scope, name: str, made: _Made, span: Span) -> None:
        base_url = made.base_url
        if made.scope is not None and made.scope is not owner:
            base_url = seen_from_outside(base_url, made.scope, self._text)
        self._named.setdefault((owner, name), []).append(made)
        self._module.clients.append(Client(owner.name, name, made.library.name, span, base_url, is_async=made.is_async))

    def _has_rival(self, made: _Made) -> bool:
        """Whether the client's name stands for another one too: of two `with httpx.Client(…) as client` the nearest above counts."""
        return any(made in mades and len({each.base_url for each in mades}) > 1 for mades in self._named.values())

    def _name_client(self, client: str, made: _Made, call: CallSite) -> None:
        """Give a client the name that a call uses for it: an alias, a class attribute seen through `self`, one that is inherited."""
        start = call.node.start_byte
        bound = self._module.step(client, call.scope, start).bound
        first = self._module.step(client.partition(".")[0], call.scope, start).bound
        owner = call.scope.enclosing_class() if client.startswith("self.") else first.owner if first is not None else None
        if bound is not None and owner is not None and (owner, client) not in self._named:
            self._add_client(owner, client, made, self._text.span(bound.start, bound.start + len(bound.name.encode())))

    def _sender(self, call: CallSite) -> tuple[str, _Made | None]:
        """The client's name ("" for a library's function or a client without a name) and what it is, None for no client."""
        start = call.node.start_byte
        if call.callee is None:
            function = call.node.child_by_field_name("function")
            made_by = function.child_by_field_name("object") if function is not None else None
            return self._made_on_the_spot(unwrapped(made_by), call.scope) if made_by is not None else ("", None)
        client = call.callee.rpartition(".")[0]
        if client.startswith("cls."):
            client = f"self.{client.removeprefix('cls.')}"
        qualified = self._module.qualified(call.callee, call.scope, start)
        for library in LIBRARIES:
            if qualified in {f"{library.name}.{call.name}", f"{library.name}.api.{call.name}"}:
                return "", _Made(library, is_async=False)
        meaning = self._module.meaning(client, call.scope, start)
        if client and meaning.bound is not None and meaning.bound.defined is not None and not meaning.rest:
            is_property = meaning.bound.defined.kind == "function" and "." in client
            return f"{client}()", _ELSEWHERE if is_property else None
        return client, self._client(meaning, client, call.scope) if client else None

    def _made_on_the_spot(self, value: Node, scope: Scope) -> tuple[str, _Made | None]:
        """`httpx.Client().get(…)`, `make_client().get(…)`."""
        made = self._made.get(value.id)
        function = value.child_by_field_name("function") if value.type == "call" else None
        dotted = dotted_name(function, self._text) if function is not None else None
        if made is not None or dotted is None or not self._module.is_made_elsewhere(value, scope):
            return "", made
        qualified = self._module.qualified(dotted, scope) or ""
        return (f"{dotted}()", _ELSEWHERE) if qualified.partition(".")[0] not in _NEVER_CLIENTS else ("", None)

    def _client(self, meaning: Meaning, client: str, scope: Scope) -> _Made | None:
        bound = meaning.bound
        if bound is None:
            return _ELSEWHERE if self._may_be_inherited(client, scope) or self._may_be_wildcard(client) else None
        if bound.imported is not None:
            root = bound.imported.module.partition(".")[0]
            return None if is_standard_library(root) or root in _NEVER_CLIENTS else _ELSEWHERE
        if meaning.rest:
            return None
        for result in alternatives(bound.value) if bound.value is not None else ():
            if result.id in self._made:
                return self._made[result.id]
        declared = self._declared_client(bound)
        value = unwrapped(bound.value) if bound.value is not None else None
        if declared is None and value is not None and self._module.is_made_elsewhere(value, bound.scope):
            return self._made_on_the_spot(value, bound.scope)[1]
        return declared

    def _declared_client(self, bound: Bound) -> _Made | None:
        """A client that only an annotation tells of: what is passed in, and so its base URL, is not known."""
        if bound not in self._declared:
            words: list[str] = [word for written in self._annotations(bound) for word in _DOTTED.findall(written)]
            found = (self._class(word, bound.scope, bound.start) for word in words)
            made = next((each for each in found if each is not None), None)
            if made is not None:
                made = _Made(made.library, made.is_async, Hole("base_url") if made.library.base_url else EMPTY, bound.scope)
                span = self._text.span(bound.start, bound.start + len(bound.name.encode()))
                self._add_client(bound.owner, bound.name, made, span)
            self._declared[bound] = made
        return self._declared[bound]

    def _annotations(self, bound: Bound) -> Iterator[str]:
        """An annotation, and what its name stands for: `HttpClient = Annotated[httpx.AsyncClient, Depends(get_client)]`."""
        yield bound.annotation or ""
        alias = self._module.meaning(bound.annotation, bound.scope).bound if bound.annotation else None
        if alias is not None and alias.value is not None:
            yield self._text.text_of(alias.value)

    def _class(self, dotted: str, scope: Scope, start: int) -> _Made | None:
        qualified = self._module.qualified(dotted, scope, start)
        if qualified is None:
            return None
        name = qualified.rpartition(".")[2]
        for library in LIBRARIES:
            if qualified.startswith(f"{library.name}.") and name in library.clients:
                return _Made(library, library.clients[name])
        return None

    def _base_url(self, library: Library, name: str, arguments: Arguments) -> Expression:
        if name in library.schemes:
            host, port = arguments.get(0, "host"), arguments.get(1, "port")
            parts = [Literal(f"{library.schemes[name]}://"), expression(host, self._text) if host is not None else Hole("host")]
            return joined([*parts, Literal(":"), expression(port, self._text)] if port is not None else parts)
        if library.base_url is None:
            return EMPTY
        written = arguments.keywords.get(library.base_url)
        if written is None and library.base_url_index is not None and library.base_url_index < len(arguments.positional):
            written = arguments.positional[library.base_url_index]
        if written is not None:
            return expression(written, self._text) if written.type != "none" else EMPTY
        return EMPTY if arguments.complete else Hole(library.base_url)

    def _is_in_process(self, arguments: Arguments) -> bool:
        """`transport=ASGITransport(app=app)`: the application is called as a function."""
        transport = arguments.keywords.get("transport")
        function = transport.child_by_field_name("function") if transport is not None and transport.type == "call" else None
        called = (dotted_name(function, self._text) or "").rpartition(".")[2] if function is not None else ""
        return called in _IN_PROCESS

    def _may_be_inherited(self, client: str, scope: Scope) -> bool:
        """`self.client`, where the class has a base that this file does not define."""
        owner = scope.enclosing_class()
        if owner is None or not client.startswith("self.") or client.count(".") > 1:
            return False
        meanings = (self._module.meaning(base, owner.parent or owner) for base in owner.bases if _DOTTED.fullmatch(base))
        return any(meaning.bound is not None and meaning.bound.imported is not None for meaning in meanings)

    def _may_be_wildcard(self, client: str) -> bool:
        return not client.startswith("self.") and any(
            not is_standard_library(each) and each.partition(".")[0] not in _NEVER_CLIENTS for each in self._module.wildcard_modules
        )
