"""`python -m support.route_tables.django_routes config.settings`."""

# Django carries no types:
# pyright: basic, reportMissingTypeStubs=false, reportGeneralTypeIssues=false

import inspect
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

from support.route_tables.handler import place


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[list[object]]:
    """The table below one resolver."""
    for entry in resolver.url_patterns:
        path = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(entry.pattern))
        if isinstance(entry, URLPattern):
            methods, handler = _handler(entry.callback)
            yield [methods, path, *place(handler)]
        elif entry.app_name != "admin":
            yield from routes(entry, path)


def _handler(view: Callable[..., Any]) -> tuple[list[str], Callable[..., Any]]:
    """A view of `@api_view` is a class made for the function, which each of its methods calls."""
    wrapped = getattr(view, "cls", None)
    if wrapped is None:
        return [], view
    methods = [method for method in wrapped.http_method_names if method != "options"]
    handler = getattr(wrapped, methods[0])
    return [method.upper() for method in methods], inspect.getclosurevars(handler).nonlocals["func"]


if __name__ == "__main__":
    sys.path.insert(0, "")
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    django.setup()
    json.dump(list(routes(get_resolver())), sys.stdout)
