"""Applications: the routers that are servers of their own, and the run commands that start them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, isabs, join, normpath

from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.link.routers import own_applications
from wirelens.model.expression import Expression, Literal, Result
from wirelens.model.facts import FileFacts, Function, Include, Router, RunCommand

LARGEST_PORT = 65_535
DEFAULT_PORTS = {
    "uvicorn": 8000,
    "gunicorn": 8000,
    "hypercorn": 8000,
    "daphne": 8000,
    "granian": 8000,
    "fastapi": 8000,
    "manage.py": 8000,
    "waitress-serve": 8080,
    "flask": 5000,
}
"""Where programs listen when nothing is said (each one's own documentation)."""
_ENTRY_POINTS = ("wsgi.py", "asgi.py")
"""What Django calls the modules by which other servers start a project."""


@dataclass(frozen=True, slots=True)
class Application:
    """A router that is a server of its own. `home` is the folder that it is run from, `module` its file's name.

    `is_project`: its routes are named by a module, and the folder's own program runs it (`manage.py runserver`).
    """

    file: str
    router: Router
    home: str
    module: str
    is_project: bool


def find_applications(files: Mapping[str, FileFacts], names: Names, modules: Modules, packages: Collection[str]) -> list[Application]:
    """Every application of the workspace; those of tests, which nobody runs, only where there is nothing else.

    Args:
        files: the facts of every file.
        names: what names stand for.
        modules: what imports mean.
        packages: the folders of packages, by one of which an application's home is known.
    """
    return _without_tests(list(_applications(files, names, modules, packages)))


def _applications(files: Mapping[str, FileFacts], names: Names, modules: Modules, packages: Collection[str]) -> Iterable[Application]:
    seen: set[tuple[str, str]] = set()
    images = {dirname(file) for file, facts in files.items() if facts.images}
    mounted = set(_mounted(files, names))
    own = own_applications(files, names)
    for file, facts in sorted(files.items()):
        for router in (*facts.routers, *own.get(file, ())):
            if router.kind != "application" or (file, router.scope, router.name) in mounted:
                continue
            include = _root_include(facts, router)
            if include is None:
                yield Application(file, router, _home(file, packages, images), basename(file).removesuffix(".py"), is_project=False)
                continue
            # A project whose root is named by its module: several settings files may name the same one.
            child = names.resolve_reference(file, include.scope, include.child)
            module = getattr(include.child, "module", "")
            if child is None:
                continue
            home = modules.import_root(child.file, module)
            if (home, child.file) not in seen:
                seen.add((home, child.file))
                yield Application(file, router, home, module.partition(".")[0], is_project=True)


def _without_tests(applications: list[Application]) -> list[Application]:
    return [application for application in applications if not _is_test(application.file)] or applications


def _is_test(file: str) -> bool:
    *folders, name = file.split("/")
    return name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py") or not {"tests", "test"}.isdisjoint(folders)


def _mounted(files: Mapping[str, FileFacts], names: Names) -> Iterable[tuple[str, str, str]]:
    """The applications that another one has below it: they are served as parts of it."""
    for file, facts in files.items():
        for include in facts.includes:
            child = names.resolve_reference(file, include.scope, include.child)
            parent = names.resolve(file, include.scope, include.parent)
            if child is not None and isinstance(child.fact, Router) and parent is not None and parent.fact is not child.fact:
                yield child.file, child.fact.scope, child.fact.name


def _root_include(facts: FileFacts, router: Router) -> Include | None:
    """The include of a router that is nothing but the name of another module's routes, as Django's ROOT_URLCONF."""
    if any(route.router == router.name for route in facts.routes):
        return None
    own = [each for each in facts.includes if each.parent == router.name and hasattr(each.child, "module") and not each.is_optional]
    return own[0] if len(own) == 1 else None


def _home(file: str, packages: Collection[str], images: Collection[str]) -> str:
    """The folder of the package around a file; where there is none, that which an image is built in, or the topmost."""
    parts = file.split("/")[:-1]
    folders = ["/".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    nearest = next((folder for kind in (packages, images) for folder in folders if folder in kind), None)
    return nearest if nearest is not None else file.partition("/")[0] if "/" in file else ""


@dataclass(frozen=True, slots=True)
class Port:
    """Where a service may listen: `number` None where something says so that cannot be followed.

    `is_stated`: somebody spelled it, so that it is not merely what a program takes when nothing is said.
    """

    number: int | None
    is_stated: bool


class Commands:
    """Which application a run command starts, and at which port."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, modules: Modules, applications: Sequence[Application]) -> None:
        self._files = files
        self._names = names
        self._modules = modules
        self.applications = applications

    def application(self, file: str, command: RunCommand) -> Application | None:
        """The application of a command that stands in a file beside the code."""
        # What stands at the root of a machine is not in the workspace.
        folders = [] if isabs(command.directory) else [_normal(join(dirname(file), command.directory))]
        return self.in_folders(command, folders, file) or (None if command.program == "python" else self._anywhere(command, ""))

    def in_folders(self, command: RunCommand, folders: Iterable[str], file: str = "") -> Application | None:
        """The application of a command that is run in the first of these folders that has it."""
        for folder in folders:
            if command.application is None:
                own = [a for a in self.applications if a.file == file]
                projects = own or [a for a in self.applications if a.is_project]
                here = [a for a in projects if a.home == folder]
                if len(here) == 1:
                    return here[0]
                continue
            module, _, name = command.application.partition(":")
            path = module.removesuffix(".py").replace("/", ".")
            target = self._modules.resolve(f"{folder}/_.py" if folder else "_.py", path) if module else file
            candidates = [a for a in self.applications if a.file == target]
            if not candidates and target is not None and command.program == "python":
                return self._started_by(target)
            made = self._made(target, name) if target is not None else None
            if candidates or made is not None:
                named = [a for a in candidates if a.router.name == name] or ([made] if made is not None else candidates)
                return named[0] if len(named) == 1 else None
            project = self._project(folder, module)
            if project is not None:
                return project
        return None

    def _project(self, folder: str, module: str) -> Application | None:
        """The project whose entry point a module is: `shop.wsgi` (https://docs.djangoproject.com/en/stable/howto/deployment/)."""
        path = f"{_normal(join(folder, module.replace('.', '/')))}.py"
        if basename(path) not in _ENTRY_POINTS or path not in self._files:
            return None
        projects = [a for a in self.applications if a.is_project and a.home == folder]
        return projects[0] if len(projects) == 1 else None

    def _made(self, file: str, name: str) -> Application | None:
        """The application that a name stands for which another file's factory made (`app = create_app()`)."""
        found = self._names.resolve(file, "", name.removesuffix("()")) if name else None
        fact = found.fact if found is not None else None
        if isinstance(fact, Function):
            found = self._names.resolve_reference(file, "", Result(name.removesuffix("()")))
            fact = found.fact if found is not None else None
        if found is None or not isinstance(fact, Router):
            return None
        return next((a for a in self.applications if a.file == found.file and a.router.name == fact.name), None)

    def _started_by(self, file: str) -> Application | None:
        """What a program starts by its own commands (`uvicorn.run("app.main:app")`); None where it says nothing."""
        if file not in self._files:
            return None
        started = {id(a): a for command in self._files[file].run_commands if (a := self.application(file, command)) is not None}
        return next(iter(started.values())) if len(started) == 1 else None

    def at(self, command: RunCommand, folder: str) -> Application | None:
        """The application whose whole path in the workspace ends the path that a command names in a container."""
        module, _, name = (command.application or "").partition(":")
        path = normpath(join("/", folder, f"{module.removesuffix('.py').replace('.', '/')}.py"))
        found = [a for a in self.applications if module and path.endswith(f"/{a.file}")]
        longest = [a for a in found if len(a.file) == max(len(each.file) for each in found)]
        named = [a for a in longest if a.router.name == name] or longest
        return named[0] if len(named) == 1 else None

    def below(self, command: RunCommand, folder: str) -> Application | None:
        """The only application below a folder that a command may mean: what is copied where inside a container is not always known."""
        return self._anywhere(command, folder)

    def _anywhere(self, command: RunCommand, folder: str) -> Application | None:
        """A command without its folder: the only application of that name."""
        around = [a for a in self.applications if is_below(a.file, folder)]
        if command.application is None:
            projects = [a for a in around if a.is_project]
            return projects[0] if len(projects) == 1 else None
        module, _, name = command.application.partition(":")
        path = module.removesuffix(".py").replace(".", "/") + ".py"
        candidates = [a for a in around if module and (a.file == path or a.file.endswith("/" + path))]
        candidates = candidates or [a for a in around if a.is_project and self._project(a.home, module) is a]
        named = [a for a in candidates if a.router.name == name] or candidates
        return named[0] if len(named) == 1 else None

    def port(self, file: str, command: RunCommand, application: Application) -> Port:
        """Where a command's server listens."""
        if command.port is not None:
            return Port(command.port, is_stated=True)
        if command.port_value is not None:
            return Port(self.number(file, command.port_value), is_stated=True)
        if command.program == "python":
            own = {one.port for one in self._files[application.file].run_commands}
            stated = own - {None}
            return Port(next(iter(stated)), is_stated=True) if len(stated) == 1 else Port(application.router.port, is_stated=False)
        return Port(DEFAULT_PORTS.get(command.program, application.router.port), is_stated=False)

    def number(self, file: str, value: Expression) -> int | None:
        """The port that a value comes to; None where that is only known when it runs."""
        folded = self._names.fold(file, "", value)
        digits = "".join(piece.text if isinstance(piece, Literal) else "?" for piece in folded)
        return int(digits) if digits.isascii() and digits.isdecimal() and 0 < int(digits[:9]) <= LARGEST_PORT else None


def is_below(file: str, folder: str) -> bool:
    """Whether a file is in a folder or further down; every file is below the root, `""`."""
    return not folder or file.startswith(f"{folder}/")


def _normal(folder: str) -> str:
    path = normpath(folder) if folder else ""
    return "" if path == "." else path
