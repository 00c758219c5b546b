"""The dialect of asyncio's tasks: a coroutine that runs on beside the one that starts it."""

from wirelens.model.expression import Name
from wirelens.model.facts import Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import dotted_name, unwrapped

_STARTERS = frozenset({"create_task", "ensure_future", "run_coroutine_threadsafe"})
_PACKAGES = ("asyncio",)
_WORDS = ("loop", "group", "tg")


def read(module: Module) -> None:
    """Find `asyncio.create_task(function(…))`."""
    for call in module.calls_of(_STARTERS):
        coroutine = module.arguments(call).get(0, "coro")
        coroutine = unwrapped(coroutine) if coroutine is not None else None
        function = coroutine.child_by_field_name("function") if coroutine is not None and coroutine.type == "call" else None
        name = dotted_name(function, module.text) if function is not None else None
        if name is None:
            continue
        qualified = module.qualified(call.callee, call.scope) if call.callee is not None else None
        is_library_function = qualified == f"asyncio.{call.name}"
        through = None if is_library_function else medium(module, call, _PACKAGES, _WORDS)
        if is_library_function or through is not None:
            module.sends.append(Send(call.scope.name, "asyncio-task", Name(name), module.text.span_of(call.node), through=through))
