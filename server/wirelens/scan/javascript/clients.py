"""The dialect of libraries whose functions are named after methods: the clients that a file creates, and what it sends through them."""

from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Environment, Expression, Hole, Join, Literal, Name, Result
from wirelens.model.facts import Client
from wirelens.scan.javascript.libraries import LIBRARIES, Library, declared_library, library_of, maker_of
from wirelens.scan.javascript.module import CallSite, Module, Target
from wirelens.scan.javascript.request import GET, VERBS, Method, based, call, method_in, method_of, url_in
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import FUNCTIONS, ObjectMembers, arguments_of, dotted_name, plain_string
from wirelens.scan.javascript.visibility import seen_from_outside

_METHODS = {
    **{verb: verb.upper() for verb in VERBS},
    **{verb.upper(): verb.upper() for verb in VERBS},
    **{f"${verb}": verb.upper() for verb in VERBS},
    "postForm": "POST",
    "putForm": "PUT",
    "patchForm": "PATCH",
    "getJSON": "GET",
    "del": "DELETE",
    "jsonp": "GET",
}
"""Functions named after the method that they send."""
_GENERAL = frozenset({"request", "ajax", "$request"})
"""Functions that are given the method."""
_TEXT = frozenset({"string", "template_string", "binary_expression"})
_BASE_OPTIONS = frozenset(option for library in LIBRARIES for option in library.base_options)
_MOST_WRAPPED = 3
_ELSEWHERE = frozenset(
    {
        "express",
        "fastify",
        "koa",
        "@koa/router",
        "koa-router",
        "hono",
        "restify",
        "msw",
        "nock",
        "supertest",
        "vue-router",
        "lodash",
        "vuex",
        "rxjs/webSocket",
    }
)
"""Packages of servers, mocks and stores, whose functions look alike and send nothing."""
_CONTAINERS = frozenset({"Map", "Set", "WeakMap", "Headers", "URLSearchParams", "FormData", "Cache"})


def read(module: Module) -> None:
    """Find the clients that a file creates and the requests that it sends through them or through a library itself."""
    for sites in list(module.calls.values()):
        for site in sites:
            if site.callee is not None:
                _read_creation(site, module)
    for target, value in module.assignments:
        _read_default(target, value, module)
    for sites in module.calls.values():
        for site in sites:
            if site.arguments:
                _read_call(site, module)


def _read_creation(site: CallSite, module: Module) -> None:
    callee = site.callee or ""
    receiver, _, word = callee.rpartition(".")
    target = _target(site, module)
    parent = module.client(receiver, site.scope) if target is not None and receiver and word in {"create", "extend"} else None
    library = maker_of(callee, site.scope, module) if target is not None else None
    if target is not None and (library is not None or parent is not None):
        base = _base_url(site, module)
        base = seen_from_outside(base, site.scope, module) if target.scope.kind == "class" else base
        inherited = parent.base_url if parent is not None and base == EMPTY else base
        name = library.name if library is not None else parent.library if parent is not None else ""
        module.add_client(target, Client(target.scope.name, target.name, name, module.span(site), inherited, is_async=True))
    elif word == "setConfig" and receiver:
        base = _base_url(site, module)
        if base != EMPTY:
            module.clients.append(Client("", f"{receiver}.defaults", "hey-api", module.span(site), base, is_async=True))


def _target(site: CallSite, module: Module) -> Target | None:
    """What a client is bound to, also where another function is given it first and gives it back."""
    node = site.node
    for _ in range(_MOST_WRAPPED):
        if node.id in module.targets:
            return module.targets[node.id]
        around = node.parent
        around = around.parent if around is not None and around.type == "arguments" else around
        if around is None or around.type not in {"call_expression", "as_expression", "await_expression", "parenthesized_expression"}:
            return None
        node = around
    return None


def _read_default(target: Target, value: Node, module: Module) -> None:
    owner, _, option = target.name.rpartition(".")
    if option not in {"baseURL", "BASE", "basePath"}:
        return
    after = library_of(target.name, target.scope, module)
    if after is not None and after[1] == ("defaults", "baseURL"):
        name = f"{after[0].name}.defaults"
    elif option == "BASE" or owner.endswith(".defaults"):
        name = f"{owner.removesuffix('.defaults')}.defaults"
    else:
        return
    base_url = module.expression(value, target.scope)
    library = after[0].name if after is not None else ""
    module.clients.append(Client("", name, library, module.text.span_of(target.node), base_url, is_async=True))


def _read_call(site: CallSite, module: Module) -> None:
    receiver, name = _called(site, module)
    if receiver is None:
        return
    after = library_of(receiver, site.scope, module)
    client = None if after is not None else module.client(receiver, site.scope)
    declared = None if after is not None or client is not None else declared_library(receiver, site.scope, module)
    if after is not None:
        if not after[1] and (name is not None or _is_callable(after[0])):
            _send(site, module, name, library=after[0].name, client="")
    elif client is not None:
        _send(site, module, name, library=client.library, client=receiver)
    elif declared is not None:
        if name is not None or not declared.types:
            _send(site, module, name, library=declared.name, client=receiver)
    elif _may_be_client(receiver, name, site, module):
        _send(site, module, name, library="", client=receiver)


