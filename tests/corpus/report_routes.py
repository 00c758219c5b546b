"""`python report_routes.py PACKAGE STATEMENTS`: the routes of an installed application, as its framework itself reports them.

Runs in the application's own environment, so it imports nothing of this project. STATEMENTS are Python that binds `application`; where they
bind none, a Django project is set up, which the framework's own resolver answers for. Prints a JSON list of `[protocol, method, path]`:
method `*` where the framework accepts any, parameters as `{name}`. Left out are HEAD and OPTIONS, which frameworks add by themselves, and
what does not stand in PACKAGE: documentation, files, plug-ins.
"""

# Frameworks of many versions, most of them without types:
# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

Row = tuple[str, str, str]
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")


def main() -> None:
    package, statements = sys.argv[1:]
    reported = sys.stdout
    sys.stdout = sys.stderr  # applications print while they are imported
    bound: dict[str, Any] = {}
    exec(statements, bound)  # noqa: S102 (the table's own words)
    json.dump(sorted(set(_routes(bound.get("application"), package))), reported)


def _routes(application: Any, package: str) -> Iterator[Row]:
    if application is None:
        return _django(package)
    if hasattr(application, "url_map"):
        return _werkzeug(application, package)
    return _starlette(application.routes, "", package)


def _starlette(routes: list[Any], prefix: str, package: str) -> Iterator[Row]:
    for route in _effective(routes):
        path = prefix + re.sub(r"\{(\w+):\w+\}", r"{\1}", getattr(route, "path", ""))
        if getattr(route, "routes", None):  # a mount, a host
            yield from _starlette(route.routes, path, package)
        elif hasattr(route, "endpoint") and _stands_in(route.endpoint, package):
            if not hasattr(getattr(route, "original_route", route), "methods"):
                yield "websocket", "*", path
            elif route.methods is not None:
                yield from (("http", method, path) for method in _told(route.methods))
            else:
                yield from (("http", method, path) for method in VERBS if hasattr(route.endpoint, method.lower()))


def _effective(routes: list[Any]) -> Iterator[Any]:
    """The routes with those of included routers, which newer versions of FastAPI keep apart."""
    try:
        from fastapi.routing import iter_route_contexts  # noqa: PLC0415 (not every environment has it)
    except ImportError:
        yield from routes
    else:
        for context in iter_route_contexts(routes):
            yield getattr(context, "starlette_route", None) or context


def _werkzeug(application: Any, package: str) -> Iterator[Row]:
    for rule in application.url_map.iter_rules():
        if _stands_in(application.view_functions[rule.endpoint], package):
            path = re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", rule.rule)
            if rule.websocket:
                yield "websocket", "*", path
            else:
                yield from (("http", method, path) for method in _told(rule.methods))


def _django(package: str) -> Iterator[Row]:
    from django.urls import get_resolver  # noqa: PLC0415 (not every environment has it)

    return _patterns(get_resolver(), "/", package)


def _patterns(resolver: Any, prefix: str, package: str) -> Iterator[Row]:
    for entry in resolver.url_patterns:
        if "format" in getattr(entry.pattern, "converters", {}) or "(?P<format>" in str(entry.pattern):
            continue  # `/items.json` beside `/items/`
        path = prefix + _readable(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _patterns(entry, path, package)
        elif _stands_in(entry.callback, package):
            yield from (("http", method, path) for method in _answered(entry.callback))


def _readable(pattern: Any) -> str:
    """What a pattern takes, with `{name}` for each group of a regular expression."""
    if hasattr(pattern, "language_prefix"):
        return "{language}/"
    if hasattr(pattern, "_route"):
        return re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", str(pattern))
    text, read, unnamed = str(pattern).removeprefix("^").removesuffix("$").replace("/?", "/"), "", 0
    text = re.sub(r"(?<=\w)\?", "", text)
    while text:
        group = re.match(r"\((?:\?P<(\w+)>)?", text)
        if group is None:
            read, text = read + re.sub(r"^\\", "", text[:2] if text[0] == "\\" else text[0]), text[2 if text[0] == "\\" else 1 :]
            continue
        unnamed += group[1] is None
        read += f"{{{group[1] or f'group{unnamed}'}}}"
        text = re.sub(r"^[*+?]", "", text[_closing(text) :])
    return read


def _closing(text: str) -> int:
    """Where the group ends that begins the text."""
    depth = 0
    for index, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            return index + 1
    return len(text)


def _answered(view: Callable[..., Any]) -> list[str]:
    actions: dict[str, str] | None = getattr(view, "actions", None)
    cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if actions and cls is not None:
        return [method.upper() for method in actions if method in cls.http_method_names and method not in {"head", "options"}]
    if cls is None:
        return _required(view) or ["*"]
    allowed = {method.upper() for method in getattr(cls, "http_method_names", ())}
    return [method for method in VERBS if method in allowed and hasattr(cls, method.lower())] or ["*"]


def _required(view: Any) -> list[str]:
    """What `require_http_methods` around a function lets through: it keeps its list to itself."""
    while view is not None:
        listed = inspect.getclosurevars(view).nonlocals.get("request_method_list") if inspect.isfunction(view) else None
        if listed is not None:
            return _told(listed)
        view = getattr(view, "__wrapped__", None)
    return []


def _told(methods: Any) -> list[str]:
    return sorted(set(methods) - {"HEAD", "OPTIONS"})


def _stands_in(handler: Callable[..., Any], package: str) -> bool:
    handler = getattr(handler, "view_class", None) or getattr(handler, "cls", None) or inspect.unwrap(handler)
    return (getattr(handler, "__module__", None) or "").partition(".")[0] == package


if __name__ == "__main__":
    main()
