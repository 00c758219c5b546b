"""Route handlers of Next.js: what a front end answers itself, by the names of its files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_CONFIGURATION = re.compile(r"(?P<root>(?:.*/)?)next\.config\.[cm]?[jt]s")
_HANDLER = re.compile(r"(?:src/)?(?:app/(?P<app>.+)/route|pages/(?P<page>api/.+?)(?:/index)?)\.[jt]sx?")
"""Of "Route Handlers" and "API Routes" in Next.js' documentation."""
_LEFT_OUT = re.compile(r"\([^.].*\)|@.*")
"""Folders that group others, and slots: they are no part of the path."""


@dataclass(frozen=True, slots=True)
class NextHandler:
    """A file that answers requests to paths below the folder `root`. `is_dynamic`: its path has parameters, so rewrites come first."""

    file: str
    root: str
    path: re.Pattern[str]
    is_dynamic: bool
    is_catch_all: bool


def next_handlers(files: Iterable[str]) -> tuple[NextHandler, ...]:
    """The handlers of all applications of Next.js, fixed paths first."""
    names = sorted(files)
    roots = {found["root"] for name in names if (found := _CONFIGURATION.fullmatch(name)) is not None}
    found = [handler for name in names if roots for root in _folders(name) if root in roots for handler in _handler(name, root)]
    return tuple(sorted(found, key=lambda each: each.is_dynamic))


def _folders(file: str) -> Iterator[str]:
    """The folders that a file is in, the workspace's own first."""
    yield ""
    yield from (file[: slash.end()] for slash in re.finditer("/", file))


def _handler(file: str, root: str) -> Iterator[NextHandler]:
    named = _HANDLER.fullmatch(file.removeprefix(root))
    if named is None:
        return
    segments = [each for each in (named["app"] or named["page"]).split("/") if _LEFT_OUT.fullmatch(each) is None]
    is_catch_all = "[..." in "".join(segments[-1:])
    if "[..." not in "".join(segments[:-1]):  # only the last may take several
        path = re.compile(f"{''.join(map(_segment, segments))}/?")
        yield NextHandler(file, root, path, any(each.startswith("[") for each in segments), is_catch_all)


def _segment(written: str) -> str:
    if written.startswith("[[..."):
        return "(?:/.+)?"
    if written.startswith("[..."):
        return "/.+"
    return "/[^/]+" if written.startswith("[") else f"/{re.escape(written)}"