def _is_callable(library: Library) -> bool:
    return library.name != "jquery"


def _called(site: CallSite, module: Module) -> tuple[str | None, str | None]:
    """What a call goes through, and the function of it that is called: None where it is called itself."""
    if site.callee is None:
        is_computed = site.function.type == "subscript_expression"
        source = site.function.child_by_field_name("object") if is_computed else None
        return (dotted_name(source, module.text), "") if source is not None else (None, None)
    receiver, _, name = site.callee.rpartition(".")
    return (receiver, name) if receiver and (name in _METHODS or name in _GENERAL) else (site.callee, None)


def _may_be_client(receiver: str, name: str | None, site: CallSite, module: Module) -> bool:
    """Whether only linking can say if something is a client: what another module exports, or an object that is handed in.

    What is given a function is a server's router or a mock.
    """
    if name == "" or any(argument.type in FUNCTIONS for argument in site.arguments):
        return False
    meaning = module.meaning(receiver, site.scope)
    bound = meaning.bound
    if bound is not None and bound.imported is not None:
        if bound.imported.module in _ELSEWHERE:
            return False
        options = module.members(site.arguments[0], site.scope) if name is None else None
        if "." not in receiver and (name in _METHODS or (options is not None and "url" in options.values)):
            return True
    if name is None or (bound is None and receiver.partition(".")[0] != "this"):
        return False
    made = bound.value if bound is not None else None
    maker = (made.child_by_field_name("constructor") or made.child_by_field_name("function")) if made is not None else None
    dotted = dotted_name(maker, module.text) if maker is not None else None
    if dotted is not None:
        origin = module.meaning(dotted, site.scope).bound
        if dotted in _CONTAINERS or (origin is not None and origin.imported is not None and origin.imported.module in _ELSEWHERE):
            return False
    return _may_be_path(module.expression(site.arguments[0], site.scope))


def _may_be_path(value: Expression) -> bool:
    match value:
        case Literal(text):
            return "/" in text
        case Join(parts):
            return any(isinstance(part, Literal) and "/" in part.text for part in parts) or isinstance(parts[0], Name | Environment)
        case Name() | Result() | Environment():
            return True
        case _:
            return False


def _send(site: CallSite, module: Module, name: str | None, *, library: str, client: str) -> None:
    first, *others = site.arguments
    options = module.members(first, site.scope) if name is None or name in _GENERAL else None
    verb = plain_string(first, module.text) if name == "request" and others else None
    if options is not None:
        if "type" in options.values and "method" not in options.values:  # as jQuery called it first
            options = replace(options, values={**options.values, "method": options.values["type"]})
        url, method = url_in(options, site.scope, module), method_of(options, site.scope, module)
        url_node = options.values.get("url", first)
    elif verb is not None and verb.lower() in VERBS:
        url, url_node = module.expression(others[0], site.scope), others[0]
        method = Method(verb.upper(), module.text.span_of(first))
    elif name is not None and name in _GENERAL:
        url, url_node = module.expression(first, site.scope), first
        method = method_in(others[0] if others else first, site.scope, module)
    else:
        url, url_node = _url(first, site.scope, module), first
        method = _method(site, module, name)
    for each in (first, *others):
        given = module.members(each, site.scope)
        base = next((given.values[option] for option in sorted(_BASE_OPTIONS & set(given.values))), None) if given is not None else None
        if base is not None:
            url = based(module.expression(base, site.scope), url)
    module.requests.append(call(site, module, url, module.text.span_of(url_node), method, library=library, client=client))


def _url(node: Node, scope: Scope, module: Module) -> Expression:
    """A URL, also one that is given as a function of nothing (`useFetch(() => …)`)."""
    body = node.child_by_field_name("body") if node.type == "arrow_function" else None
    return module.expression(node if body is None else body, scope)


def _method(site: CallSite, module: Module, name: str | None) -> Method:
    if name == "":
        index = site.function.child_by_field_name("index")
        return Method(None, value=module.expression(index, site.scope) if index is not None else None)
    if name is None:
        # A lone name may stand for a URL or for all the options, the method among them.
        is_url = len(site.arguments) > 1 or module.value(site.arguments[0], site.scope).type in _TEXT
        options = _options(site, module)
        if options is not None:
            return method_of(options, site.scope, module)
        return GET if is_url and len(site.arguments) == 1 else method_in(site.arguments[-1], site.scope, module)
    word = site.function.child_by_field_name("property")
    return Method(_METHODS.get(name), module.text.span_of(word) if word is not None else None)


def _options(site: CallSite, module: Module) -> ObjectMembers | None:
    return module.members(site.arguments[1], site.scope) if len(site.arguments) > 1 else None


def _base_url(site: CallSite, module: Module) -> Expression:
    for argument in arguments_of(site.node):
        inner = arguments_of(argument)[:1] if argument.type == "call_expression" else [argument]
        options = module.members(inner[0], site.scope) if inner else None
        node = next((options.values[each] for each in sorted(_BASE_OPTIONS & set(options.values))), None) if options is not None else None
        if node is not None:
            return module.expression(node, site.scope)
        return EMPTY if options is not None and options.complete else Hole("baseURL")
    return EMPTY
