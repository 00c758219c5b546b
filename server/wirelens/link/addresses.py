"""Addresses: which service, or which gateway, answers at a host and port."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from posixpath import basename

from wirelens.link.applications import DEFAULT_PORTS, Application, Commands, is_below
from wirelens.link.containers import Containers, Running
from wirelens.model.communication_map import Certainty
from wirelens.model.facts import FileFacts, Gateway

_TOLD = ("markdown", "jsonc")
"""Files that tell how a program may be started: documents, and settings of editors."""
_ELSEWHERE = re.compile(r"prod|stag|deploy|release|swarm|cloud|(?:^|[._-])(?:ci|test|tests|e2e)(?:[._-]|$)", re.IGNORECASE)
"""Names of compose files that are not for a developer's machine."""
HTTP_PORT = 80


@dataclass(frozen=True, slots=True)
class Listening:
    """A service at an address, or a gateway (with its file), and how sure it is that it listens there.

    `is_contradicted`: only a document says so, and the service's container is published elsewhere, or another program is said to be there.
    """

    service: str
    certainty: Certainty
    gateway: tuple[str, Gateway] | None = None
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What answers at a name on the containers' network. `ports` are those that it is said to listen on, all of them if `is_closed`."""

    listening: Listening
    ports: frozenset[int]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every address that something of the workspace says.

    `ports` are this machine's; `names` are hosts of container networks. `unread_ports` and `unread_names` are those of programs in the
    workspace whose routes are not read, `foreign_ports` and `foreign_names` those of programs of others. `known` are the services of whose
    ports on this machine none is open.
    """

    ports: Mapping[int, tuple[Listening, ...]]
    names: Mapping[str, tuple[Named, ...]]
    known: frozenset[str]
    stated: Mapping[str, tuple[int, ...]]
    """Ports on this machine by service, as somebody spelled them."""
    unread_ports: frozenset[int]
    unread_names: frozenset[str]
    foreign_ports: frozenset[int]
    foreign_names: frozenset[str]
    domains: Mapping[str, tuple[Listening, ...]]
    """The gateways that answer to a name of the Internet, or of a test machine."""
    has_unread_servers: bool
    has_open_ports: bool
    """Some service listens on a port that only the run knows."""

    @property
    def contained(self) -> frozenset[str]:
        """The services that run in containers."""
        return frozenset(each.listening.service for named in self.names.values() for each in named)

    def at_port(self, port: int) -> tuple[Listening, ...]:
        """What listens on a port of this machine."""
        return self.ports.get(port, ())

    def at_name(self, host: str, port: int) -> tuple[Listening, ...]:
        """What a name on a network of containers leads to at a port."""
        named = self.names.get(host, ())
        fitting = [each.listening for each in named if port in each.ports]
        likely = [Listening(each.listening.service, "likely", each.listening.gateway) for each in named if not each.is_closed]
        return _distinct(fitting or likely)

    def is_closed(self, host: str) -> bool:
        """Whether all ports are known that something listens on at a name."""
        return host in self.names and all(each.is_closed for each in self.names[host])


def find_addresses(
    files: Mapping[str, FileFacts], commands: Commands, containers: Containers, ids: Mapping[tuple[str, str], str]
) -> Addresses:
    """Weighs what is said of ports. Files for a developer's machine count more than those for others; frameworks' defaults count least.

    Args:
        files: the facts of every file.
        commands: what run commands start.
        containers: what runs in containers.
        ids: the service of each application, by its file and name.
    """
    claims = _Claims(commands, ids)
    for file, facts in sorted(files.items()):
        if file not in containers.scripts:
            claims.of_commands(file, facts, is_certain=file not in containers.programs)
    for running in containers.running:
        claims.of_container(running)
    placed = {key for running in containers.running for key in running.gateways}
    for file, facts in sorted(files.items()):
        claims.of_domains(file, facts.gateways)
        claims.of_gateways(file, [gateway for gateway in facts.gateways if (file, gateway) not in placed])
    claims.of_images(containers)
    claims.of_frameworks()
    claims.has_unread_servers |= any(facts.manifest is not None and facts.manifest.has_unread_server for facts in files.values())
    return claims.weighed()


@dataclass(slots=True)
class _Claims:
    """What is said of ports and names, before it is weighed."""

    commands: Commands
    ids: Mapping[tuple[str, str], str]
    local: dict[int, list[Listening]] = field(default_factory=dict[int, list[Listening]])
    elsewhere: dict[int, list[Listening]] = field(default_factory=dict[int, list[Listening]])
    names: dict[str, list[Named]] = field(default_factory=dict[str, list[Named]])
    stated: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    told: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    """Services and ports of commands in documents and editors' settings."""
    run: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    """Services and ports of commands in files that are run."""
    others: set[int] = field(default_factory=set[int])
    """Ports of commands that start what is not here."""
    published: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    """Ports on this machine by the service whose container publishes them."""
    open: set[str] = field(default_factory=set[str])
    unread_ports: set[int] = field(default_factory=set[int])
    unread_names: set[str] = field(default_factory=set[str])
    foreign_ports: set[int] = field(default_factory=set[int])
    foreign_names: set[str] = field(default_factory=set[str])
    domains: dict[str, list[Listening]] = field(default_factory=dict[str, list[Listening]])
    has_unread_servers: bool = False

    def of_commands(self, file: str, facts: FileFacts, *, is_certain: bool) -> None:
        """Run commands of this machine; those of a program that runs in a container are not certain to be run here, too."""
        for command in facts.run_commands:
            application = self.commands.application(file, command)
            if application is None:
                self.others.update([command.port or DEFAULT_PORTS[command.program]] if command.program in DEFAULT_PORTS else ())
                continue
            service, port = self._id(application), self.commands.port(file, command, application)
            if port.number is None:
                self.open.add(service)
            else:
                (self.told if facts.language in _TOLD else self.run).add((service, port.number))
                self._claim(port.number, Listening(service, "certain" if is_certain else "likely"), is_stated=port.is_stated and is_certain)

    def of_container(self, running: Running) -> None:
        """A container's name on its network, and its ports that this machine publishes."""
        own = list(self._listening(running))
        names = {name.lower() for name in running.container.names}
        published = list(self._published(running))
        if not own:
            is_unread = running.folder is not None
            (self.unread_names if is_unread else self.foreign_names).update(names)
            (self.unread_ports if is_unread else self.foreign_ports).update(outside for outside, _ in published if outside is not None)
            self.has_unread_servers |= is_unread and not published and not self._is_of_known_code(running)
        is_local = not _ELSEWHERE.search(basename(running.file))
        for listening in own:
            for name in names:
                self.names.setdefault(name, []).append(_named(listening, running))
            for outside, inside in published:
                if outside is None:
                    self.open.add(listening.service)
                elif _listens_on(listening.gateway, inside):
                    weighed = _weighed(listening, running, inside)
                    if is_local:
                        self.published.setdefault(listening.service, set()).add(outside)
                    self._claim(outside, weighed, is_local=is_local, is_stated=weighed.certainty == "certain")

    def of_gateways(self, file: str, gateways: Iterable[Gateway]) -> None:
        """Gateways of this machine: of a server's file nobody knows whether it runs here."""
        for gateway in gateways:
            certainty: Certainty = "certain" if gateway.kind == "development-server" else "likely"
            for port in gateway.ports:
                self._claim(port, Listening("", certainty, (file, gateway)))

    def of_domains(self, file: str, gateways: Iterable[Gateway]) -> None:
        """The names that lead to gateways: of no name is it sure that it is this machine that it leads to."""
        for gateway in gateways:
            for host in gateway.hosts:
                self.domains.setdefault(host, []).append(Listening("", "likely", (file, gateway)))

    def of_images(self, containers: Containers) -> None:
        """Images that no compose file builds: their programs most likely listen here as they do inside."""
        for application, port in containers.unused_images:
            self._suppose(self._id(application), port.number)

    def of_frameworks(self) -> None:
        """Where frameworks' own servers listen, of what nothing else is said."""
        for application in self.commands.applications:
            if ":" not in self._id(application):
                self._suppose(self._id(application), application.router.port)

    def weighed(self) -> Addresses:
        """All of it. What is said for other machines is never more than likely."""
        return Addresses(
            ports={port: self._at_port(port) for port in sorted({*self.elsewhere, *self.local})},
            names={name: tuple(each) for name, each in sorted(self.names.items())},
            known=frozenset(self.stated.keys() - self.open),
            stated={service: tuple(sorted(ports)) for service, ports in sorted(self.stated.items())},
            unread_ports=frozenset(self.unread_ports),
            unread_names=frozenset(self.unread_names - self.names.keys()),
            foreign_ports=frozenset(self.foreign_ports),
            foreign_names=frozenset(self.foreign_names - self.names.keys()),
            domains={host: tuple(each) for host, each in sorted(self.domains.items())},
            has_unread_servers=self.has_unread_servers,
            has_open_ports=bool(self.open),
        )

    def _is_of_known_code(self, running: Running) -> bool:
        """Whether a container runs something beside a server (a worker, a job) of code that has an application."""
        return any(running.folder is not None and is_below(application.file, running.folder) for application in self.commands.applications)

    def _at_port(self, port: int) -> tuple[Listening, ...]:
        elsewhere = (Listening(each.service, "likely", each.gateway) for each in self.elsewhere.get(port, ()))
        return _distinct((*(self._doubted(each, port) for each in self.local.get(port, ())), *elsewhere))

    def _doubted(self, listening: Listening, port: int) -> Listening:
        service = listening.service
        only_told = (service, port) in self.told - self.run
        is_elsewhere = only_told and service in self.published and port not in self.published[service]
        is_shared = only_told and port in self.others and port not in self.stated.get(service, ())
        return replace(listening, certainty="likely", is_contradicted=True) if is_elsewhere or is_shared else listening

    def _claim(self, port: int, listening: Listening, *, is_local: bool = True, is_stated: bool = True) -> None:
        (self.local if is_local else self.elsewhere).setdefault(port, []).append(listening)
        if is_local and is_stated and listening.service:
            self.stated.setdefault(listening.service, set()).add(port)

    def _suppose(self, service: str, port: int | None) -> None:
        claimed = (listening.service for claims in (self.local, self.elsewhere) for each in claims.values() for listening in each)
        if port is not None and service not in claimed:
            self._claim(port, Listening(service, "likely"), is_stated=False)

    def _published(self, running: Running) -> Iterator[tuple[int | None, int | None]]:
        """The ports outside and inside; where it is known which of them the program listens on, no others."""
        ports = [(port.outside, self.commands.number(running.file, port.inside)) for port in running.container.published]
        stated = {port.number for port in running.ports if port.is_stated}
        fitting = [(outside, inside) for outside, inside in ports if inside in stated]
        for outside, inside in fitting or ports:
            yield None if outside is None else self.commands.number(running.file, outside), inside

    def _listening(self, running: Running) -> Iterator[Listening]:
        if running.application is not None:
            yield Listening(self._id(running.application), "certain" if running.is_certain else "likely")
        for gateway in running.gateways:
            yield Listening("", "certain", gateway)

    def _id(self, application: Application) -> str:
        return self.ids[application.file, application.router.name]


