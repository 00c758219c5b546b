"""The dialect of Kafka clients: kafka-python, aiokafka, confluent-kafka."""

from wirelens.model.facts import Receive, Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import elements
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
            for topic in module.arguments(call).positional:
                span = module.text.span_of(call.node)
                module.receives.append(Receive(call.scope.name, _KIND, expression(topic, module.text), span))
    for call in module.calls_of(("subscribe",)):
        topics, through = module.arguments(call).get(0, "topics"), medium(module, call, _PACKAGES, ("kafka",))
        if topics is None or through is None:
            continue
        for topic in elements(topics) if topics.type in {"list", "tuple"} else [topics]:
            span = module.text.span_of(call.node)
            module.receives.append(Receive(call.scope.name, _KIND, expression(topic, module.text), span, through=through))
