"""Containers: what of the workspace runs in each service of the compose files, and at which ports inside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, isabs, join, normpath

from wirelens.link.applications import Application, Commands, Port, is_below
from wirelens.model.expression import Environment, Expression
from wirelens.model.facts import Container, FileFacts, Gateway, Image, Placed, RunCommand

_PYTHON_IMAGE = re.compile(r"python|conda|pypy|/uv\b|django|flask|fastapi", re.IGNORECASE)
_PROXY_IMAGE = re.compile(r"nginx|openresty", re.IGNORECASE)
_LABEL_READER = re.compile(r"traefik", re.IGNORECASE)
"""A proxy that reads what containers say of themselves."""
_PROXY_FOLDER = "/etc/nginx"


@dataclass(frozen=True, slots=True)
class Running:
    """A container and what runs in it.

    `application` is None where that is not one of the workspace's; `is_certain`: its command says so. `gateways` are the proxies that it
    runs, each with its file. `folder` is where its image is built from, None for a ready image. `ports` are where it listens inside.
    """

    file: str
    container: Container
    folder: str | None
    application: Application | None
    is_certain: bool
    gateways: tuple[tuple[str, Gateway], ...]
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Containers:
    """All containers.

    `scripts` are the files of commands that run in them, and so say nothing of this machine's ports; `programs` are those that start their
    own server there, as they may do here. `unused_images` are those that no compose file builds: the application that each starts, and
    where it listens.
    """

    running: tuple[Running, ...]
    scripts: frozenset[str]
    programs: frozenset[str]
    unused_images: tuple[tuple[Application, Port], ...]


def find_containers(files: Mapping[str, FileFacts], commands: Commands, applications: Iterable[Application]) -> Containers:
    """What runs in the containers of every compose file."""
    finder = _Finder(files, commands, tuple(applications))
    running = [finder.running(file, container) for file, facts in sorted(files.items()) for container in facts.containers]
    unused: list[tuple[Application, Port]] = []
    for file, facts in sorted(files.items()):
        if facts.images and file not in finder.built:
            for command, application in finder.started(dirname(file), facts.images[-1], None, ()):
                unused.append((application, commands.port(file, command, application)))
    return Containers(tuple(running), frozenset(finder.scripts), frozenset(finder.programs), tuple(unused))


class _Finder:
    def __init__(self, files: Mapping[str, FileFacts], commands: Commands, applications: tuple[Application, ...]) -> None:
        self._files = files
        self._commands = commands
        self._applications = applications
        self._script_files = [file for file, facts in files.items() if facts.language == "shellscript"]
        self._gateways = [(file, gateway) for file, facts in sorted(files.items()) for gateway in facts.gateways]
        self.scripts: set[str] = set()
        self.programs: set[str] = set()
        self.built: set[str] = set()

    def running(self, file: str, container: Container) -> Running:
        here = dirname(file)
        folder = None if container.context is None else _joined(here, container.context)
        image = self._image(folder, container)
        volumes = tuple(Placed(_joined(here, each.source), each.target) for each in container.placed)
        started = list(self.started(folder, image, container, volumes))
        application, is_certain = (started[0][1], True) if started else (self._only_application(folder, image, container), False)
        gateways = () if application is not None else tuple(self._proxies(here, folder, image, container, volumes))
        exposed = (*(image.exposed if image is not None else ()), *container.exposed)
        ports = [self._port(file, container, command, each) for command, each in started if each is application]
        ports += [Port(port, is_stated=True) for _, gateway in gateways for port in gateway.ports]
        if not ports:
            ports = [Port(port, is_stated=False) for port in exposed]
        return Running(file, container, folder, application, is_certain, gateways, tuple(dict.fromkeys(ports)))

    def started(
        self, folder: str | None, image: Image | None, container: Container | None, volumes: tuple[Placed, ...]
    ) -> Iterator[tuple[RunCommand, Application]]:
        """The commands that start applications of the workspace, each with its application."""
        is_given = container is not None and container.is_command_given
        source = container if is_given else image
        if source is None:
            return
        directory = (container.directory if container is not None else "") or (image.directory if image is not None else "") or "/"
        copied = tuple(Placed(_joined(folder or "", each.source), each.target) for each in (image.placed if image is not None else ()))
        placed = (*copied, *volumes)
        around = folder if folder is not None else next((volume.source for volume in volumes), None)
        rows = [(command, _run_from(command, directory, placed)) for command in source.commands]
        for script in source.scripts:
            for file in self._scripts(join(directory, script), placed, around):
                self.scripts.add(file)
                for command in self._files[file].run_commands:
                    beside = [] if isabs(command.directory) else [_joined(dirname(file), command.directory)]
                    rows.append((command, [*_run_from(command, directory, placed), *beside]))
        for command, folders in rows:
            application = self._commands.in_folders(command, folders) or self._commands.at(command, join(directory, command.directory))
            if application is None and around is not None and command.program != "python":
                near = _image_folder(around, container)
                application = (self._commands.below(command, near) if near else None) or self._commands.below(command, around)
            if application is not None:
                if command.program == "python":
                    self.programs.add(application.file)
                    self.programs.update(
                        f"{_joined(folder, (command.application or '').partition(':')[0].replace('.', '/'))}.py" for folder in folders
                    )
                yield command, application

    def _image(self, folder: str | None, container: Container) -> Image | None:
        if folder is None:
            return None
        file = _joined(folder, container.dockerfile or "Dockerfile")
        if file not in self._files:
            return None
        self.built.add(file)
        images = self._files[file].images
        return next((image for image in images if image.stage == container.stage and container.stage), images[-1] if images else None)

    def _scripts(self, path: str, placed: tuple[Placed, ...], around: str | None) -> list[str]:
        mapped = [file for file in _folders(path, placed) if file in self._files]
        if mapped or around is None:
            return mapped[:1]
        named = [file for file in self._script_files if basename(file) == basename(path) and is_below(file, around)]
        return named if len(named) == 1 else []

    def _only_application(self, folder: str | None, image: Image | None, container: Container) -> Application | None:
        """What a container most likely runs whose command does not say: the one application in its folder."""
        starts_server = not container.is_command_given or any(command.program != "python" for command in container.commands)
        if folder is None or not starts_server or (image is not None and not _PYTHON_IMAGE.search(image.base)):
            return None
        for home in (_image_folder(folder, container), folder):
            below = [application for application in self._applications if is_below(application.file, home)]
            if len(below) == 1:
                return below[0]
        return None

    def _proxies(
        self, here: str, folder: str | None, image: Image | None, container: Container, volumes: tuple[Placed, ...]
    ) -> Iterator[tuple[str, Gateway]]:
        base = f"{container.image} {image.base if image is not None else ''}"
        copied = tuple(Placed(_joined(folder or "", each.source), each.target) for each in (image.placed if image is not None else ()))
        if _LABEL_READER.search(base):
            yield from ((file, gateway) for file, gateway in self._gateways if gateway.kind == "labels" and dirname(file) == here)
        elif _PROXY_IMAGE.search(base):
            own = [source.source for source in (*copied, *volumes) if source.target.startswith(_PROXY_FOLDER)]
            found = [
                (file, gateway)
                for file, gateway in self._gateways
                if gateway.kind == "server" and any(file == source or file.startswith(f"{source}/") for source in own)
            ]
            around = [(file, gateway) for file, gateway in self._gateways if gateway.kind == "server" and folder and is_below(file, folder)]
            yield from found or around
        elif folder is not None and not _PYTHON_IMAGE.search(base):
            own = [source.source for source in (*copied, *volumes) if source.source != folder]
            homes = [_image_folder(folder, container), *own] if _image_folder(folder, container) != folder else [folder]
            for file, gateway in self._gateways:
                if gateway.kind == "development-server" and any(is_below(file, home) for home in homes):
                    yield file, gateway

    def _port(self, file: str, container: Container, command: RunCommand, application: Application) -> Port:
        value: Expression | None = command.port_value
        if isinstance(value, Environment):
            # What the compose file sets counts more than what the program takes otherwise.
            set_to = next((variable.value for variable in container.environment if variable.name == value.variable), value)
            return Port(self._commands.number(file, set_to), is_stated=True)
        return self._commands.port(file, command, application)


def _run_from(command: RunCommand, directory: str, placed: tuple[Placed, ...]) -> list[str]:
    """The folders of the workspace that a command may be run from: what stands there as a whole, or the package that it names alone."""
    here = join(directory, command.directory)
    package = (command.application or "").partition(":")[0].replace("/", ".").partition(".")[0]
    parts = _folders(join(here, package), placed) if package else []
    return [*_folders(here, placed), *(dirname(part) for part in parts if basename(part) == package)]


def _image_folder(folder: str, container: Container | None) -> str:
    """Where the Dockerfile is: in a repository of many services with one build context, that of the service."""
    dockerfile = "" if container is None else container.dockerfile
    near = dirname(_joined(folder, dockerfile)) if dockerfile else folder
    return near if is_below(f"{near}/", folder) else folder


def _folders(path: str, placed: Iterable[Placed]) -> list[str]:
    """Where in the workspace a path of the container comes from; what was put there last comes first."""
    path = normpath(path)
    return [
        _joined(each.source, path.removeprefix(each.target).lstrip("/"))
        for each in reversed(tuple(placed))
        if path == each.target or path.startswith(each.target.rstrip("/") + "/")
    ]


def _joined(folder: str, path: str) -> str:
    joined = normpath(join(folder, path))
    return "" if joined == "." else joined
