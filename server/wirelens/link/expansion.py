"""The facts of files with every request and message where it is decided, which may be elsewhere than where it is sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wirelens.link.messages import DecidedMessages, Message
from wirelens.link.wrappers import Decided, Origin
from wirelens.model.facts import Call, FileFacts, Receive, Send
from wirelens.model.span import Span


@dataclass(slots=True)
class Expansion:
    """What is added to the facts of a file, and what is taken away. `undecided` are requests of wrappers that not every caller decides."""

    calls: dict[Span, list[Call]] = field(default_factory=dict[Span, list[Call]])
    """Several at one place are ways in which conditions come out."""
    origins: dict[Span, Origin] = field(default_factory=dict[Span, Origin])
    gone: frozenset[Span] = frozenset()
    undecided: frozenset[Span] = frozenset()
    messages: list[Message] = field(default_factory=list[Message])
    gone_messages: frozenset[Message] = frozenset()

    @property
    def changes_facts(self) -> bool:
        """Whether the facts of the file are others than its text says."""
        return bool(self.calls or self.gone or self.messages or self.gone_messages)

    @property
    def replaced(self) -> frozenset[Span]:
        """The calls of functions that are requests or messages now."""
        return frozenset({*self.calls, *(message.span for message in self.messages if message.through is None)})

    def of(self, facts: FileFacts) -> FileFacts:
        """The facts as they are expanded."""
        replaced = self.replaced
        # What only looks like a client's request where a wrapper is used is that use.
        own = (call for call in facts.calls if call.span not in self.gone and not (call.client and call.span in self.calls))
        sends = [send for send in facts.sends if send not in self.gone_messages]
        receives = [receive for receive in facts.receives if receive not in self.gone_messages]
        sends += [each for each in self.messages if isinstance(each, Send)]
        receives += [each for each in self.messages if isinstance(each, Receive)]
        return replace(
            facts,
            calls=tuple(sorted((*own, *(call for calls in self.calls.values() for call in calls)), key=_place)),
            sends=tuple(sorted(sends, key=_start)),
            receives=tuple(sorted(receives, key=_start)),
            invocations=tuple(each for each in facts.invocations if each.span not in replaced),
        )


def expansions(requests: Iterable[tuple[str, Decided]], messages: Iterable[tuple[str, DecidedMessages]]) -> Mapping[str, Expansion]:
    """By file, what comes of that which the requests and messages of all files stand for."""
    found: defaultdict[str, Expansion] = defaultdict(Expansion)
    for file, decided in requests:
        meant: set[tuple[str, Span]] = set()
        for use in decided.uses:
            expansion, span = found[use.file], use.call.span
            before = expansion.origins.get(span)
            known = expansion.calls.get(span, [])
            if before is None or before.via[-1] == use.origin.via[-1]:
                expansion.calls[span] = [*known, use.call]
            elif use.is_meant or (use.file, span) not in meant:
                # Of several requests that one function sends for its caller that counts which has the caller's method, else the last one.
                is_open = not use.is_meant and any(each.url == use.call.url and each.method != use.call.method for each in known)
                expansion.calls[span] = [replace(use.call, method=None) if is_open else use.call]
            else:
                continue
            expansion.origins[span] = use.origin
            if use.is_meant:
                meant.add((use.file, span))
        if decided.gone or decided.undecided:
            found[file].gone, found[file].undecided = decided.gone, decided.undecided
    for file, decided in messages:
        for its_file, message in decided.messages:
            found[its_file].messages.append(message)
        if decided.gone:
            found[file].gone_messages = decided.gone
    return dict(found)


def _place(call: Call) -> Span:
    return call.span


def _start(message: Message) -> tuple[int, int]:
    return message.span.start.line, message.span.start.column
