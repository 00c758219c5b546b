"""What environment variables are set to: by the `.env` files around the code that reads them, and by the containers that it runs in."""

import re
from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, join, normpath

from wirelens.model.expression import Expression
from wirelens.model.facts import Container, EnvironmentVariable, FileFacts

_SET = (".env.development.local", ".env.dev.local", ".env.development", ".env.dev", ".env.local", ".env")
"""Files that count when the program runs on a developer's machine, the strongest first (the order of Vite and of Create React App)."""
_ELSEWHERE = re.compile(r"prod|stag|deploy|release", re.IGNORECASE)
"""Names of compose files that set what counts on other machines."""


class EnvironmentFiles:
    """The variables that a workspace's `.env` files and compose files set."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files: dict[str, dict[str, dict[str, Expression]]] = {}
        self._containers: dict[str, dict[str, set[Expression]]] = {}
        for file, facts in files.items():
            if facts.environment:
                self._files.setdefault(dirname(file), {})[basename(file)] = _values(facts.environment)
        compose = sorted((file for file, facts in files.items() if facts.containers), key=lambda file: (_is_elsewhere(file), file))
        for file in compose:
            for container in files[file].containers:
                set_here = self._of_container(file, container)
                for folder in _folders(file, container) if set_here else ():
                    here = self._containers.setdefault(folder, {})
                    for name, value in set_here.items():
                        if not _is_elsewhere(file) or name not in here:
                            here.setdefault(name, set()).add(value)

    def value(self, file: str, variable: str) -> Expression | None:
        """What the nearest folder around a file sets a variable to: what is set wins over any default that the code has.

        Examples and files of other machines are no evidence of what is set on this one. What containers of one folder set differently is
        not known.
        """
        for folder in _ancestors(file):
            of_folder = self._files.get(folder, {})
            for name in _SET:
                if variable in of_folder.get(name, {}):
                    return of_folder[name][variable]
        for folder in _ancestors(file):
            values = self._containers.get(folder, {}).get(variable)
            if values:
                return next(iter(values)) if len(values) == 1 else None
        return None

    def _of_container(self, file: str, container: Container) -> dict[str, Expression]:
        """What a container's files and its own list set; the list wins."""
        found: dict[str, Expression] = {}
        for path in container.environment_files:
            named = normpath(join(dirname(file), path))
            found |= self._files.get(dirname(named), {}).get(basename(named), {})
        return found | _values(container.environment)


def _values(variables: tuple[EnvironmentVariable, ...]) -> dict[str, Expression]:
    return {variable.name: variable.value for variable in variables}


def _folders(file: str, container: Container) -> Iterator[str]:
    """The folders of the workspace whose code runs in a container."""
    sources = [placed.source for placed in container.placed if "." not in basename(placed.source)]
    for folder in {*sources, *([container.context] if container.context is not None else [])}:
        path = normpath(join(dirname(file), folder))
        yield "" if path == "." else path


def _is_elsewhere(file: str) -> bool:
    return _ELSEWHERE.search(basename(file)) is not None


def _ancestors(file: str) -> Iterator[str]:
    folder = dirname(file)
    while folder:
        yield folder
        folder = dirname(folder)
    yield ""
