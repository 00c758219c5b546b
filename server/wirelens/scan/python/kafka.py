"""The dialect of Kafka clients: kafka-python, aiokafka, confluent-kafka."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.facts import Receive, Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression

_KIND = "kafka"
_PACKAGES = ("kafka", "aiokafka", "confluent_kafka")
_CONSUMERS = frozenset({"KafkaConsumer", "AIOKafkaConsumer"})


def read(module: Module) -> None:
    """Find the topics that a file sends to and reads from."""
    for call in module.calls_of(("send", "send_and_wait", "produce")):
        topic, through = module.arguments(call).get(0, "topic"), medium(module, call, _PACKAGES, ("kafka",))
        if topic is not None and through is not None:
            name = expression(topic, module.text)
            module.sends.append(Send(call.scope.name, _KIND, name, module.text.span_of(call.node), through=through))
    for call in module.calls_of(_CONSUMERS):
        if call.callee is not None and (module.qualified(call.callee, call.scope) or "").partition(".")[0] in _PACKAGES:
            for topic in (*module.arguments(call).positional, *_spread(call, module)):
                span = module.text.span_of(call.node)
                module.receives.append(Receive(call.scope.name, _KIND, expression(topic, module.text), span))
    for call in module.calls_of(("subscribe",)):
        topics, through = module.arguments(call).get(0, "topics"), medium(module, call, _PACKAGES, ("kafka",))
        if topics is None or through is None:
            continue
        for topic in _listed(topics, call, module) or [topics]:
            span = module.text.span_of(call.node)
            module.receives.append(Receive(call.scope.name, _KIND, expression(topic, module.text), span, through=through))


def _spread(call: CallSite, module: Module) -> Iterator[Node]:
    """The topics of `KafkaConsumer(*TOPICS)`."""
    listed = call.node.child_by_field_name("arguments")
    for given in listed.named_children if listed is not None else ():
        if given.type == "list_splat":
            yield from _listed(given.named_children[0], call, module)


def _listed(topics: Node, call: CallSite, module: Module) -> list[Node]:
    """The elements of a list that is spelled out here, or under its name in this file."""
    dotted = dotted_name(topics, module.text)
    bound = module.meaning(dotted, call.scope, call.node.start_byte).bound if dotted is not None else None
    topics = unwrapped(bound.value) if bound is not None and bound.value is not None else topics
    return elements(topics) if topics.type in {"list", "tuple", "set"} else []
