"""What part a file plays in the conversation: the roles that title a report, and the clauses that tell of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wirelens.model.communication_map import Channel, Endpoint, OutgoingCall
from wirelens.views.channel_kinds import is_task
from wirelens.views.file_contents import FileContents
from wirelens.views.relations import CHANGING, Relations

ROLES = (
    "relay",
    "intake",
    "callback-receiver",
    "poll-responder",
    "responder",
    "provider",
    "worker",
    "task-runner",
    "receiver",
    "task-sender",
    "sender",
    "callback-sender",
    "client",
    "poller",
    "routes",
    "store",
)
"""Every role, in the order in which a title names them. Each has the messages `views.role.<role>` and `views.clause.<clause>`."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a file plays.

    `clause` names the message that tells of it. `sources` are the services that it hears from; `targets` are the calls by which it
    speaks; `every_ms` is the period of a poll, where all polls share one; `stores` are the classes that it defines; `channels` are those
    that it takes from or hands over to.
    """

    name: str
    clause: str
    sources: tuple[str, ...] = ()
    targets: tuple[OutgoingCall, ...] = ()
    every_ms: int | None = None
    stores: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()


def roles(relations: Relations, contents: FileContents) -> tuple[Role, ...]:
    """The roles of a file, each once, in the order of `ROLES`."""
    found = [
        *_of_endpoints(relations, contents.endpoints),
        *_of_channels(contents),
        *_of_calls(relations, contents),
        *_of_declarations(contents),
    ]
    if any(role.name != "provider" for role in found):
        found = [role for role in found if role.name != "provider"]
    return tuple(_merged([role for role in found if role.name == name]) for name in ROLES if any(role.name == name for role in found))


def is_callback(relations: Relations, call: OutgoingCall) -> bool:
    """Whether a call brings an answer later: to a service that calls the caller's own, and not while a request is being handled."""
    target = relations.target(call)
    if target is None or target.service == call.service:
        return False
    if not relations.calls_between(target.service, call.service):
        return False
    return all(relations.is_task(origin.flow.function.location) for origin in relations.origins(call))


def _of_endpoints(relations: Relations, endpoints: Iterable[Endpoint]) -> Iterator[Role]:
    for endpoint in endpoints:
        callers = relations.callers((endpoint,))
        sources = tuple(dict.fromkeys(call.service for call in callers))
        found = list(_special(relations, endpoint, callers, sources))
        yield from found
        if not found:
            yield Role("responder", "respond", sources) if callers else Role("provider", "provide")


def _special(relations: Relations, endpoint: Endpoint, callers: tuple[OutgoingCall, ...], sources: tuple[str, ...]) -> Iterator[Role]:
    steps = relations.steps(endpoint.location)
    sent = (relations.calls.get(step.call or "") for step in steps)
    passed_on = tuple(call for call in sent if call and (target := relations.target(call)) and target.service != endpoint.service)
    if passed_on:
        yield Role("relay", "relay" if sources else "relay-any", sources, passed_on)
    given = [channel for step in steps if (channel := relations.channels.get(step.channel or "")) is not None]
    if any(is_task(channel.kind) for channel in given):
        yield Role("intake", "intake" if sources else "intake-any", sources)
    for channel in given:
        if not is_task(channel.kind):
            yield Role("sender", "send-message", channels=(channel,))
    if any(is_callback(relations, call) for call in callers):
        stored = any(access.mode in CHANGING for access in endpoint.stores)
        yield Role("callback-receiver", "store-callback" if stored else "receive-callback")
    if any(call.repetition for call in callers):
        yield Role("poll-responder", "answer-poll")


def _of_channels(contents: FileContents) -> Iterator[Role]:
    if contents.tasks:
        yield Role("worker", "work")
    for channel, _ in contents.received:
        yield Role(*(("task-runner", "run-task") if is_task(channel.kind) else ("receiver", "receive")), channels=(channel,))
    run_here = {channel.kind for channel, _ in contents.received if is_task(channel.kind)}
    for channel in contents.handed_over:
        if channel.kind in run_here:
            continue
        yield Role(*(("task-sender", "send-task") if is_task(channel.kind) else ("sender", "send-message")), channels=(channel,))


def _of_calls(relations: Relations, contents: FileContents) -> Iterator[Role]:
    for call in contents.calls:
        if is_callback(relations, call):
            yield Role("callback-sender", "call-back", targets=(call,))
    for call in contents.own_calls:
        if call.repetition:
            period = call.repetition.every_ms
            yield Role("poller", "poll" if period is not None else "poll-unknown", targets=(call,), every_ms=period)
        elif not is_callback(relations, call):
            yield Role("client", "send", targets=(call,))


def _of_declarations(contents: FileContents) -> Iterator[Role]:
    if contents.routes or contents.inclusions:
        yield Role("routes", "route")
    if contents.stores:
        yield Role("store", "define-store", stores=contents.stores)


def _merged(same: list[Role]) -> Role:
    """One role of several endpoints or calls: everyone it hears from and speaks to. What is not so of all is left out."""
    first = same[0]
    periods = {role.every_ms for role in same}
    clauses = {role.clause for role in same}
    clause = first.clause
    if clauses != {clause}:
        clause = next(name for name in ("relay", "intake", "store-callback", "poll-unknown") if name in clauses)
    if clause == "poll" and len(periods) > 1:
        clause = "poll-unknown"
    return Role(
        first.name,
        clause,
        tuple(dict.fromkeys(source for role in same for source in role.sources)),
        tuple({call.id: call for role in same for call in role.targets}.values()),
        first.every_ms if len(periods) == 1 else None,
        first.stores,
        tuple({(channel.kind, channel.name): channel for role in same for channel in role.channels}.values()),
    )
