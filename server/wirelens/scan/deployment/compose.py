"""Compose files: the containers of a system, what runs in them, and under which names and ports they are reached."""

import re
import shlex
from collections.abc import Iterator, Mapping
from posixpath import isabs, normpath

from yaml.nodes import MappingNode, Node, SequenceNode

from wirelens.model.expression import Expression, Hole, Literal
from wirelens.model.facts import Container, EnvironmentVariable, Gateway, Placed, Problem, PublishedPort, RunCommand
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import Session
from wirelens.scan.deployment.environment_files import environment_variable
from wirelens.scan.deployment.interpolation import interpolated
from wirelens.scan.deployment.traefik import entry_ports, gateway_of, routers_of
from wirelens.scan.deployment.yaml_tree import items, members, parse_yaml, scalar, span_of

_FILE = re.compile(r"(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml|[\w.-]+[._-](?:docker-)?compose\.ya?ml")
_SEPARATOR = re.compile(r":(?![^${}]*\})")
"""A colon that stands in no `${NAME:-default}`."""
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
_LONGEST_RANGE = 100
_DEFAULT = re.compile(r"\$\{(\w+)(?::?-([^{}]*))?\}")


def is_compose_file(name: str) -> bool:
    """Whether a file is named like `compose.yaml` or `docker-compose.dev.yml`."""
    return _FILE.fullmatch(name) is not None


def read_compose(text: str) -> tuple[tuple[Container, ...], tuple[Gateway, ...], tuple[Problem, ...]]:
    """The services of a compose file, the gateway that their labels make up, and a problem where it is no YAML."""
    root, is_whole = parse_yaml(text)
    start = Position(0, 0)
    problems = () if is_whole else (Problem("syntax", Span(start, start)),)
    services = members(members(root).get("services"))
    services = {name: node for name, node in services.items() if isinstance(node, MappingNode)}
    return tuple(_container(name, node, text) for name, node in services.items()), _labelled(services, text), problems


def _labelled(services: Mapping[str, Node], text: str) -> tuple[Gateway, ...]:
    """What Traefik makes of the labels, at the ports of its entry points where it is one of the services."""
    labels = {name: dict(_labels(members(node))) for name, node in services.items()}
    table = {key: value for each in labels.values() for key, value in each.items()}
    routers = [
        router
        for name, node in services.items()
        if labels[name].get("enable") != "false"
        for router in routers_of(table, labels[name], name, span_of(node, text))
    ]
    ports: list[int] = []
    for own in map(members, services.values()) if routers else ():
        if "traefik" in (scalar(own.get("image")) or ""):
            ports += entry_ports([word for part in ("command", "entrypoint") for item in items(own.get(part)) for word in _words(item)])
    return gateway_of(routers, tuple(ports))


def _words(item: Node) -> list[str]:
    return _unescaped(scalar(item) or "").split()


