"""How services are started, where they listen, and what stands before them."""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.expression import Expression
from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class RunCommand:
    """How a service is started, from a README, a script or the code. `directory` is relative to the file's own (`""`: the same).

    `application` is `main:app` for an ASGI or WSGI server, None for `manage.py runserver`. `port` None: the program's default.
    """

    program: str
    directory: str
    application: str | None
    port: int | None
    span: Span
    port_value: Expression | None = None
    """What the port is read from where the command does not spell it (`--port $PORT`); `port` is None then."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package of its own starts in this file's folder: `package.json`, `manage.py`, `pyproject.toml`.

    `kinds` are frameworks it names (`react`, `vite`).
    """

    kinds: tuple[str, ...]
    name: str = ""
    """What it says the package is called; "" where it does not."""
    has_unread_server: bool = False
    """It may run a server whose routes are not read: of another language, or of a framework without a dialect."""


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    """A variable that a `.env` file sets to a URL, a host or a path. Values of any other kind are never kept.

    `${NAME}` in a value is an Environment.
    """

    name: str
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A file or folder of the workspace (`source`) that stands at `target` inside a container: copied, or mounted as a volume."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Image:
    """What one stage of a Dockerfile builds. Sources are relative to the build context; the folders of commands are the image's own.

    `base` is the image that it is made from at last (`python:3.12-slim`), `scripts` are the files of commands that it runs at its start
    (`/app/start.sh`).
    """

    stage: str
    base: str
    directory: str
    span: Span
    placed: tuple[Placed, ...] = ()
    commands: tuple[RunCommand, ...] = ()
    scripts: tuple[str, ...] = ()
    exposed: tuple[int, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A container's port `inside` that can be reached at the port `outside` of this machine (None: one chosen at its start)."""

    outside: Expression | None
    inside: Expression


@dataclass(frozen=True, slots=True)
class Container:
    """A service of a compose file. Folders are relative to the file's own; those of commands are the container's.

    `names` are what others on its network call it, its service's name first. `context` is the folder that its image is built from, None
    for a ready `image`; `dockerfile` is relative to that, `stage` is the Dockerfile's stage that is built ("": the last).
    `is_command_given`: it runs its own `commands` or `scripts` instead of the image's.
    """

    names: tuple[str, ...]
    span: Span
    image: str = ""
    context: str | None = None
    dockerfile: str = ""
    stage: str = ""
    directory: str = ""
    placed: tuple[Placed, ...] = ()
    is_command_given: bool = False
    commands: tuple[RunCommand, ...] = ()
    scripts: tuple[str, ...] = ()
    published: tuple[PublishedPort, ...] = ()
    exposed: tuple[int, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()
    environment_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proxy:
    """Requests are sent on: those to paths that the regular expression `pattern` takes at their beginning go to the URL `target`.

    The path goes behind the target's own after each of `rewrites` (a regular expression, and what its first match is replaced by, in the
    syntax of `re.sub`). None: how it is rewritten is not known. Where there are `hosts`, only requests to one of them.
    """

    pattern: str
    target: Expression
    span: Span
    rewrites: tuple[tuple[str, str], ...] | None = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gateway:
    """A program that sends requests on, by the first of its `proxies` that takes the path.

    `kind` is `development-server` (serves the package in the file's folder), `server` (nginx and its like), `labels` (Traefik, which reads
    what containers say of themselves), or `ingress` (a cluster's). `ports` are where it listens as far as the file says, `hosts` the names
    that lead to it.
    """

    kind: OneOf["development-server", "server", "labels", "ingress"]
    proxies: tuple[Proxy, ...]
    ports: tuple[int, ...] = ()
    hosts: tuple[str, ...] = ()
