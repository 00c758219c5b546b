"""Which files are tests: what they send, nobody sends in the running system."""

from posixpath import basename, splitext

_FOLDERS = frozenset({"tests", "test", "__tests__", "__mocks__", "e2e", "cypress", "playwright"})
_ENDINGS = ("_test", "_tests", ".test", ".spec", ".cy", "_spec")


def is_test_file(file: str) -> bool:
    """Whether a file, by its name or a folder around it, holds tests (the conventions of pytest, Django, Jest, Cypress and Playwright)."""
    *folders, name = file.split("/")
    stem = splitext(basename(name))[0]
    return (
        name == "conftest.py"
        or stem in {"test", "tests"}
        or stem.startswith("test_")
        or stem.endswith(_ENDINGS)
        or not _FOLDERS.isdisjoint(folders)
    )
