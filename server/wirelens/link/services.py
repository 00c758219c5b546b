"""Services: each application its own, front ends beside them, and the ports that they listen on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from posixpath import basename, dirname, join, normpath
from urllib.parse import urlsplit

from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.model.communication_map import Certainty, Service
from wirelens.model.facts import FileFacts, Include, Router, RunCommand
from wirelens.model.span import Location


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


@dataclass(frozen=True, slots=True)
class Listening:
    """A service and how sure it is that it listens on a port: `certain` where a run command says so, `likely` by default."""

    service: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Services:
    """The services of a workspace."""

    services: tuple[Service, ...]
    applications: tuple[tuple[Application, str], ...]
    """Each application with the id of its service."""
    ports: Mapping[int, tuple[Listening, ...]]
    hosts: Mapping[str, str]
    """`host:port` of the user's setting `wirelens.services` (ports always given) → service id."""
    base_paths: Mapping[str, str]
    """`host:port` of the same → what of its path goes before every route."""

    def of_file(self, file: str) -> str:
        """The service that a file belongs to: the nearest one around it."""
        own = [service for application, service in self.applications if application.file == file]
        if own:
            return own[0]
        around = [service for service in self.services if ":" not in service.id and _is_below(file, service.root)]
        return max(around, key=lambda service: len(service.root)).id if around else _top_folder(file)


def find_services(files: Mapping[str, FileFacts], names: Names, modules: Modules, settings: Mapping[str, str]) -> Services:
    """Finds every application, gives it an id and its ports, and makes services of the packages that only send."""
    manifests = {dirname(file): facts.manifest.kinds for file, facts in sorted(files.items()) if facts.manifest is not None}
    applications = _without_tests(list(_applications(files, names, modules, manifests)))
    commanded = _run_commands(files, modules, applications)
    ids = _ids(applications, commanded)
    services: list[Service] = []
    ports: dict[int, list[Listening]] = {}
    for application in applications:
        service = ids[application.file, application.router.name]
        explicit = sorted({port for port in commanded.get((application.file, application.router.name), ()) if port})
        for port in explicit:
            ports.setdefault(port, []).append(Listening(service, "certain"))
        default = application.router.port
        if not explicit and default is not None and ":" not in service:
            ports.setdefault(default, []).append(Listening(service, "likely"))
        kinds = tuple(dict.fromkeys((application.router.framework, *_kinds_of(files, application))))
        location = Location(application.file, application.router.span)
        services.append(Service(service, application.home, kinds, tuple(f"http://127.0.0.1:{port}" for port in explicit), location))
    homes = {application.home for application in applications}
    senders = sorted(_senders(files, manifests, homes))
    services.extend(Service(_folder_id(root, ""), root, manifests.get(root, ()), ()) for root in senders)
    hosts, base_paths = _from_settings(settings, services)
    for index, service in enumerate(services):
        named = tuple(url for url, folder in sorted(settings.items()) if normpath(folder) == normpath(service.root or "."))
        services[index] = replace(service, base_urls=tuple(dict.fromkeys((*service.base_urls, *named))))
    return Services(
        services=tuple(sorted(services, key=lambda service: service.id)),
        applications=tuple((application, ids[application.file, application.router.name]) for application in applications),
        ports={port: tuple(listening) for port, listening in sorted(ports.items())},
        hosts=hosts,
        base_paths=base_paths,
    )


def _applications(
    files: Mapping[str, FileFacts], names: Names, modules: Modules, manifests: Mapping[str, tuple[str, ...]]
) -> Iterable[Application]:
    seen: set[tuple[str, str]] = set()
    mounted = set(_mounted(files, names))
    for file, facts in sorted(files.items()):
        for router in facts.routers:
            if router.kind != "application" or (file, router.scope, router.name) in mounted:
                continue
            include = _root_include(facts, router)
            if include is None:
                yield Application(file, router, _home(file, manifests), basename(file).removesuffix(".py"), is_project=False)
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
    """Tests make applications of their own, which nobody runs; where there is nothing else they are shown all the same."""
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


def _home(file: str, manifests: Mapping[str, tuple[str, ...]]) -> str:
    folder = dirname(file)
    while folder:
        if folder in manifests:
            return folder
        folder = dirname(folder)
    return _top_folder(file) if "/" in file else ""


