"""A report's line on structure: what is in the file, where its data live, whom it calls with what."""

from collections import Counter
from collections.abc import Collection, Iterator

from wirelens.model.communication_map import Endpoint, OutgoingCall
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.channel_kinds import is_task
from wirelens.views.file_contents import FileContents
from wirelens.views.phrases import Phrases
from wirelens.views.roles import is_callback

DJANGO = ("django", "drf")
SPELLED_OUT = 10
"""Numbers up to here are words in English."""


def structure(phrases: Phrases, file: str, contents: FileContents) -> str:
    """One or two sentences."""
    counted = list(_count_wires(phrases, file, contents)) or list(_count_code(phrases, file))
    first = (
        phrases.say("report.contains", things=", ".join(counted))
        if counted
        else phrases.say("report.file", language=_language(phrases, file))
    )
    sentences = [first[:1].upper() + first[1:]]
    clauses = list(_clients(phrases, contents.calls))
    mode = _modes(contents.endpoints)
    if mode is not None and clauses:
        stored = _stores(phrases, contents.endpoints, f"{mode}.first")
        clauses[0] = phrases.say("report.joined", first=stored, last=clauses[0])
    elif mode is not None:
        clauses.append(_stores(phrases, contents.endpoints, f"{mode}.last"))
    return " ".join((*sentences, *(f"{clause}." for clause in clauses)))


def _count_wires(phrases: Phrases, file: str, contents: FileContents) -> Iterator[str]:
    summary = phrases.snapshot.files.get(file)
    classes = summary.classes if summary else ()
    handlers = {_handler(endpoint, classes): endpoint.framework for endpoint in contents.endpoints}
    kinds = Counter((kind, phrases.style.plain(names.framework(framework))) for (kind, _), framework in handlers.items())
    for (kind, framework), count in kinds.items():
        yield _count(phrases, kind, count, framework=framework)
    if contents.tasks:
        yield _count(phrases, "task", len(contents.tasks))
    for kind, count in Counter(channel.kind for channel, _ in contents.received if is_task(channel.kind)).items():
        number = phrases.say(f"number.{count}") if count <= SPELLED_OUT else str(count)
        yield phrases.say_of_channel(f"count.{'one' if count == 1 else 'many'}", kind=phrases.channel_kind(kind), count=number)
    if contents.routes:
        frameworks = {phrases.style.plain(names.framework(endpoint.framework)) for endpoint in contents.routes}
        yield _count(phrases, "route", len(contents.routes), framework=_route_framework(frameworks))
    # A setting that names the routes of a whole application is no include.
    applications = [service.application for service in phrases.relations.services.values() if service.application is not None]
    lines = {application.line for application in applications if application.file == file}
    inclusions = [inclusion for inclusion in contents.inclusions if inclusion.location.line not in lines]
    if inclusions:
        yield _count(phrases, "include", len(inclusions))


def _count_code(phrases: Phrases, file: str) -> Iterator[str]:
    """What there is to count in a file that takes part in nothing by itself. Methods belong to their classes."""
    summary = phrases.snapshot.files.get(file)
    classes = summary.classes if summary else ()
    functions = [name for name in summary.functions if "<" not in name and name.partition(".")[0] not in classes] if summary else []
    if functions:
        yield _count(phrases, "function", len(functions), framework=_language(phrases, file))
    if classes:
        yield _count(phrases, "class", len(classes), framework=_language(phrases, file))


def _route_framework(frameworks: set[str]) -> str:
    """Django's routes may lead to views of REST framework: they stay Django's."""
    return "Django" if "Django" in frameworks or "Django REST framework" in frameworks else min(frameworks)


def _handler(endpoint: Endpoint, classes: Collection[str]) -> tuple[str, str | Location]:
    """What is counted once: a view's class however many of its methods answer, else the function."""
    if endpoint.framework not in DJANGO:
        return "endpoint", endpoint.location
    owner = endpoint.handler if endpoint.handler in classes else endpoint.handler.rpartition(".")[0]
    return ("class-view", owner) if owner else ("function-view", endpoint.location)


def _count(phrases: Phrases, kind: str, count: int, **arguments: str) -> str:
    number = phrases.say(f"number.{count}") if count <= SPELLED_OUT else str(count)
    return phrases.say(f"count.{kind}.{'one' if count == 1 else 'many'}", count=number, **arguments)


def _language(phrases: Phrases, file: str) -> str:
    summary = phrases.snapshot.files.get(file)
    return names.LANGUAGES.get(summary.language, summary.language) if summary else file.rpartition(".")[2]


def _modes(endpoints: tuple[Endpoint, ...]) -> str | None:
    """How the file's handlers use stored data."""
    modes = {"read" if access.mode == "read" else "write" for endpoint in endpoints for access in endpoint.stores}
    return "both" if len(modes) > 1 else next(iter(modes), None)


def _stores(phrases: Phrases, endpoints: tuple[Endpoint, ...], form: str) -> str:
    """The clause on stored data. What a callback brings is a result."""
    storing = tuple(endpoint for endpoint in endpoints if endpoint.stores)
    stores = dict.fromkeys(access.store for endpoint in storing for access in endpoint.stores)
    called_back = any(is_callback(phrases.relations, call) for call in phrases.relations.callers(storing))
    return phrases.say(
        f"report.stores.{form}",
        what=phrases.say("report.results" if called_back else "report.data"),
        stores=", ".join(phrases.style.code(store) for store in stores),
    )


def _clients(phrases: Phrases, calls: tuple[OutgoingCall, ...]) -> Iterator[str]:
    """For each client that requests are sent with, whom it calls."""
    by_client: dict[tuple[str, bool | None], dict[str, None]] = {}
    for call in calls:
        party = phrases.party_called(call)
        if party:
            by_client.setdefault((names.client(call), _is_async(phrases, call)), {})[party] = None
    for (client, is_async), parties in by_client.items():
        shown = phrases.client(client)
        if is_async is not None:
            shown = phrases.say("report.async" if is_async else "report.sync", client=shown)
        amount = "one" if len(parties) == 1 else "many"
        yield phrases.say(f"report.called.{amount}", targets=phrases.list_of(list(parties)), client=shown)


def _is_async(phrases: Phrases, call: OutgoingCall) -> bool | None:
    """Python has both kinds of clients; in JavaScript every request is asynchronous, so nothing is said."""
    summary = phrases.snapshot.files.get(call.location.file)
    return call.is_async if summary is not None and summary.language == "python" else None
