"""The files that git was told not to look at."""

from collections.abc import Collection
from pathlib import Path

from wirelens.repository import hardened_git

_SOME, _NONE = 0, 1
"""How `git check-ignore` ends when it could say."""


def ignored_among(root: Path, files: Collection[str]) -> frozenset[str] | None:
    """Those of the files, relative to `root`, that git ignores: by `.gitignore`, `info/exclude` or the user's own list.

    The files need not be there. One that git tracks is not ignored, whatever those say. None where git cannot say: `root` is in no
    repository, a file lies in a submodule or beyond a symbolic link, and see `hardened_git.read`.
    """
    if not files:
        return frozenset()
    asked = "\0".join(sorted(files)).encode("utf-8", "surrogateescape")
    printed = hardened_git.read(root, "check-ignore", "--stdin", "-z", given=asked, answers=frozenset({_SOME, _NONE}))
    return None if printed is None else frozenset(printed.decode("utf-8", "surrogateescape").split("\0")) - {""}
