"""Services: each application its own, front ends beside them, and the ports that they listen on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname, normpath
from urllib.parse import urlsplit

from wirelens.link.addresses import Addresses, find_addresses
from wirelens.link.applications import Application, Commands, find_applications, is_below
from wirelens.link.containers import Containers, find_containers
from wirelens.link.gateways import Gateways
from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.link.noted_files import NotedFiles
from wirelens.link.template import render
from wirelens.link.workers import Speaking, with_worker_kinds
from wirelens.model.communication_map import Service
from wirelens.model.facts import Manifest
from wirelens.model.span import Location

_BESIDE = frozenset(
    {"scripts", "script", "tools", "examples", "example", "bin", "tests", "test", "clients", "client", "cli", "demo", "notebooks", "e2e"}
)
"""Folders of programs that use a service from outside."""
_Key = tuple[str, str]
"""An application: its file and the name that it is bound to."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of a workspace."""

    services: tuple[Service, ...]
    applications: tuple[tuple[Application, str], ...]
    """Each application with the id of its service."""
    addresses: Addresses
    gateways: Gateways
    hosts: Mapping[str, str]
    """`host:port` of the user's setting `wirelens.services` (ports always given) → service id."""
    base_paths: Mapping[str, str]
    """`host:port` of the same → what of its path goes before every route."""
    root_paths: Mapping[str, str]
    """Service id → what its application takes off the paths that begin with it."""

    @staticmethod
    def is_own_code(file: str) -> bool:
        """Whether a file is part of the service that it belongs to, and no program of its own beside it, as by its folder."""
        return _BESIDE.isdisjoint(file.split("/")[:-1])

    def of_file(self, file: str) -> str:
        """The service that a file belongs to: the nearest one around it."""
        own = [service for application, service in self.applications if application.file == file]
        if own:
            return own[0]
        around = [service for service in self.services if ":" not in service.id and is_below(file, service.root)]
        return max(around, key=lambda service: len(service.root)).id if around else _top_folder(file)


def find_services(files: NotedFiles, names: Names, modules: Modules, speaking: Speaking, settings: Mapping[str, str]) -> Services:
    """Finds every application, gives it an id and its ports, and makes services of the packages that only send."""
    manifests = {dirname(file): facts.manifest for file, facts in files.having("manifest").items() if facts.manifest is not None}
    applications = find_applications(files, names, modules, manifests.keys())
    commands = Commands(files, names, modules, applications)
    containers = find_containers(files, commands, applications)
    ids = _ids(applications, _started(files, commands, containers), _root_name(manifests, containers))
    addresses = find_addresses(files, commands, containers, ids)
    frameworks = speaking.frameworks()
    services = [_service(frameworks, application, ids[_key(application)], addresses) for application in applications]
    senders = sorted(_senders(speaking.speakers(), manifests, {application.home for application in applications}))
    taken = {service.id for service in services}
    services.extend(_sender(root, manifests.get(root), taken | set(senders)) for root in senders)
    services = with_worker_kinds(services, speaking.workers())
    hosts, base_paths = _from_settings(settings, services)
    for index, service in enumerate(services):
        named = tuple(url for url, folder in sorted(settings.items()) if normpath(folder) == normpath(service.root or "."))
        services[index] = replace(service, base_urls=tuple(dict.fromkeys((*service.base_urls, *named))))
    return Services(
        services=tuple(sorted(services, key=lambda service: service.id)),
        applications=tuple((application, ids[_key(application)]) for application in applications),
        addresses=addresses,
        gateways=Gateways(files, names),
        hosts=hosts,
        base_paths=base_paths,
        root_paths=dict(_root_paths(applications, ids, names)),
    )


def _root_paths(applications: list[Application], ids: Mapping[_Key, str], names: Names) -> Iterator[tuple[str, str]]:
    """The root paths of applications, as far as they are known."""
    for application in applications:
        path = render(names.fold(application.file, application.router.scope, application.router.root_path)).rstrip("/")
        if path.startswith("/") and "{" not in path:
            yield ids[_key(application)], path


