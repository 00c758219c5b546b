"""The dialect of libraries that send for components: RTK Query, SWR, TanStack Query."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Literal
from wirelens.model.facts import Call, Client, Invocation
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, Method, call, method_of, url_in
from wirelens.scan.javascript.syntax import FUNCTIONS, children, dotted_name, key_of, unwrapped

_SWR = frozenset({"useSWR", "useSWRImmutable", "useSWRMutation", "useSWRInfinite"})
_READING_SWR = frozenset({"useSWR", "useSWRImmutable"})
_TANSTACK = frozenset(
    {"useQuery", "useSuspenseQuery", "useInfiniteQuery", "queryOptions", "useQueries", "fetchQuery", "prefetchQuery", "createQuery"}
)
_MUTATING = frozenset({"useMutation", "createMutation"})
_BLOCKS = frozenset({"statement_block", "if_statement", "else_clause", "switch_statement", "switch_body", "switch_case", "switch_default"})
_NOTHING = frozenset({"null", "undefined", "false"})


def read(module: Module) -> None:
    """Find the requests that a file has such a library send."""
    for site in [*module.calls_of(("createApi",))]:
        _read_api(site, module)
    for site in module.calls_of(("query", "mutation")):
        _read_endpoint(site, module)
    for site in module.calls_of(_SWR):
        _read_swr(site, module)
    for site in module.calls_of(_TANSTACK | _MUTATING):
        _read_query(site, module)


def _read_api(site: CallSite, module: Module) -> None:
    target = module.targets.get(site.node.id)
    options = module.members(site.arguments[0], site.scope) if site.arguments else None
    if target is not None and options is not None and "endpoints" in options.values:
        bases = [_base(each, module) for each in module.calls_of(("fetchBaseQuery",))]
        base = bases[0] if len(bases) == 1 else Hole("baseUrl")
        module.add_client(target, Client(target.scope.name, target.name, "rtk-query", module.span(site), base, is_async=True))


def _base(site: CallSite, module: Module) -> Expression:
    options = module.members(site.arguments[0], site.scope) if site.arguments else None
    node = options.values.get("baseUrl") if options is not None else None
    return module.expression(node, site.scope) if node is not None else EMPTY


def _read_endpoint(site: CallSite, module: Module) -> None:
    options = module.members(site.arguments[0], site.scope) if site.arguments else None
    written = options.values.get("query") if options is not None else None
    api = _api_around(site.node, module)
    if written is None or api is None:
        return
    for index, value in enumerate(_returned(module.value(written, site.scope))):
        members = module.members(value, site.scope)
        if members is None:
            url, url_node, method = module.expression(value, site.scope), value, GET
        else:
            url, url_node = url_in(members, site.scope, module), members.values.get("url", value)
            method = method_of(members, site.scope, module)
        found = call(site, module, url, module.text.span_of(url_node), method, library="rtk-query", client=api)
        named = _named(found, site, module)
        module.requests.append(named if not index else replace(named, span=module.text.span_of(value)))


def _named(found: Call, site: CallSite, module: Module) -> Call:
    """The request under the name of its endpoint, which is what components call."""
    pair = site.node.parent
    name = key_of(pair, module.text) if pair is not None and pair.type == "pair" else None
    if name is None:
        return found
    return replace(found, scope=site.scope.inner(name))


def _api_around(node: Node, module: Module) -> str | None:
    """What `createApi` or `injectEndpoints` around an endpoint is called through."""
    around = node.parent
    while around is not None:
        function = around.child_by_field_name("function") if around.type == "call_expression" else None
        property_name = function.child_by_field_name("property") if function is not None else None
        word = module.text.text_of(property_name or function) if function is not None else ""
        if word == "createApi":
            target = module.targets.get(around.id)
            return target.name if target is not None else "api"
        if function is not None and word == "injectEndpoints":
            return _root(function, module)
        around = around.parent
    return None


def _root(node: Node, module: Module) -> str | None:
    """What a chain of calls begins with: `service` of `service.enhanceEndpoints({}).injectEndpoints`."""
    while node.type in {"member_expression", "call_expression"}:
        inner = node.child_by_field_name("object") or node.child_by_field_name("function")
        if inner is None:
            return None
        node = unwrapped(inner)
    return module.text.text_of(node) if node.type == "identifier" else None


def _returned(function: Node) -> Iterator[Node]:
    body = function.child_by_field_name("body") if function.type in FUNCTIONS | {"method_definition"} else None
    if body is None:
        return
    if body.type != "statement_block":
        yield unwrapped(body)
        return
    pending = [body]
    while pending:
        node = pending.pop()
        if node.type == "return_statement" and children(node):
            yield unwrapped(children(node)[0])
        elif node.type in _BLOCKS:
            pending.extend(reversed(children(node)))


def _read_swr(site: CallSite, module: Module) -> None:
    if not site.arguments:
        return
    key, *others = site.arguments
    keys = [_decided(each) for each in _elements(_decided(key))]
    fetcher = module.value(others[0], site.scope) if others else None
    named = dotted_name(others[0], module.text) if others else None
    inline = fetcher is not None and fetcher.type in FUNCTIONS and named is None
    if inline and fetcher is not None:
        named = f"<{module.text.position(fetcher.start_byte).line + 1}>"
    if named is not None and keys:
        arguments = tuple(module.expression(each, site.scope) for each in keys)
        module.invoked.append(Invocation(site.scope.name, named, module.span(site), arguments))
    word = (site.callee or "").rpartition(".")[2]
    if word in _READING_SWR and keys and not inline and keys[0].type in {"string", "template_string"}:
        _guess(site, keys[0], word, module)


def _read_query(site: CallSite, module: Module) -> None:
    options = module.members(site.arguments[0], site.scope) if site.arguments else None
    if options is None:
        return
    for name in ("queryFn", "mutationFn"):
        function = options.values.get(name)
        dotted = dotted_name(function, module.text) if function is not None else None
        if function is not None and dotted is not None:
            module.invoked.append(Invocation(site.scope.name, dotted, module.text.span_of(function)))
    key = options.values.get("queryKey")
    keys = _elements(unwrapped(key)) if key is not None and "queryFn" not in options.values else []
    if keys and options.complete and keys[0].type in {"string", "template_string"}:
        _guess(site, keys[0], (site.callee or "").rpartition(".")[2], module)


def _guess(site: CallSite, key: Node, word: str, module: Module) -> None:
    """A key that may be a URL for a function that is given elsewhere: linking keeps it if something answers there."""
    url = module.expression(key, site.scope)
    if not isinstance(url, Literal) or not url.text.startswith("http"):
        module.requests.append(call(site, module, url, module.text.span_of(key), Method("GET"), library="", client=word))


def _elements(node: Node) -> list[Node]:
    return [unwrapped(each) for each in children(node)] if node.type == "array" else [node]


def _decided(node: Node) -> Node:
    """The key where there is one: of `id ? key : null`, `id && key`, `() => key`."""
    node = unwrapped(node)
    if node.type == "arrow_function" and node.child_by_field_name("body") is not None:
        node = unwrapped(node.child_by_field_name("body") or node)
    if node.type == "ternary_expression":
        branches = [branch for branch in map(node.child_by_field_name, ("consequence", "alternative")) if branch is not None]
        said = [branch for branch in branches if unwrapped(branch).type not in _NOTHING]
        return unwrapped(said[0]) if len(said) == 1 else node
    right = node.child_by_field_name("right") if node.type == "binary_expression" else None
    return unwrapped(right) if right is not None and any(child.type == "&&" for child in node.children) else node
