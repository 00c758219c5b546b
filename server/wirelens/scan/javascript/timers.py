"""The dialect of timers: what is done again and again, how often, and what ends it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from tree_sitter import Node

from wirelens.model.facts import Repeat, RepeatEnd
from wirelens.model.span import Span
from wirelens.scan.javascript import polling, rescheduling
from wirelens.scan.javascript.clearing import Timer
from wirelens.scan.javascript.durations import milliseconds
from wirelens.scan.javascript.guards import CALLBACKS
from wirelens.scan.javascript.handles import is_dropped
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.syntax import children, key_of, unwrapped
from wirelens.scan.repeat_ends import most_telling

_HOOKS = ("useInterval", "useIntervalFn", "useSetInterval")
"""Functions of common hook libraries (react-use, ahooks, usehooks-ts, VueUse) with the parameters of `setInterval`."""
_OPTIONS = frozenset({"refetchInterval", "refreshInterval", "pollingInterval", "pollInterval"})
"""Options of TanStack Query, SWR, RTK Query and Apollo."""
_PAGE_ENDING = re.compile(rb"\b(?:exit|close|reload|location|terminate)\b")
"""What may end the page or the process itself, and all its timers with it."""
_MOST_LOOKED_INTO = 30
"""Timers of one file whose ends are looked for."""
_MOST_CALLED = 100
"""Calls of one callback that may be the function's own: callbacks that hold each other would be looked through again and again."""
_LONGEST_CHAIN = 12


def read(module: Module) -> None:
    """Find what a file has repeated."""
    for site in module.calls_of(("setInterval",)):
        if site.callee is not None and site.arguments and module.global_name(site.callee, site.scope) == "setInterval":
            _repeat_callback(site, module)
    for site in module.calls_of(_HOOKS):
        if site.callee in _HOOKS and site.arguments:
            _repeat_hook(site, site.callee, module)
    _repeat_themselves(module)
    for site in module.calls_of(("interval", "timer")):
        if site.callee is not None and site.arguments and _is_rxjs(site, module):
            _repeat_stream(site, site.callee, module)
    for sites in list(module.calls.values()):
        for site in sites:
            _read_options(site, module)


def _is_looked_into(module: Module) -> bool:
    """Whether the ends of one more timer are looked for."""
    return len(module.repeats) < _MOST_LOOKED_INTO


def _repeat_callback(site: CallSite, module: Module) -> None:
    callback = module.value(_unbound(site.arguments[0], module), site.scope)
    if callback.type in CALLBACKS:
        period = milliseconds(site.arguments[1], site.scope, module) if len(site.arguments) > 1 else None
        ends = _cleared(site, callback, module) if _is_looked_into(module) else ()
        _add(site, "setInterval", period, callback, ends, module)


def _cleared(site: CallSite, callback: Node, module: Module) -> Iterator[RepeatEnd]:
    if not is_dropped(site, module):
        yield from Timer(site, callback, module).ends()
    elif _PAGE_ENDING.search(module.text.source, callback.start_byte, callback.end_byte) is None:
        yield RepeatEnd("nothing", "", module.text.span_of(site.function))


def _repeat_stream(site: CallSite, by: str, module: Module) -> None:
    if by.rpartition(".")[2] == "timer" and len(site.arguments) == 1:
        return  # it fires once
    chain = _chain(site.node)
    ends: tuple[RepeatEnd, ...] = ()
    if _is_looked_into(module):
        ends = (*polling.operators(chain, site.scope, module), *Timer(_at(chain, site), chain, module).ends())
    _add(site, by, milliseconds(site.arguments[-1], site.scope, module), chain, ends, module)


def _repeat_hook(site: CallSite, hook: str, module: Module) -> None:
    callback = module.value(site.arguments[0], site.scope)
    if callback.type in CALLBACKS:
        pace = polling.pace(site.arguments[1], site, module) if len(site.arguments) > 1 else polling.Pace(None)
        _add(site, hook, pace.period_ms, callback, pace.ends, module)


def _repeat_themselves(module: Module) -> None:
    """Functions that have themselves called again."""
    setting: dict[Node, list[CallSite]] = {}
    for site in module.calls_of(("setTimeout",)):
        if site.callee is not None and site.arguments and module.global_name(site.callee, site.scope) == "setTimeout":
            again = _called_again(site, module)
            if again is not None:
                setting.setdefault(again, []).append(site)
    for again, sites in setting.items():
        ends: tuple[RepeatEnd, ...] = ()
        if _is_looked_into(module):
            cleared = Timer(sites[0], again, module, sets_itself=True).ends()
            ends = (*rescheduling.ends(again, sites, module), *cleared)
        for site in sites:
            period = milliseconds(site.arguments[1], site.scope, module) if len(site.arguments) > 1 else None
            _add(site, "setTimeout", period, again, ends, module)


def _called_again(site: CallSite, module: Module) -> Node | None:
    """The function around a `setTimeout` that this calls, itself or from what it is given."""
    callback = unwrapped(_unbound(site.arguments[0], module))
    called = [callback]
    if callback.type in CALLBACKS:
        called = [each.function for each in islice(module.calls_inside(callback), _MOST_CALLED)]
    for function in called:
        again = module.value(function, site.scope)
        if again.type in CALLBACKS and again.start_byte <= site.start and site.node.end_byte <= again.end_byte:
            return again
    return None


def _is_rxjs(site: CallSite, module: Module) -> bool:
    bound = module.meaning(site.callee or "", site.scope).bound
    return bound is not None and bound.imported is not None and bound.imported.module == "rxjs"


def _chain(node: Node) -> Node:
    """All that is done with what a call gives: `interval(1000).pipe(…).subscribe(…)`."""
    for _ in range(_LONGEST_CHAIN):
        around = node.parent
        if around is None or around.type not in {"member_expression", "call_expression"}:
            break
        node = around
    return node


def _at(node: Node, site: CallSite) -> CallSite:
    """What a chain of calls gives, as a call in the same scope."""
    return CallSite(node, site.function, site.scope, None, [], node.start_byte)


def _read_options(site: CallSite, module: Module) -> None:
    for argument in site.arguments:
        options = unwrapped(argument)
        for pair in children(options) if options.type == "object" else ():
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            name = key_of(pair, module.text) if key is not None else None
            if name is None or key is None or value is None or name not in _OPTIONS:
                continue
            pace = polling.pace(value, site, module)
            if not pace.is_never:
                ends = (*pace.ends, *polling.switched_off(options, module))
                spans = module.text.span_of(key), module.text.span_of(site.node)
                module.repeats.append(Repeat(site.scope.name, name, pace.period_ms, *spans, most_telling(ends)))


def _add(site: CallSite, by: str, period: int | None, repeated: Node, ends: Iterable[RepeatEnd], module: Module) -> None:  # noqa: PLR0913, PLR0917 (the fields of a Repeat)
    spans: tuple[Span, Span] = module.text.span_of(site.function), module.text.span_of(repeated)
    module.repeats.append(Repeat(site.scope.name, by, period, *spans, most_telling(ends)))


def _unbound(callback: Node, module: Module) -> Node:
    """The function that `callback.bind(…)` binds, else the callback itself."""
    function = callback.child_by_field_name("function") if callback.type == "call_expression" else None
    source = function.child_by_field_name("object") if function is not None else None
    method = function.child_by_field_name("property") if function is not None else None
    return source if source is not None and method is not None and module.text.text_of(method) == "bind" else callback
