"""`proxy.conf.json`: what the development server of Angular sends on (the form of webpack's `devServer.proxy`)."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from wirelens.model.expression import Literal
from wirelens.model.facts import Gateway, Proxy
from wirelens.model.span import Position, Span
from wirelens.scan.proxy_rules import context_pattern, path_rewrites

_START = Span(Position(0, 0), Position(0, 0))


def read_proxy_json(text: str) -> tuple[Gateway, ...]:
    """The gateway that a file of proxies describes; none where it is no such file."""
    try:
        written: object = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return ()
    proxies = tuple(_proxies(written))
    return (Gateway("development-server", proxies),) if proxies else ()


def _proxies(written: object) -> Iterator[Proxy]:
    if isinstance(written, list):
        for each in cast("list[object]", written):
            options = _members(each)
            contexts = options.get("context")
            for context in cast("list[object]", contexts) if isinstance(contexts, list) else [contexts]:
                yield from _proxy(context, options)
        return
    for context, options in _members(written).items():
        yield from _proxy(context, _members(options))


def _proxy(context: object, options: Mapping[str, object]) -> Iterator[Proxy]:
    target = options.get("target")
    if isinstance(context, str) and isinstance(target, str):
        written = _members(options.get("pathRewrite"))
        yield Proxy(context_pattern(context), Literal(target), _START, path_rewrites((key, str(value)) for key, value in written.items()))


def _members(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
