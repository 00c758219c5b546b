"""The rules of development servers' proxies (http-proxy-middleware, Vite) as regular expressions."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from wirelens.model.expression import Expression, Join, Literal
from wirelens.scan.regular_expression import python_pattern

_PARAMETER = re.compile(r"(:\w+(?:\([^()]*\))?[*+?]?)")
_ORIGIN = re.compile(r"[a-z]+://[^/]*")
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


class Rule(NamedTuple):
    """A rule as regular expressions: see `Proxy`, whose fields these are."""

    pattern: str
    target: Expression
    rewrites: tuple[tuple[str, str], ...] | None


def next_rule(source: str, destination: Expression) -> Rule | None:
    """A rewrite of Next.js: `/api/:path*` → `http://localhost:8000/api/:path*` (path-to-regexp). None where it is too much for us."""
    pattern = "".join(_parameter(part) for part in _PARAMETER.split(source))
    parts = destination.parts if isinstance(destination, Join) else (destination,)
    origin = _ORIGIN.match(parts[-1].text) if isinstance(parts[-1], Literal) else None
    written = python_pattern(f"{pattern}/?$")
    if written is None:
        return None
    if not isinstance(parts[-1], Literal):
        return Rule(written, destination, ((f"^{pattern}/?$", ""),))
    path = parts[-1].text[origin.end() :] if origin is not None else parts[-1].text
    before = (*parts[:-1], *((Literal(origin[0]),) if origin is not None else ()))
    target = before[0] if len(before) == 1 else Join(before)
    names = set(re.findall(r"\(\?P<(\w+)>", pattern))
    path = path.partition("?")[0].replace("\\", r"\\")
    replacement = re.sub(r":(\w+)[*+?]?", lambda name: rf"\g<{name[1]}>" if name[1] in names else name[0], path)
    return Rule(written, target, ((f"^{pattern}/?$", replacement),))


def _parameter(part: str) -> str:
    named = re.fullmatch(r":(\w+)(\([^()]*\))?([*+?])?", part)
    if named is None:
        return re.escape(part)
    inside = named[2][1:-1] if named[2] else ".*" if named[3] in {"*", "?"} else ".+" if named[3] == "+" else "[^/]+"
    return f"(?P<{named[1]}>{inside})"
