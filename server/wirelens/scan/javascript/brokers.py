"""The dialect of message brokers' clients: ioredis and node-redis, amqplib."""

from wirelens.model.expression import Name
from wirelens.model.facts import Medium, Receive, Send
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.syntax import FUNCTIONS, children

_REDIS = ("ioredis", "redis", "@redis")
_AMQP = ("amqplib", "amqp-connection-manager")

_PUSHES = {"lpush": "left", "lPush": "left", "rpush": "right", "rPush": "right"}
_POPS: dict[str, str] = {
    "lpop": "left",
    "lPop": "left",
    "blpop": "left",
    "blPop": "left",
    "rpop": "right",
    "rPop": "right",
    "brpop": "right",
    "brPop": "right",
}


def read(module: Module) -> None:
    """Find what a file pushes and pops, publishes and subscribes to, sends to queues and consumes."""
    for site in module.calls_of(_PUSHES):
        _send(module, site, "redis-list", Medium(_value(site), _word(site)), _PUSHES[_word(site)])
    for site in module.calls_of(_POPS):
        _receive(module, site, "redis-list", Medium(_value(site), _word(site)), _POPS[_word(site)])
    for site in module.calls_of(("sendToQueue",)):
        _send(module, site, "rabbitmq", Medium(_value(site), _word(site)))
    source = module.text.source.lower()
    if b"redis" in source:  # where nothing is, `subscribe` is somebody else's word
        for site in module.calls_of(("publish",)):
            _send(module, site, "redis-pubsub", Medium(_value(site), _word(site), _REDIS, ("redis",)))
        for site in module.calls_of(("subscribe", "psubscribe", "pSubscribe")):
            _receive(module, site, "redis-pubsub", Medium(_value(site), _word(site), _REDIS, ("redis",)))
    if b"amqp" in source:
        for site in module.calls_of(("consume",)):
            _receive(module, site, "rabbitmq", Medium(_value(site), _word(site), _AMQP, ("channel",)))


def _send(module: Module, site: CallSite, kind: str, through: Medium, end: str | None = None) -> None:
    if _value(site).dotted and site.arguments:
        name, span = module.expression(site.arguments[0], site.scope), module.text.span_of(site.node)
        module.sends.append(Send(site.scope.name, kind, name, span, end, through))


def _receive(module: Module, site: CallSite, kind: str, through: Medium, end: str | None = None) -> None:
    if not _value(site).dotted or not site.arguments:
        return
    first = site.arguments[0]
    for node in children(first) if first.type == "array" else [first]:
        if node.type not in FUNCTIONS:
            is_pattern = _word(site).lower() == "psubscribe"
            name, span = module.expression(node, site.scope), module.text.span_of(site.node)
            module.receives.append(Receive(site.scope.name, kind, name, span, end, through, is_pattern=is_pattern))


def _word(site: CallSite) -> str:
    return (site.callee or "").rpartition(".")[2]


def _value(site: CallSite) -> Name:
    return Name((site.callee or "").rpartition(".")[0])
