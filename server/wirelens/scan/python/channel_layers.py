"""The dialect of Django Channels: groups of a channel layer."""

from tree_sitter import Node

from wirelens.model.facts import Receive, Send
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import arguments_of, dotted_name
from wirelens.scan.python.values import expression

_KIND = "channel-layer"
_WORDS = ("group_send", "group_add")


def read(module: Module) -> None:
    """Find `channel_layer.group_send("group", …)` and `group_add`, awaited or through `async_to_sync`."""
    for call in module.calls_of(_WORDS):
        _add(module, call.name, call.node, call.scope.name)
    for call in module.calls_of(("async_to_sync",)):
        wrapped = module.arguments(call).get(0, "awaitable")
        dotted = dotted_name(wrapped, module.text) if wrapped is not None else None
        word = dotted.rpartition(".")[2] if dotted is not None else ""
        outer = call.node.parent
        if word in _WORDS and outer is not None and outer.type == "call":
            _add(module, word, outer, call.scope.name)


def _add(module: Module, word: str, call: Node, scope: str) -> None:
    group = arguments_of(call, module.text).get(0, "group")
    if group is None:
        return
    name, span = expression(group, module.text), module.text.span_of(call)
    if word == "group_send":
        module.sends.append(Send(scope, _KIND, name, span))
    else:
        module.receives.append(Receive(scope, _KIND, name, span))
