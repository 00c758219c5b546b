"""Which file an import means. Nothing is imported: only the names of the workspace's files are looked at."""

from collections.abc import Collection, Iterator
from posixpath import dirname, join, normpath

JAVASCRIPT_SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")
SOURCE_ALIASES = ("@/", "~/", "src/")
"""What build tools by convention set for a package's `src` folder."""


class Modules:
    """Resolves module specifiers among the files of a workspace."""

    def __init__(self, files: Collection[str]) -> None:
        self._files = files

    def resolve(self, file: str, module: str) -> str | None:
        """The file that `module`, as written in `file`, names; None where it is not in the workspace."""
        return self._python(file, module) if file.endswith(".py") else self._javascript(file, module)

    def submodule(self, file: str, module: str, member: str) -> str | None:
        """The file of `from module import member` where `member` is a module itself (Python only)."""
        if not file.endswith(".py"):
            return None
        return self._python(file, f"{module}{member}" if module.endswith(".") else f"{module}.{member}")

    def import_root(self, file: str, module: str) -> str:
        """The folder from which the dotted `module` is imported, given the file it is in."""
        levels = module.count(".") + 1 + file.endswith("/__init__.py")
        parts = file.split("/")
        return "/".join(parts[: len(parts) - levels])

    def _python(self, file: str, module: str) -> str | None:
        name = module.lstrip(".")
        path = name.replace(".", "/")
        level = len(module) - len(name)
        if level:
            folder = dirname(file)
            for _ in range(level - 1):
                folder = dirname(folder)
            return self._python_file(join(folder, path) if path else folder)
        # The import root is not written anywhere: the nearest folder above that has the module is it, `src` folders included.
        for folder in _ancestors(file):
            found = self._python_file(join(folder, path)) or self._python_file(join(folder, "src", path))
            if found is not None:
                return found
        return None

    def _python_file(self, path: str) -> str | None:
        for candidate in (f"{path}.py", f"{path}/__init__.py"):
            if candidate in self._files:
                return candidate
        return None

    def _javascript(self, file: str, module: str) -> str | None:
        if module.startswith("."):
            return self._javascript_file(normpath(join(dirname(file), module)))
        for alias in SOURCE_ALIASES:
            if module.startswith(alias):
                for folder in _ancestors(file):
                    found = self._javascript_file(join(folder, "src", module.removeprefix(alias)))
                    if found is not None:
                        return found
        return None

    def _javascript_file(self, path: str) -> str | None:
        candidates = (
            path,
            *(path + suffix for suffix in JAVASCRIPT_SUFFIXES),
            *(f"{path}/index{suffix}" for suffix in JAVASCRIPT_SUFFIXES),
        )
        return next((candidate for candidate in candidates if candidate in self._files), None)


def _ancestors(file: str) -> Iterator[str]:
    folder = dirname(file)
    while folder.strip("/"):  # a path from a container's root never gets shorter than "/"
        yield folder
        folder = dirname(folder)
    yield ""
