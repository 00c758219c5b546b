"""The phrases that hover and report share, in one language and one style."""

from collections.abc import Sequence
from functools import reduce

from wirelens.messages import TABLE, render
from wirelens.model.communication_map import Channel, ChannelEnd, Endpoint, FlowStep, OutgoingCall, Repetition, RepetitionEnd, StoreAccess
from wirelens.model.finding import Finding
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.relations import BACKGROUND_TASK, Relations, relations
from wirelens.views.style import Style

ICONS = {"error": "❌", "warning": "⚠", "information": "💡", "hint": "💡"}

SECOND = 1000
"""Milliseconds."""

MAX_ENDS = 2

SHORT_CONDITION = 40
"""Characters of a condition that is told along with something else."""


class Phrases:
    """Turns parts of a snapshot into phrases."""

    def __init__(self, snapshot: Snapshot, style: Style) -> None:
        self.snapshot = snapshot
        self.style = style
        self.relations: Relations = relations(snapshot.map)

    def say(self, key: str, **arguments: str | int) -> str:
        """The message `views.<key>`. Arguments are phrases, already in the style."""
        return render(message(f"views.{key}", **arguments), self.snapshot.language)

    def place_and_name(self, location: Location, name: str) -> str:
        """`[path:line] name`."""
        return f"{self.style.place(location)} {self.style.code(name)}" if name else self.style.place(location)

    def handler(self, endpoint: Endpoint) -> str:
        """Where an endpoint's handler is, and its name."""
        return self.place_and_name(endpoint.location, endpoint.handler)

    def every(self, milliseconds: int | None) -> str:
        """`every 2 s`; None: the period is not known."""
        return self.say("every.unknown") if milliseconds is None else self._lasting("every", milliseconds)

    def _lasting(self, key: str, milliseconds: int) -> str:
        for unit, size in (("hours", 3600 * SECOND), ("minutes", 60 * SECOND)):
            if milliseconds and milliseconds % size == 0:
                return self.say(f"{key}.{unit}", count=milliseconds // size)
        if milliseconds < SECOND:
            return self.say(f"{key}.milliseconds", count=milliseconds)
        return self.say(f"{key}.seconds", count=f"{milliseconds / SECOND:g}")

    def repeated(self, call: OutgoingCall) -> str:
        """`, every 2 s` for a repeated call, else nothing."""
        return f", {self.every(call.repetition.every_ms)}" if call.repetition is not None else ""

    def polled(self, call: OutgoingCall) -> str:
        """`, every 2 s until `done`` for a repeated call, else nothing; what ends it only where that is one thing, told in few words."""
        return f", {self.every_until(call.repetition)}" if call.repetition is not None else ""

    def every_until(self, repetition: Repetition) -> str:
        """`every 2 s until `done``; what ends it only where that is one thing, told in few words."""
        every = self.every(repetition.every_ms)
        ends = [end for end in repetition.ends if end.kind not in {"unmount", "call"}] or repetition.ends
        if len(ends) != 1 or len(ends[0].text) > SHORT_CONDITION:
            return every
        return self.say("every.ending", every=every, end=self.end(ends[0]))

    def end(self, end: RepetitionEnd) -> str:
        """What ends a repetition: `until `done``."""
        if end.kind == "after":
            return self._lasting("end.after", int(end.text))
        if end.kind == "times" and end.text.isdecimal():
            return self.say("end.times", what=end.text)
        named = "failure-by" if end.kind == "failure" and end.text else end.kind
        return self.say(f"end.{named}", what=self.style.code(f"{end.text}()" if end.kind == "call" else end.text))

    def either(self, ends: Sequence[str]) -> str:
        """`until `done` or after 5 min`: whichever comes first of one thing or several."""
        return reduce(lambda one, other: self.say("either", one=one, other=other), ends)

    def task_note(self, call: OutgoingCall) -> str:
        """`, last step of a background task` where every way to a call is such a task, else nothing."""
        origins = self.relations.origins(call)
        if not origins or not all(self.relations.is_task(origin.flow.function.location) for origin in origins):
            return ""
        return ", " + self.say("task.last" if all(origin.step.is_last for origin in origins) else "task.part")

    def caller(self, call: OutgoingCall) -> str:
        """Where a call is made, in which function, how."""
        return self.place_and_name(call.location, names.function_name(call.function)) + self.polled(call) + self.task_note(call)

    def request(self, call: OutgoingCall) -> str:
        """`**POST** `/path``: what a call asks for."""
        shown = call.url if call.status == "external" and call.url else names.path_with_query(call)
        return f"{self.style.strong(names.method(call))} {self.style.code(shown)}"

    def then(self, function: Location) -> list[str]:
        """What the function at a place sends, a phrase a step."""
        return list(dict.fromkeys(phrase for step in self.relations.steps(function) if (phrase := self._step(step))))

    def _step(self, step: FlowStep) -> str | None:
        call = self.relations.calls.get(step.call or "")
        if call is not None:
            target = self.relations.target(call)
            if target is None:
                return self.say("hover.then-nowhere", request=self.request(call))
            return self.say("hover.then", request=self.request(call), target=self.style.place(target.location))
        channel = self.relations.channels.get(step.channel or "")
        if channel is None:
            return None
        ends = ", ".join(self.place_and_name(end.location, end.function) for end in channel.consumers)
        if channel.kind == BACKGROUND_TASK:
            return self.say("hover.then-queues", task=ends or self.style.code(channel.name))
        return self.handed_over("then", channel, ends)

    def handed_over(self, key: str, channel: Channel, target: str) -> str:
        """The message `channels.<key>` of what is handed to a channel, with `-to` where it is known who receives it."""
        kind, name = self.channel_kind(channel.kind), self.style.code(channel.name)
        if not target:
            return self.say_of_channel(key, kind=kind, name=name)
        return self.say_of_channel(f"{key}-to", kind=kind, name=name, target=target)

    def scheduled(self, producer: ChannelEnd) -> str:
        """When a scheduler sends: the period, or the schedule as written."""
        return self.every(producer.every_ms) if producer.every_ms is not None else self.style.code(producer.schedule)

    def say_of_channel(self, key: str, **arguments: str | int) -> str:
        """The message `channels.<key>`. Arguments are phrases, already in the style."""
        return render(message(f"channels.{key}", **arguments), self.snapshot.language)

    def channel_kind(self, kind: str) -> str:
        """`Celery task`, `Redis queue`: what a channel is, in the middle of a sentence."""
        return self.say_of_channel(kind) if f"channels.{kind}" in TABLE else self.style.plain(kind)

    def stores(self, accesses: tuple[StoreAccess, ...]) -> list[str]:
        """What is done with stored data, one phrase a mode; each store has its strongest: created, changed, read."""
        phrases: list[str] = []
        told: set[str] = set()
        for mode in ("create", "write", "read"):
            used = {access.store: access for access in accesses if access.mode == mode and access.store not in told}
            told |= used.keys()
            if used:
                shown = ", ".join(self.store(access) for access in used.values())
                phrases.append(self.say(f"store.{mode}", stores=shown))
        return phrases

    def store(self, access: StoreAccess) -> str:
        """A store's name and where it is defined."""
        name = self.style.code(access.store)
        return f"{name} ({self.style.place(access.definition)})" if access.definition else name

    def finding(self, finding: Finding, file: str, *, with_line: bool = False) -> str:
        """A finding with its icon; with its place if that is in another file, with its line if asked for."""
        text = self.style.sentence(finding.message, self.snapshot.language)
        where = ""
        if finding.location.file != file:
            where = f"{self.style.place(finding.location)}: "
        elif with_line:
            where = self.say("line", line=self.style.line(finding.location)) + ": "
        return f"{ICONS[finding.severity]} {where}{text}"

    def party(self, service: str) -> str:
        """A service as the subject of a sentence."""
        return names.party(self.snapshot.map, service) or self.say("party.service", name=self.style.code(service))

    def party_called(self, call: OutgoingCall) -> str | None:
        """Whom a call is for; None where that is not known."""
        target = self.relations.target(call)
        if target is not None:
            return self.party(target.service)
        if call.status == "external" and names.host(call):
            return self.say("party.host", name=self.style.code(names.host(call)))
        return None

    def status(self, call: OutgoingCall) -> str:
        """Why a call leads nowhere, in two or three words."""
        if call.status == "method-mismatch":
            taken = {method for target in self.relations.targets(call) for method in target.methods or target.handles}
            return self.say("status.method-mismatch", methods=", ".join(sorted(taken)))
        return self.say(f"status.{call.status}")

    def client(self, client: str) -> str:
        """What requests are sent with."""
        return self.say("client.known" if client in names.KNOWN_CLIENTS else "client.other", client=self.style.code(client))

    def list_of(self, items: list[str]) -> str:
        """`a, b and c`."""
        if len(items) < 2:  # noqa: PLR2004 — a list has two
            return "".join(items)
        return self.say("list", most=", ".join(items[:-1]), last=items[-1])

    def change(self, file: str) -> str | None:
        """That a file differs from HEAD, and how; None if it does not."""
        letter = self.snapshot.changed_files.get(file)
        if letter is None:
            return None
        return self.say("git.changed", kind=self.say(f"git.kind.{letter}" if letter in "MADRCTU" and letter else "git.kind.new"))
