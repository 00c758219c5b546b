"""The rules of development servers' proxies (http-proxy-middleware, Vite) as regular expressions."""

import re
from collections.abc import Iterable

from wirelens.scan.regular_expression import python_pattern

_GLOB = re.compile(r"\*\*|\*|[^*]+")


def context_pattern(context: str) -> str:
    """Which paths a context takes at their beginning: those of a plain path, or of a glob (`/api/**`)."""
    if "*" not in context:
        return re.escape(context)
    parts: list[str] = _GLOB.findall(context.removesuffix("**") if context.endswith("/**") else context)
    return "".join(".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in parts)


def path_rewrites(rules: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...] | None:
    """`{"^/api": ""}`: the first expression that is found in the path is replaced. None where one of several cannot be followed."""
    found: list[tuple[str, str]] = []
    for written, replacement in rules:
        pattern = python_pattern(written)
        if pattern is None or found:  # the first that takes a path counts, and which that is depends on the path
            return None
        found.append((pattern, replacement_of(replacement)))
    return tuple(found)


def replacement_of(written: str) -> str:
    """A replacement of JavaScript (`$1`) in the syntax of `re.sub`."""
    return re.sub(r"\$(?:(&)|(\d)|<(\w+)>)", _group, written.replace("\\", r"\\"))


def _group(reference: re.Match[str]) -> str:
    return rf"\g<{'0' if reference[1] else reference[2] or reference[3]}>"
