"""Which file an import means. Nothing is imported: only the names of the workspace's files are looked at."""

from collections.abc import Callable, Collection, Iterator
from posixpath import basename, dirname, join, normpath

from wirelens.link.memo import Memo

JAVASCRIPT_SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")
SOURCE_ALIASES = ("@@/", "~~/", "@/", "~/", "$lib/", "src/")
"""What build tools and frameworks by convention set for a package's source folder."""

SOURCE_FOLDERS = ("src", "", "app", "src/lib")
"""Where that is: Vite and Vue, Nuxt 3 and Next, Nuxt 4, SvelteKit's `$lib`."""

ADDED_FOLDERS = "added folders"
"""The key of what is noted of a folder in a memo: the folders below it from which code says that modules are imported (`sys.path`)."""

ALIASES = "aliases"
"""The key of what is noted of a folder in a memo: what the names of JavaScript modules begin with that its configuration sets."""


class Modules:
    """Resolves module specifiers among the files of a workspace."""

    def __init__(self, memo: Memo, named: Callable[[str], Collection[str]]) -> None:
        """`named` gives the files of a stem (see `stems`), and notes in the memo that it was asked."""
        self._memo = memo
        self._files_named = named

    def resolve(self, file: str, module: str) -> str | None:
        """The file that `module`, as written in `file`, names; None where it is not in the workspace."""
        return self._memo.value(self._python if file.endswith(".py") else self._javascript, dirname(file), module)

    def submodule(self, file: str, module: str, member: str) -> str | None:
        """The file of `from module import member` where `member` is a module itself (Python only)."""
        if not file.endswith(".py"):
            return None
        return self.resolve(file, f"{module}{member}" if module.endswith(".") else f"{module}.{member}")

    def import_root(self, file: str, module: str) -> str:
        """The folder from which the dotted `module` is imported, given the file it is in."""
        levels = module.count(".") + 1 + file.endswith("/__init__.py")
        parts = file.split("/")
        return "/".join(parts[: len(parts) - levels])

    def _python(self, folder: str, module: str) -> str | None:
        name = module.lstrip(".")
        path = name.replace(".", "/")
        level = len(module) - len(name)
        if level:
            for _ in range(level - 1):
                folder = dirname(folder)
            return self._python_file(join(folder, path) if path else folder)
        if not self._named(path):
            return None
        # The import root is not written anywhere: the nearest folder above that has the module is it, `src` folders included.
        for root in with_ancestors(folder):
            found = self._python_file(join(root, path)) or self._python_file(join(root, "src", path))
            if found is not None:
                return found
        added = (join(root, below, path) for root in with_ancestors(folder) for below in self._memo.get(ADDED_FOLDERS, root) or ())
        return next((found for each in added if (found := self._python_file(each)) is not None), None)

    def _python_file(self, path: str) -> str | None:
        named = self._named(path)
        # A package comes before a module of its name beside it, as in Python itself.
        return next((candidate for candidate in (f"{path}/__init__.py", f"{path}.py") if candidate in named), None)

    def _javascript(self, folder: str, module: str) -> str | None:
        if module.startswith("."):
            return self._javascript_file(normpath(join(folder, module)))
        configured = self._aliased(folder, module)
        if configured is not None:
            return configured
        alias = next((alias for alias in SOURCE_ALIASES if module.startswith(alias)), "")
        # Without an alias a path of several words may still begin in the source folder (`baseUrl`); one word names a package.
        if not alias and ("/" not in module or module.startswith("@") or not self._named(module)):
            return None
        for root in with_ancestors(folder):
            for source in SOURCE_FOLDERS:
                found = self._javascript_file(join(root, source, module.removeprefix(alias)))
                if found is not None:
                    return found
        return None

    def _aliased(self, folder: str, module: str) -> str | None:
        """The file by an alias that the nearest configuration of a package sets."""
        if not self._named(module) and ("/" in module or not module.startswith(("@", "~", "#", "$"))):
            return None
        for root in with_ancestors(folder):
            for name, target in self._memo.get(ALIASES, root) or ():
                if module == name or not name or module.startswith(f"{name}/"):
                    found = self._javascript_file(normpath(join(root, target, module.removeprefix(name).lstrip("/"))))
                    if found is not None:
                        return found
        return None

    def _javascript_file(self, path: str) -> str | None:
        named = self._named(path)
        candidates = (
            path,
            *(path + suffix for suffix in JAVASCRIPT_SUFFIXES),
            *(f"{path}/index{suffix}" for suffix in JAVASCRIPT_SUFFIXES),
        )
        return next((candidate for candidate in candidates if candidate in named), None) if named else None

    def _named(self, path: str) -> Collection[str]:
        """The files that a module of this path can be."""
        return self._files_named(_stem(path))


def stems(file: str) -> frozenset[str]:
    """What the last name of a module may be that is this file: how it begins, of a package's own file also the package's."""
    own = _stem(file)
    return frozenset({own, _stem(dirname(file))}) if own in ("__init__", "index") else frozenset({own})


def _stem(path: str) -> str:
    return basename(path).partition(".")[0]


def with_ancestors(folder: str) -> Iterator[str]:
    """A folder and those around it, up to the root."""
    while folder.strip("/"):
        yield folder
        folder = dirname(folder)
    yield ""
