"""The dialect of `fetch`, built into browsers, Node and Deno."""

from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, call, method_in

_STANDARD_FETCH_MODULES = frozenset({"node-fetch", "cross-fetch", "isomorphic-fetch", "undici", "whatwg-fetch"})
"""Packages that bring the standard's `fetch` to where it is missing."""


def read(module: Module) -> None:
    """Find the requests that a file sends with `fetch`."""
    for site in module.calls_of(("fetch",)):
        if site.arguments and _is_fetch(site, module):
            url, *options = site.arguments
            method = method_in(options[0], site.scope, module) if options else GET
            url_span = module.text.span_of(url)
            module.requests.append(call(site, module, module.expression(url, site.scope), url_span, method, library="fetch"))


def _is_fetch(site: CallSite, module: Module) -> bool:
    if site.callee is None:
        return False
    meaning = module.meaning(site.callee, site.scope)
    if meaning.bound is not None and meaning.bound.imported is not None:
        return meaning.bound.imported.module in _STANDARD_FETCH_MODULES
    return module.global_name(site.callee, site.scope) == "fetch"
