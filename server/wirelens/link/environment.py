"""What environment variables are set to: by the `.env` files around the code that reads them."""

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname

from wirelens.model.expression import Expression
from wirelens.model.facts import FileFacts

_SET = (".env.development.local", ".env.dev.local", ".env.development", ".env.dev", ".env.local", ".env")
"""Files that count when the program runs on a developer's machine, the strongest first (the order of Vite and of Create React App)."""


class EnvironmentFiles:
    """The variables that a workspace's `.env` files set."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files: dict[str, dict[str, dict[str, Expression]]] = {}
        for file, facts in files.items():
            if facts.environment:
                values = {variable.name: variable.value for variable in facts.environment}
                self._files.setdefault(dirname(file), {})[basename(file)] = values

    def value(self, file: str, variable: str) -> Expression | None:
        """What the nearest folder around a file sets a variable to: what is set wins over any default that the code has.

        Examples and files of other machines are no evidence of what is set on this one.
        """
        for folder in _ancestors(file):
            of_folder = self._files.get(folder, {})
            for name in _SET:
                if variable in of_folder.get(name, {}):
                    return of_folder[name][variable]
        return None


def _ancestors(file: str) -> Iterator[str]:
    folder = dirname(file)
    while folder:
        yield folder
        folder = dirname(folder)
    yield ""
