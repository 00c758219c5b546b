"""The dialect of timers: what is done again and again, and how often."""

from math import prod

from tree_sitter import Node

from wirelens.model.facts import Repeat
from wirelens.model.span import Span
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import FUNCTIONS, children, key_of, operator_of, unwrapped

_CALLBACKS = FUNCTIONS | {"method_definition"}
_HOOKS = ("useInterval", "useIntervalFn", "useSetInterval")
"""Functions of common hook libraries (react-use, ahooks, usehooks-ts, VueUse) with the parameters of `setInterval`."""
_OPTIONS = frozenset({"refetchInterval", "refreshInterval", "pollingInterval", "pollInterval"})
"""Options of TanStack Query, SWR, RTK Query and Apollo."""
_NEVER = frozenset({"number", "false", "undefined", "null"})
_DEEPEST = 8
_LONGEST_CHAIN = 12


def read(module: Module) -> None:
    """Find what a file has repeated."""
    for site in module.calls_of(("setInterval", *_HOOKS)):
        if site.callee is not None and site.arguments and _repeats(site.callee, site.scope, module):
            _repeat_callback(site, site.callee.rpartition(".")[2], module)
    for site in module.calls_of(("setTimeout",)):
        if site.callee is not None and site.arguments and module.global_name(site.callee, site.scope) == "setTimeout":
            _repeat_itself(site, module)
    for site in module.calls_of(("interval", "timer")):
        if site.callee is not None and site.arguments and _is_rxjs(site, module):
            _add(site, site.callee, _milliseconds(site.arguments[-1], site.scope, module), _chain(site.node), module)
    for sites in list(module.calls.values()):
        for site in sites:
            _read_options(site, module)


def _repeats(callee: str, scope: Scope, module: Module) -> bool:
    return callee in _HOOKS or module.global_name(callee, scope) == "setInterval"


def _repeat_callback(site: CallSite, by: str, module: Module) -> None:
    callback = module.value(_unbound(site.arguments[0], module), site.scope)
    if callback.type in _CALLBACKS:
        period = _milliseconds(site.arguments[1], site.scope, module) if len(site.arguments) > 1 else None
        _add(site, by, period, callback, module)


def _repeat_itself(site: CallSite, module: Module) -> None:
    """A function that has itself called again."""
    callback = unwrapped(_unbound(site.arguments[0], module))
    called = [callback]
    if callback.type in _CALLBACKS:
        called = [
            each.function
            for sites in module.calls.values()
            for each in sites
            if callback.start_byte <= each.start and each.node.end_byte <= callback.end_byte
        ]
    for function in called:
        again = module.value(function, site.scope)
        if again.type in _CALLBACKS and again.start_byte <= site.start and site.node.end_byte <= again.end_byte:
            period = _milliseconds(site.arguments[1], site.scope, module) if len(site.arguments) > 1 else None
            _add(site, "setTimeout", period, again, module)
            return


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


def _read_options(site: CallSite, module: Module) -> None:
    for argument in site.arguments:
        options = unwrapped(argument)
        for pair in children(options) if options.type == "object" else ():
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            name = key_of(pair, module.text) if key is not None else None
            if name is None or key is None or value is None or name not in _OPTIONS:
                continue
            period = _milliseconds(value, site.scope, module)
            if period is not None or unwrapped(value).type not in _NEVER:
                spans = module.text.span_of(key), module.text.span_of(site.node)
                module.repeats.append(Repeat(site.scope.name, name, period, *spans))


def _add(site: CallSite, by: str, period: int | None, repeated: Node, module: Module) -> None:
    spans: tuple[Span, Span] = module.text.span_of(site.function), module.text.span_of(repeated)
    module.repeats.append(Repeat(site.scope.name, by, period, *spans))


def _unbound(callback: Node, module: Module) -> Node:
    """The function that `callback.bind(…)` binds, else the callback itself."""
    function = callback.child_by_field_name("function") if callback.type == "call_expression" else None
    source = function.child_by_field_name("object") if function is not None else None
    method = function.child_by_field_name("property") if function is not None else None
    return source if source is not None and method is not None and module.text.text_of(method) == "bind" else callback


def _milliseconds(node: Node, scope: Scope, module: Module) -> int | None:
    period = _number(node, scope, module, _DEEPEST)
    return round(period) if period is not None and period > 0 else None


def _number(node: Node, scope: Scope, module: Module, depth: int) -> float | None:
    """The value of a constant expression, None for anything else."""
    node = unwrapped(node)
    if not depth:
        return None
    if node.type == "number":
        try:
            return float(module.text.text_of(node).replace("_", ""))
        except ValueError:
            return None
    if node.type in {"identifier", "member_expression"}:
        constant = module.constant(node, scope)
        return _number(constant.value, constant.scope, module, depth - 1) if constant is not None and constant.value is not None else None
    if operator_of(node) in {"*", "+"}:
        operands = [_number(child, scope, module, depth - 1) for child in children(node)]
        known = [operand for operand in operands if operand is not None]
        if len(known) == len(operands):
            return prod(known) if operator_of(node) == "*" else sum(known)
    return None
