"""`python -m support.route_tables.fastapi_routes main:app`."""

import importlib
import json
import sys

from fastapi import FastAPI
from fastapi.routing import APIRoute

from support.route_tables.handler import place


def routes(application: FastAPI) -> list[list[object]]:
    """The table of one application. FastAPI's documentation routes are plain Starlette ones."""
    return [
        [sorted(route.methods or ()), route.path, *place(route.endpoint)] for route in application.routes if isinstance(route, APIRoute)
    ]


if __name__ == "__main__":
    sys.path.insert(0, "")
    module, _, name = sys.argv[1].partition(":")
    json.dump(routes(getattr(importlib.import_module(module), name)), sys.stdout)
