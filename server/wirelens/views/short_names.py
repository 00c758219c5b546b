"""File names as short as they can be and still be told apart."""

from collections import Counter
from collections.abc import Callable, Iterable


def short_names(files: Iterable[str]) -> Callable[[str], str]:
    """A function that gives a file key its shortest end that no other of `files` has; unknown keys stay whole."""
    known = set(files)
    ends = Counter(end for file in known for end in _ends(file))
    shortest = {file: next((end for end in _ends(file) if ends[end] == 1), file) for file in known}
    return lambda file: shortest.get(file, file)


def _ends(file: str) -> Iterable[str]:
    """`c.py`, `b/c.py`, `a/b/c.py`."""
    parts = file.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))