def _service(frameworks: Mapping[str, frozenset[str]], application: Application, service: str, addresses: Addresses) -> Service:
    kinds = tuple(dict.fromkeys((application.router.framework, *_kinds_of(frameworks, application))))
    base_urls = tuple(f"http://127.0.0.1:{port}" for port in addresses.stated.get(service, ()))
    return Service(service, application.home, kinds, base_urls, Location(application.file, application.router.span))


def _sender(root: str, manifest: Manifest | None, taken: set[str]) -> Service:
    named = manifest.name if manifest is not None else ""
    name = root or (named if named not in taken else "") or "."
    return Service(name, root, manifest.kinds if manifest is not None else (), ())


def _started(files: NotedFiles, commands: Commands, containers: Containers) -> set[_Key]:
    """The applications that somebody starts."""
    by_hand = (
        commands.application(file, command) for file, facts in files.having("run_commands").items() for command in facts.run_commands
    )
    in_containers = (running.application for running in containers.running)
    return {_key(application) for application in (*by_hand, *in_containers) if application is not None}


def _root_name(manifests: Mapping[str, Manifest], containers: Containers) -> str:
    """What the service in the workspace's own folder is called: as in its compose file, else as its package. "" where nothing says so."""
    named = {
        running.container.names[0] for running in containers.running if running.application is not None and not running.application.home
    }
    own = manifests.get("")
    return named.pop() if len(named) == 1 else own.name if own is not None else ""


def _ids(applications: list[Application], started: set[_Key], root_name: str) -> dict[_Key, str]:
    ids: dict[_Key, str] = {}
    by_home: dict[str, list[Application]] = {}
    for application in applications:
        by_home.setdefault(application.home, []).append(application)
    for home, together in by_home.items():
        first = min(together, key=lambda a: (_key(a) not in started, a.module not in ("main", "app"), a.file, a.router.span))
        for application in together:
            own = home or root_name or application.module or "."
            ids[_key(application)] = own if application is first else f"{own}:{application.module}"
    taken: set[str] = set()
    for key, service in ids.items():
        unique, number = service, 2
        while unique in taken:
            unique, number = f"{service}:{number}" if ":" not in service else f"{service}{number}", number + 1
        taken.add(unique)
        ids[key] = unique
    return ids


def _kinds_of(frameworks: Mapping[str, frozenset[str]], application: Application) -> list[str]:
    return sorted({kind for file, kinds in frameworks.items() if is_below(file, application.home) for kind in kinds})


def _senders(speakers: Iterable[str], manifests: Mapping[str, Manifest], homes: set[str]) -> set[str]:
    """Folders of packages that send and are not part of an application."""
    roots: set[str] = set()
    packages = homes | set(manifests)
    for file in speakers:
        around = [home for home in packages if is_below(file, home)]
        nearest = max(around, key=len) if around else _top_folder(file)
        if nearest not in homes:
            roots.add("" if nearest == "." else nearest)
    return roots


def _from_settings(settings: Mapping[str, str], services: list[Service]) -> tuple[dict[str, str], dict[str, str]]:
    hosts: dict[str, str] = {}
    base_paths: dict[str, str] = {}
    for url, folder in sorted(settings.items()):
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:  # a user may have written anything
            continue
        service = next((s.id for s in services if normpath(s.root or ".") == normpath(folder)), None)
        if service is not None and parts.hostname:
            authority = f"{parts.hostname}:{port or (443 if parts.scheme == 'https' else 80)}"
            hosts[authority] = service
            base_paths[authority] = parts.path.rstrip("/")
    return hosts, base_paths


def _top_folder(file: str) -> str:
    return file.partition("/")[0] if "/" in file else "."


def _key(application: Application) -> _Key:
    return application.file, application.router.name
