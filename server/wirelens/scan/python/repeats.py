"""What is done again and again: loops that sleep, jobs of schedulers, `@repeat_every`."""

import re
from collections.abc import Iterable, Mapping

from tree_sitter import Node

from wirelens.model.facts import Repeat, RepeatEnd
from wirelens.scan.python import loop_ends
from wirelens.scan.python.module import CallSite, FunctionSite, Module
from wirelens.scan.python.numbers import number
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, unwrapped
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.repeat_ends import most_telling

_SLEEPING = frozenset({"time", "asyncio", "anyio", "trio", "gevent", "eventlet", "curio"})
_COUNTING = frozenset({"range", "count", "repeat"})
"""What a loop that only counts its turns goes over."""

_TAKING = (
    "lpop",
    "rpop",
    "blpop",
    "brpop",
    "blmove",
    "lmove",
    "rpoplpush",
    "brpoplpush",
    "xread",
    "xreadgroup",
    "get_message",
    "basic_get",
)
"""What takes a message: a loop with one of these does its work once a message, however often it looks for one."""

_UNITS: Mapping[str, int] = {
    "milliseconds": 1,
    "seconds": 1_000,
    "minutes": 60_000,
    "hours": 3_600_000,
    "days": 86_400_000,
    "weeks": 604_800_000,
}
_EVERY = re.compile(r"every\(\s*(?P<count>\d{0,9})\s*\)\.(?P<unit>[a-z]+)")


def read(module: Module) -> None:
    """Find loops and jobs with a period."""
    ended: dict[tuple[int, Scope], tuple[RepeatEnd, ...]] = {}
    for call in module.calls_of(("sleep",)):
        _read_sleep(call, module, ended)
    for call in module.calls_of(("wait",)):
        _read_wait(call, module)
    for call in module.calls_of(("add_job", "do")):
        _read_job(call, module)
    for function in module.functions:
        for decorator in function.decorators:
            _read_decorator(decorator, function, module)


def _read_sleep(call: CallSite, module: Module, ended: dict[tuple[int, Scope], tuple[RepeatEnd, ...]]) -> None:
    """`while True: …; time.sleep(2)`. A sleep after a failure is no period: it only delays the next try.

    `ended` keeps what ends each loop: of many that sleep in it, the first reads it.
    """
    qualified = module.qualified(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
    loop = _loop_around(call.node, module)
    duration = module.arguments(call).positional[:1]
    if loop is None or not duration or (qualified or "").partition(".")[0] not in _SLEEPING or _takes_messages(loop, module):
        return
    seconds = number(duration[0], call.scope, module)
    key = loop.id, call.scope
    if key not in ended:
        ended[key] = tuple(loop_ends.ends(loop, call.scope, module))
    _add(call.scope, call.callee or "sleep", seconds * 1000 if seconds else None, _function(call.node), loop, module, ended[key])


def _read_wait(call: CallSite, module: Module) -> None:
    """`while not stopped.wait(5): …`."""
    condition = call.node.parent
    loop = condition.parent if condition is not None and condition.type == "not_operator" else None
    given = module.arguments(call).get(0, "timeout")
    if loop is not None and loop.type == "while_statement" and given is not None and call.callee is not None:
        seconds = number(given, call.scope, module)
        period = seconds * 1000 if seconds else None
        _add(call.scope, call.callee, period, _function(call.node), loop, module, loop_ends.ends(loop, call.scope, module))


def _takes_messages(loop: Node, module: Module) -> bool:
    taken = (call.node for call in module.calls_of(_TAKING))
    return any(loop.start_byte <= node.start_byte and node.end_byte <= loop.end_byte for node in taken)


def _loop_around(node: Node, module: Module) -> Node | None:
    outer = node.parent
    while outer is not None and outer.type not in {"function_definition", "lambda", "except_clause"}:
        if outer.type == "while_statement":
            return outer
        if outer.type == "for_statement":
            over = outer.child_by_field_name("right")
            function = over.child_by_field_name("function") if over is not None and over.type == "call" else None
            counted = (dotted_name(function, module.text) or "").rpartition(".")[2] if function is not None else ""
            return outer if counted in _COUNTING else None
        outer = outer.parent
    return None


def _read_job(call: CallSite, module: Module) -> None:
    """`scheduler.add_job(poll, "interval", seconds=5)`, `schedule.every(10).seconds.do(poll)`."""
    arguments = module.arguments(call)
    job = arguments.get(0, "func")
    dotted = dotted_name(unwrapped(job), module.text) if job is not None else None
    bound = module.meaning(dotted, call.scope).bound if dotted is not None else None
    site = next((each for each in module.functions if bound is not None and each.inner is bound.defined), None)
    if site is None:
        return
    function = _function(call.node)
    if call.name == "do":
        every = _EVERY.search(module.text.text_of(function))
        unit = _UNITS.get(every["unit"] if every["unit"].endswith("s") else f"{every['unit']}s") if every is not None else None
        if every is not None and unit is not None:
            _add(call.scope, "schedule.every", int(every["count"] or 1) * unit, function, site.extent, module)
        return
    trigger = arguments.get(1, "trigger")
    is_interval = trigger is not None and plain_text(expression(trigger, module.text)) == "interval"
    if trigger is not None and trigger.type == "call" and module.text.text_of(_function(trigger)).endswith("IntervalTrigger"):
        is_interval, arguments = True, arguments_of(trigger, module.text)
    if is_interval:
        _add(call.scope, "add_job", _period(arguments.keywords, call.scope, module), function, site.extent, module)


def _read_decorator(decorator: Node, function: FunctionSite, module: Module) -> None:
    """`@repeat_every(seconds=60)`, `@scheduler.scheduled_job("interval", seconds=5)`."""
    called = decorator.child_by_field_name("function") if decorator.type == "call" else None
    name = (dotted_name(called, module.text) or "").rpartition(".")[2] if called is not None else ""
    if called is None or name not in {"repeat_every", "scheduled_job"}:
        return
    arguments = arguments_of(decorator, module.text)
    trigger = arguments.get(0, "trigger")
    if name == "scheduled_job" and (trigger is None or plain_text(expression(trigger, module.text)) != "interval"):
        return
    times = arguments.keywords.get("max_repetitions")
    ends = [] if times is None else [RepeatEnd("times", module.text.text_of(times), module.text.span_of(times))]
    _add(function.scope, name, _period(arguments.keywords, function.scope, module), called, function.extent, module, ends)


def _period(keywords: Mapping[str, Node], scope: Scope, module: Module) -> float | None:
    given = [(number(value, scope, module), _UNITS[name]) for name, value in keywords.items() if name in _UNITS]
    counts = [count * unit for count, unit in given if count is not None]
    return sum(counts) if counts and len(counts) == len(given) else None


def _add(  # noqa: PLR0913, PLR0917 (the fields of a Repeat)
    scope: Scope, by: str, period: float | None, named: Node, extent: Node, module: Module, ends: Iterable[RepeatEnd] = ()
) -> None:
    milliseconds = round(period) if period is not None and period > 0 else None
    spans = module.text.span_of(named), module.text.span_of(extent)
    module.repeats.append(Repeat(scope.name, by, milliseconds, *spans, most_telling(ends)))


def _function(call: Node) -> Node:
    return call.child_by_field_name("function") or call
