"""The dialect of requests that are spelled out as an object: `send({method: "GET", url: "/items"})`.

Generators of clients write them (openapi-ts, hey-api, openapi-generator, orval, swagger-typescript-api), and so do many projects: a
method of HTTP and a URL in one object is a request, whatever function takes it.
"""

import re
from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import Expression, Hole, Join, Literal, Name
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, VERBS, Method, based, call, method_of
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import ObjectMembers, dotted_name, plain_string, unwrapped

_SENDING = re.compile(r"(?:request|fetch|axios|ajax|http|client|instance|mutator|call|send|api)$", re.IGNORECASE)
"""What functions are called that take such an object."""
_QUERY_FUNCTIONS = frozenset({"useQuery", "useSuspenseQuery", "useMutation", "useInfiniteQuery", "queryOptions"})
"""Of openapi-react-query: they are given the method and the path."""
_HANDLERS = frozenset({"handler", "preHandler", "handle", "response", "responses", "reply", "operationId"})
"""Members of descriptions of routes, which are no requests."""
_CONFIG = "OpenAPI"
_OWN_BASE = "BASE"


def read(module: Module) -> None:
    """Find the requests that a file spells out as objects."""
    seen = {request.span for request in module.requests}
    for name, sites in module.calls.items():
        for site in sites:
            if site.arguments and module.span(site) not in seen:
                if name in _QUERY_FUNCTIONS:
                    _read_query(site, module)
                else:
                    _read(site, name, module)
    for site in module.constructions:
        if site.callee == "URL" and site.arguments and module.text.text_of(site.arguments[0]) == "localVarPath":
            _read_generated_path(site, module)


def _read(site: CallSite, name: str, module: Module) -> None:
    receiver, verb = _receiver(site, module)
    options = next((found for each in site.arguments[:2] if (found := module.members(each, site.scope)) is not None), None)
    if options is None or (receiver is None and verb is None) or not _HANDLERS.isdisjoint(options.values):
        return
    node = options.values.get("url") or options.values.get("path")
    word = verb or receiver or name
    url = module.expression(_path(node, site.scope, module), site.scope) if node is not None else None
    method = _method(options, verb, word, site.scope, module)
    if node is None or url is None or method is None or not (_is_path(url) or ("url" in options.values and verb is None)):
        return
    client, first = receiver or "", dotted_name(site.arguments[0], module.text)
    if first is not None and first.rpartition(".")[2] == _CONFIG:
        client = first
    elif first is not None and first.endswith(".config") and word.endswith("request"):
        url = based(Name(f"{first}.{_OWN_BASE}"), url)
    library = "openapi" if client.rpartition(".")[2] == _CONFIG else word.rpartition(".")[2].strip("_")
    module.requests.append(call(site, module, url, module.text.span_of(node), method, library=library, client=client or word))


def _method(options: ObjectMembers, verb: str | None, word: str, scope: Scope, module: Module) -> Method | None:
    """The method as the function's name or the object spells it; None where it is not spelled, or not given to anything that sends."""
    if verb is not None and verb.lower() in VERBS:
        return Method(verb.upper()) if "url" in options.values else None
    written = options.values.get("method") or options.values.get("type")
    spelled = plain_string(written, module.text) if written is not None else None
    if written is None or spelled is None or spelled.lower() not in VERBS or not _SENDING.search(word.rpartition(".")[2]):
        return None
    return method_of(replace(options, values={**options.values, "method": written}), scope, module)


def _receiver(site: CallSite, module: Module) -> tuple[str | None, str | None]:
    """What a call goes through, and the function of it; also through `(options.client ?? client).get(…)`."""
    if site.callee is not None:
        receiver, _, word = site.callee.rpartition(".")
        return (receiver, word) if receiver and (word in VERBS or word == "request") else (site.callee, None)
    source = site.function.child_by_field_name("object") if site.function.type == "member_expression" else None
    word = site.function.child_by_field_name("property")
    inner = unwrapped(source) if source is not None else None
    if inner is None or word is None or inner.type != "binary_expression":
        return None, None
    right = inner.child_by_field_name("right")
    return (dotted_name(right, module.text) if right is not None else None), module.text.text_of(word)


def _path(node: Node, scope: Scope, module: Module) -> Node:
    """What a path is made from, where a variable is filled step by step (`let path = "/{id}"; path = path.replace(…)`)."""
    node = unwrapped(node)
    if node.type != "identifier":
        return node
    owner = scope.holding(module.text.text_of(node))
    bounds = owner.names.get(module.text.text_of(node), []) if owner is not None else []
    first = bounds[0].value if bounds and not bounds[0].keys else None
    return first if first is not None and len(bounds) > 1 and unwrapped(first).type in {"string", "template_string"} else node


def _is_path(url: Expression) -> bool:
    first = url.parts[0] if isinstance(url, Join) else url
    return (isinstance(first, Literal) and first.text.startswith(("/", "http"))) or isinstance(first, Name | Hole)


def _read_query(site: CallSite, module: Module) -> None:
    verb = plain_string(site.arguments[0], module.text)
    if verb is None or verb.lower() not in VERBS or len(site.arguments) == 1 or site.callee is None:
        return
    url, receiver = site.arguments[1], site.callee.rpartition(".")[0]
    if receiver and unwrapped(url).type in {"string", "template_string"}:
        method = Method(verb.upper(), module.text.span_of(site.arguments[0]))
        expression = module.expression(url, site.scope)
        module.requests.append(
            call(site, module, expression, module.text.span_of(url), method, library="openapi-react-query", client=receiver)
        )


def _read_generated_path(site: CallSite, module: Module) -> None:
    """A function of openapi-generator that only prepares a request: path and method are names in it."""
    path = module.value(_path(site.arguments[0], site.scope, module), site.scope)
    bound = site.scope.holding("localVarRequestOptions")
    values = [each.value for each in bound.names["localVarRequestOptions"] if each.value is not None] if bound is not None else []
    options = next((found for value in values if (found := module.members(value, site.scope)) is not None), None)
    node = options.values.get("method") if options is not None else None
    verb = plain_string(node, module.text) if node is not None else None
    method = Method(verb.upper()) if verb is not None else GET
    url = module.expression(path, site.scope)
    module.requests.append(call(site, module, url, module.text.span_of(path), method, library="openapi", client=_CONFIG))