def _labels(own: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """The labels for Traefik, which are read whatever their case, without its name."""
    for node in (own.get("labels"), members(own.get("deploy")).get("labels")):
        for key, value in _environment(node):
            name, dot, rest = key.partition(".")
            if name.lower() == "traefik" and dot:
                yield rest.lower(), _unescaped(value)


def _container(name: str, node: Node, text: str) -> Container:
    own = members(node)
    build = own.get("build")
    written = members(build)
    context = scalar(build) if build is not None and not written else scalar(written.get("context")) or ("." if written else None)
    environment = dict(_environment(own.get("environment")))
    span = span_of(node, text)
    directory = scalar(own.get("working_dir")) or ""
    session = Session(directory=directory, environment=_known(environment), is_service=True)
    given = [part for key in ("entrypoint", "command") if (part := own.get(key)) is not None]
    commands = tuple(_commands(given, session, text))
    return Container(
        names=tuple(dict.fromkeys((name, *_aliases(own)))),
        span=span,
        image=scalar(own.get("image")) or "",
        context=None if context is None or "://" in context or isabs(context) else _folder(context),
        dockerfile=scalar(written.get("dockerfile")) or "",
        stage=scalar(written.get("target")) or "",
        directory=directory,
        placed=tuple(_volumes(own.get("volumes"))),
        is_command_given=bool(given),
        commands=commands,
        scripts=tuple(dict.fromkeys(session.scripts)),
        published=tuple(_published(own.get("ports"))),
        exposed=tuple(_exposed(own.get("expose"))),
        environment=tuple(_variables(environment, span)),
        environment_files=tuple(_environment_files(own.get("env_file"))),
    )


def _aliases(own: Mapping[str, Node]) -> Iterator[str]:
    for key in ("container_name", "hostname"):
        alias = scalar(own.get(key))
        if alias:
            yield alias
    for network in members(own.get("networks")).values():
        for alias in items(members(network).get("aliases")):
            yield scalar(alias) or ""


def _commands(given: list[Node], session: Session, text: str) -> Iterator[RunCommand]:
    """The servers that an entry point and a command start: a list is one command, a text a line that a shell takes apart."""
    words = [_split(node) for node in given if isinstance(node, SequenceNode)]
    lines = [_unescaped(scalar(node) or "") for node in given if not isinstance(node, SequenceNode)]
    for node in given[-1:]:
        span = span_of(node, text)
        found = list(session.run_words([word for each in words for word in each])) if words else []
        # A quotation may go on over lines: `sh -c "migrate &&` and, below, `runserver"`.
        found += [started for line in lines for started in session.run(" ;\n".join(line.replace("\\\n", " ").splitlines()))]
        if not found and len(given) > 1:  # the command is what the entry point is given
            found = list(session.run_words([word for each in given for word in _split(each)]))
        for started in found:
            yield RunCommand(started.program, started.directory, started.application, started.port, span, started.port_value)


def _split(node: Node) -> list[str]:
    """The words of an entry point or a command."""
    if isinstance(node, SequenceNode):
        return [_unescaped(scalar(item) or "") for item in items(node)]
    try:
        return shlex.split(_unescaped(scalar(node) or ""))
    except ValueError:  # a quote that is never closed
        return []


def _unescaped(text: str) -> str:
    """The text as the container gets it: variables of the compose file by their defaults, `$$` as a dollar sign."""
    return _DEFAULT.sub(lambda match: match[0] if match[2] is None else match[2], text).replace("$$", "$")


def _published(ports: Node | None) -> Iterator[PublishedPort]:
    for port in items(ports):
        written = members(port)
        if written:
            outside, inside = scalar(written.get("published")), scalar(written.get("target"))
        else:
            *before, inside = _SEPARATOR.split((scalar(port) or "").partition("/")[0])
            outside = before[-1] if before else None
        if inside:
            yield from _pairs(outside or None, inside)


def _pairs(outside: str | None, inside: str) -> Iterator[PublishedPort]:
    first, second = _RANGE.fullmatch(outside or ""), _RANGE.fullmatch(inside)
    if second is None:
        yield PublishedPort(None if outside is None else Hole("port") if first is not None else interpolated(outside), interpolated(inside))
        return
    begin, end = int(second[1]), min(int(second[2]), int(second[1]) + _LONGEST_RANGE)
    for offset in range(end - begin + 1):
        at: Expression | None = None if first is None else Literal(str(int(first[1]) + offset))
        yield PublishedPort(at, Literal(str(begin + offset)))


def _exposed(ports: Node | None) -> Iterator[int]:
    for port in items(ports):
        digits = (scalar(port) or "").partition("/")[0]
        if digits.isascii() and digits.isdecimal() and len(digits) <= len("65535"):
            yield int(digits)


def _volumes(volumes: Node | None) -> Iterator[Placed]:
    for volume in items(volumes):
        written = members(volume)
        if written:
            source, target = scalar(written.get("source")), scalar(written.get("target"))
        else:
            source, target, *_ = (*_SEPARATOR.split(scalar(volume) or ""), None)
        # What is no path is the name of a volume.
        if source and target and source.startswith((".", "${PWD}")) and isabs(target):
            yield Placed(_folder(source.removeprefix("${PWD}").lstrip("/") or "."), normpath(target))


def _environment(node: Node | None) -> Iterator[tuple[str, str]]:
    for name, value in members(node).items():
        yield name, scalar(value) or ""
    if isinstance(node, SequenceNode):
        for item in items(node):
            name, equals, value = (scalar(item) or "").partition("=")
            if equals:
                yield name, value


def _known(environment: dict[str, str]) -> dict[str, str]:
    """The variables whose value the file says, for the command lines that use them."""
    plain = {name: _unescaped(value) for name, value in environment.items()}
    return {name: value for name, value in plain.items() if value and "$" not in value}


def _variables(environment: dict[str, str], span: Span) -> Iterator[EnvironmentVariable]:
    for name, value in environment.items():
        variable = environment_variable(name, value, span)
        if variable is not None:
            yield variable


def _environment_files(node: Node | None) -> Iterator[str]:
    for item in items(node):
        path = scalar(item) or scalar(members(item).get("path"))
        if path and not isabs(path) and "$" not in path:
            yield normpath(path)


def _folder(path: str) -> str:
    folder = normpath(path)
    return "" if folder == "." else folder
