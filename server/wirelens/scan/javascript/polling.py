"""How often a library asks again by itself, and what has it stop: options of queries, operators of streams."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tree_sitter import Node

from wirelens.model.facts import RepeatEnd
from wirelens.scan.javascript.choices import is_nothing, outcomes
from wirelens.scan.javascript.clearing import Timer, kept_up_by, stopped_by
from wirelens.scan.javascript.durations import milliseconds
from wirelens.scan.javascript.guards import CALLBACKS, conditional
from wirelens.scan.javascript.handles import setter_of
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import arguments_of, dotted_name, key_of, unwrapped
from wirelens.scan.repeat_ends import on_one_line

_MOST_OUTCOMES = 20
"""A period that may come out in more ways is not told."""
_MOST_SETTERS = 10
_DECIDED = frozenset({"true", "false", "undefined", "null", *CALLBACKS})


@dataclass(frozen=True, slots=True)
class Pace:
    """A period in milliseconds (None: not known, or several) and what makes it none. `is_never`: there is none at any time."""

    period_ms: int | None
    ends: tuple[RepeatEnd, ...] = ()
    is_never: bool = False


def pace(value: Node, site: CallSite, module: Module) -> Pace:
    """What a call is given as the period: `2000`, `done ? false : 2000`, `(query) => query.state.data?.done ? false : 2000`."""
    scope = site.scope
    found = list(islice(outcomes(value, scope, module), _MOST_OUTCOMES + 1))
    if len(found) > _MOST_OUTCOMES:
        return Pace(None)
    periods = {milliseconds(node, scope, module) for node, _ in found if node is not None and not is_nothing(node, module)}
    ends = [stopped_by(guard, module) for node, guard in found if guard is not None and is_nothing(node, module)]
    ends += _set_to_nothing(value, site, module)
    return Pace(periods.pop() if len(periods) == 1 else None, tuple(ends), is_never=all(is_nothing(node, module) for node, _ in found))


def _set_to_nothing(value: Node, site: CallSite, module: Module) -> Iterator[RepeatEnd]:
    """What has a period that is state set to none: `if (data.done) setPollingInterval(0)`."""
    name = module.text.text_of(value) if value.type == "identifier" else ""
    owner = site.scope.holding(name)
    for setter in islice(module.calls_of((setter_of(name),)), _MOST_SETTERS) if owner is not None else ():
        if setter.scope.holding(setter.callee or "") is owner and setter.arguments and is_nothing(setter.arguments[0], module):
            yield from Timer(site, site.node, module).stopped_at(setter.node)


def switched_off(options: Node, module: Module) -> Iterator[RepeatEnd]:
    """The options by which a query is made only while something holds: `enabled`, `skip`."""
    for pair in options.named_children:
        name = key_of(pair, module.text) if pair.type == "pair" else None
        value = pair.child_by_field_name("value")
        if value is not None and name in {"enabled", "skip"} and unwrapped(value).type not in _DECIDED:
            yield kept_up_by(conditional(value, holds=name == "enabled", text=module.text), module)


def operators(chain: Node, scope: Scope, module: Module) -> Iterator[RepeatEnd]:
    """The operators of RxJS that complete a stream: `takeWhile(…)`, `takeUntil(…)`, `take(5)`."""
    for call in _piped(chain, module):
        function = call.child_by_field_name("function")
        name, arguments = module.text.text_of(function) if function is not None else "", arguments_of(call)
        span = module.text.span_of(call)
        if name == "takeUntilDestroyed":
            yield RepeatEnd("unmount", "", span)
        elif name in {"takeWhile", "first"} and arguments:
            test = module.value(arguments[0], scope)
            condition = test.child_by_field_name("body") if test.type in CALLBACKS else None
            if condition is not None and condition.type != "statement_block":
                guard = conditional(condition, holds=True, text=module.text)
                yield kept_up_by(guard, module) if name == "takeWhile" else stopped_by(guard, module)
        elif name == "takeUntil" and arguments and (event := dotted_name(arguments[0], module.text)) is not None:
            yield RepeatEnd("event", on_one_line(event), span)
        elif name == "take" and arguments:
            yield RepeatEnd("times", on_one_line(module.text.text_of(arguments[0])), span)


def _piped(chain: Node, module: Module) -> Iterator[Node]:
    """The calls that are handed to `pipe` somewhere along a chain, and to no other."""
    while (function := chain.child_by_field_name("function") or chain.child_by_field_name("object")) is not None:
        method = function.child_by_field_name("property")
        if method is not None and module.text.text_of(method) == "pipe":
            yield from (each for each in arguments_of(chain) if each.type == "call_expression")
        chain = function