def _listens_on(gateway: tuple[str, Gateway] | None, port: int | None) -> bool:
    """Of a container's gateways only those listen on a port that say so."""
    return gateway is None or port is None or gateway[1].kind == "development-server" or not gateway[1].ports or port in gateway[1].ports


def _weighed(listening: Listening, running: Running, inside: int | None) -> Listening:
    """Less sure where nothing is said to listen on the port that is published."""
    stated = {port.number for port in running.ports if port.is_stated}
    conflicts = bool(stated) and inside not in stated and None not in stated
    return Listening(listening.service, "likely", listening.gateway) if conflicts else listening


def _named(listening: Listening, running: Running) -> Named:
    numbers = {port.number for port in running.ports}
    stated = all(port.is_stated for port in running.ports) and bool(running.ports) and None not in numbers
    return Named(listening, frozenset(number for number in numbers if number is not None), is_closed=stated and running.is_certain)


def _distinct(listening: Iterable[Listening]) -> tuple[Listening, ...]:
    """One for each service and gateway, the surest of each."""
    found: dict[tuple[str, str, int], Listening] = {}
    for each in listening:
        gateway = each.gateway
        key = (each.service, gateway[0] if gateway is not None else "", gateway[1].ports[0] if gateway and gateway[1].ports else 0)
        if key not in found or each.certainty == "certain":
            found[key] = each
    return tuple(found.values())