def _top_folder(file: str) -> str:
    return file.partition("/")[0] if "/" in file else "."


def _run_commands(
    files: Mapping[str, FileFacts], modules: Modules, applications: list[Application]
) -> dict[tuple[str, str], list[int | None]]:
    """The applications that run commands name, each with the ports given (None: the command names none)."""
    found: dict[tuple[str, str], list[int | None]] = {}
    for file, facts in sorted(files.items()):
        for command in facts.run_commands:
            application = _commanded(file, command, modules, applications)
            if application is not None:
                found.setdefault((application.file, application.router.name), []).append(command.port)
    return found


def _commanded(file: str, command: RunCommand, modules: Modules, applications: list[Application]) -> Application | None:
    folder = normpath(join(dirname(file), command.directory)) if command.directory else dirname(file)
    folder = "" if folder == "." else folder
    if command.application is None:
        own = [a for a in applications if a.file == file]
        projects = own or [a for a in applications if a.is_project]
        here = [a for a in projects if a.home == folder] or projects
        return here[0] if len(here) == 1 else None
    module, _, name = command.application.partition(":")
    target = modules.resolve(f"{folder}/_.py" if folder else "_.py", module.removesuffix(".py").replace("/", ".")) if module else file
    candidates = [a for a in applications if a.file == target]
    if not candidates:  # a command without its `cd`: the only application of that name
        path = module.removesuffix(".py").replace(".", "/") + ".py"
        candidates = [a for a in applications if a.file == path or a.file.endswith("/" + path)]
    named = [a for a in candidates if a.router.name == name] or candidates
    return named[0] if len(named) == 1 else None


def _ids(applications: list[Application], commanded: Mapping[tuple[str, str], list[int | None]]) -> dict[tuple[str, str], str]:
    ids: dict[tuple[str, str], str] = {}
    by_home: dict[str, list[Application]] = {}
    for application in applications:
        by_home.setdefault(application.home, []).append(application)
    for home, together in by_home.items():
        first = min(
            together,
            key=lambda a: ((a.file, a.router.name) not in commanded, a.module not in ("main", "app"), a.file, a.router.span),
        )
        for application in together:
            own = _folder_id(home, application.module)
            ids[application.file, application.router.name] = own if application is first else f"{own}:{application.module}"
    taken: set[str] = set()
    for key, service in ids.items():
        unique, number = service, 2
        while unique in taken:
            unique, number = f"{service}:{number}" if ":" not in service else f"{service}{number}", number + 1
        taken.add(unique)
        ids[key] = unique
    return ids


def _folder_id(folder: str, module: str) -> str:
    return folder or module or "."


def _kinds_of(files: Mapping[str, FileFacts], application: Application) -> list[str]:
    return sorted(
        {
            view.framework
            for file, facts in files.items()
            if _is_below(file, application.home)
            for view in (*facts.functions, *facts.classes)
        }
        - {""}
    )


def _senders(files: Mapping[str, FileFacts], manifests: Mapping[str, tuple[str, ...]], homes: set[str]) -> set[str]:
    """Folders of packages that send and are not part of an application."""
    roots: set[str] = set()
    for file, facts in files.items():
        if not (facts.calls or facts.sends or facts.receives):
            continue
        around = [home for home in homes | set(manifests) if _is_below(file, home)]
        nearest = max(around, key=len) if around else _top_folder(file)
        if nearest not in homes:
            roots.add("" if nearest == "." else nearest)
    return roots


def _is_below(file: str, folder: str) -> bool:
    return not folder or file.startswith(f"{folder}/")


def _from_settings(settings: Mapping[str, str], services: list[Service]) -> tuple[dict[str, str], dict[str, str]]:
    hosts: dict[str, str] = {}
    base_paths: dict[str, str] = {}
    for url, folder in sorted(settings.items()):
        parts = urlsplit(url)
        service = next((s.id for s in services if normpath(s.root or ".") == normpath(folder)), None)
        if service is not None and parts.hostname:
            authority = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
            hosts[authority] = service
            base_paths[authority] = parts.path.rstrip("/")
    return hosts, base_paths
