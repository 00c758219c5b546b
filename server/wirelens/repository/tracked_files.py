"""The files of a folder that belong to its repository."""

import re
from pathlib import Path

from wirelens.repository import hardened_git

_CACHED = re.compile(r"[A-Z] (?P<mode>\d{6}) [0-9a-f]+ \d\t(?P<path>.*)", re.DOTALL)
_SUBMODULE = "160000"


def list_files(root: Path) -> list[str] | None:
    """Lists what git tracks below `root` or would track: `git ls-files --cached --others --exclude-standard`.

    Paths are relative to `root`, `/`-separated and sorted, each once; bytes that are not UTF-8 come as surrogate escapes. Submodules and
    other repositories inside are left out. A tracked file is listed even where it is gone from the disk.

    None where `root` is in no repository, where git cannot say (see `hardened_git.read_names`), and where it knows of no file: a folder
    that the repository around it ignores is not a part of it.
    """
    # With tags (-t) and stages (-s) a tracked entry cannot be taken for an untracked file, whatever its name.
    printed = hardened_git.read_names(root, "ls-files", "-t", "-s", "--cached", "--others", "--exclude-standard", "-z")
    if not printed:
        return None
    files: set[str] = set()
    for entry in printed.decode("utf-8", "surrogateescape").split("\0"):
        if cached := _CACHED.fullmatch(entry):
            if cached["mode"] != _SUBMODULE:
                files.add(cached["path"])
        elif entry.startswith("? ") and not entry.endswith("/"):
            files.add(entry.removeprefix("? "))
    return sorted(files)
