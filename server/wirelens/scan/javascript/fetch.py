"""The dialect of `fetch` and of what else browsers bring: `Request`, `XMLHttpRequest`, `navigator.sendBeacon`."""

from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, VERBS, Method, call, method_in
from wirelens.scan.javascript.syntax import arguments_of, dotted_name, plain_string

_STANDARD_FETCH_MODULES = frozenset(
    {
        "node-fetch",
        "cross-fetch",
        "isomorphic-fetch",
        "isomorphic-unfetch",
        "unfetch",
        "undici",
        "whatwg-fetch",
        "fetch-retry",
        "expo/fetch",
        "@tauri-apps/plugin-http",
    }
)
"""Packages that bring the standard's `fetch` to where it is missing."""


def read(module: Module) -> None:
    """Find the requests that a file sends with what browsers bring."""
    for site in module.calls_of(("fetch",)):
        if site.arguments and _is_fetch(site, module):
            _read_fetch(site, module)
    for site in module.calls_of(("fetchEventSource",)):
        if site.arguments:
            url, *options = site.arguments
            method = method_in(options[0], site.scope, module) if options else GET
            expression, span = module.expression(url, site.scope), module.text.span_of(url)
            module.requests.append(call(site, module, expression, span, method, library="fetchEventSource", protocol="sse"))
    for site in module.calls_of(("open",)):
        verb = plain_string(site.arguments[0], module.text) if len(site.arguments) > 1 else None
        if verb is not None and verb.lower() in VERBS:
            url = site.arguments[1]
            method = Method(verb.upper(), module.text.span_of(site.arguments[0]))
            expression = module.expression(url, site.scope)
            module.requests.append(call(site, module, expression, module.text.span_of(url), method, library="XMLHttpRequest"))
    for site in module.calls_of(("sendBeacon",)):
        if site.arguments and site.callee is not None and module.global_name(site.callee, site.scope) == "navigator.sendBeacon":
            url = site.arguments[0]
            expression = module.expression(url, site.scope)
            module.requests.append(call(site, module, expression, module.text.span_of(url), Method("POST"), library="sendBeacon"))


def _read_fetch(site: CallSite, module: Module) -> None:
    url, *options = site.arguments
    request = module.value(url, site.scope)
    constructor = request.child_by_field_name("constructor") if request.type == "new_expression" else None
    if constructor is not None and dotted_name(constructor, module.text) == "Request" and arguments_of(request):
        url, *given = arguments_of(request)
        options = options or given
    method = method_in(options[0], site.scope, module) if options else GET
    module.requests.append(call(site, module, module.expression(url, site.scope), module.text.span_of(url), method, library="fetch"))


def _is_fetch(site: CallSite, module: Module) -> bool:
    if site.callee is None:
        return False
    meaning = module.meaning(site.callee, site.scope)
    if meaning.bound is not None and meaning.bound.imported is not None:
        return meaning.bound.imported.module in _STANDARD_FETCH_MODULES
    return module.global_name(site.callee, site.scope) == "fetch" or _is_given(site)


def _is_given(site: CallSite) -> bool:
    """Whether `fetch` is what SvelteKit gives to `load`: a parameter of that name (`load({fetch})`)."""
    bound = site.scope.holding("fetch") if site.callee == "fetch" else None
    return bound is not None and bound.kind == "function" and all(each.value is None for each in bound.names["fetch"])
