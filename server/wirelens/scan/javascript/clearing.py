"""What ends a timer that is kept under a name: where it is cleared, and what leads there."""

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from wirelens.model.facts import RepeatEnd, RepeatEndKind
from wirelens.scan.javascript.durations import milliseconds
from wirelens.scan.javascript.guards import CALLBACKS, Guard, GuardKind, event_of, function_around, guards
from wirelens.scan.javascript.handles import handles, is_about, meant
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.syntax import children
from wirelens.scan.preorder import descendants
from wirelens.scan.repeat_ends import is_flag, on_one_line

_CLEARING = ("clearInterval", "clearTimeout")
_EFFECTS = frozenset({"useEffect", "useLayoutEffect", "useIsomorphicLayoutEffect", "useFocusEffect", "onMount"})
"""What runs a function as a component appears, and what that gives back as it disappears."""
_WATCHING = _EFFECTS | {"watch", "watchEffect", "createEffect", "effect", "$effect"}
"""What runs a function when something has changed."""
_UNMOUNTING = frozenset(
    {
        "onUnmounted", "onBeforeUnmount", "onScopeDispose", "tryOnUnmounted", "tryOnBeforeUnmount", "onDestroy", "onCleanup",
        "unmounted", "beforeUnmount", "destroyed", "beforeDestroy", "componentWillUnmount", "ngOnDestroy", "disconnectedCallback",
    }
)  # fmt: skip
"""Functions that are given what to do as a component disappears, and methods that do it."""
_LATER = frozenset({"then", "catch", "finally", "setTimeout"})
"""What runs a function on behalf of the one around."""

_STOPPED: Mapping[GuardKind, RepeatEndKind] = {"if": "until", "unless": "while", "succeeded": "success", "failed": "failure"}
_KEPT_UP: Mapping[GuardKind, RepeatEndKind] = {"if": "while", "unless": "until", "succeeded": "failure", "failed": "success"}

_MOST_CLEARED = 10
_MOST_REACHED = 12
_MOST_STARTED = 8
_DEEPEST = 4


def stopped_by(guard: Guard, module: Module) -> RepeatEnd:
    """The end of what is stopped where a guard holds."""
    return _end(_STOPPED[guard.kind], guard, guard.branch, module)


def kept_up_by(guard: Guard, module: Module) -> RepeatEnd:
    """The end of what is done again only where a guard holds."""
    return _end(_KEPT_UP[guard.kind], guard, guard.otherwise, module)


def _end(kind: RepeatEndKind, guard: Guard, branch: tuple[int, int] | None, module: Module) -> RepeatEnd:
    return RepeatEnd(kind, on_one_line(guard.text), module.text.span_of(guard.node), module.text.span(*branch) if branch else None)


class Timer:
    """Looks for what clears one timer. `callback` is what is done at each turn."""

    def __init__(self, site: CallSite, callback: Node, module: Module, *, sets_itself: bool = False) -> None:
        """`sets_itself`: each turn sets the timer for the next one, so that clearing it in a turn ends nothing."""
        self._module = module
        self._site = site
        self._handles = handles(site, module)
        self._setting = callback if sets_itself else None
        self._reached = self._reached_from(callback) if self._handles and not sets_itself else []
        """What runs in a turn: the callback, and what that calls."""
        self._cleanups: list[Node] = []
        """What was found to clear the timer as a component disappears."""

    def ends(self) -> Iterator[RepeatEnd]:
        """What is certain to clear the timer."""
        module = self._module
        cleared = [
            each.node
            for each in module.calls_of(_CLEARING)
            if each.callee is not None and each.arguments and not self._handles.isdisjoint(meant(each.arguments[0], each.scope, module))
            if module.global_name(each.callee, each.scope) in _CLEARING
        ]
        for each in module.calls_of(("unsubscribe",)):
            source = each.function.child_by_field_name("object")
            if source is not None and not self._handles.isdisjoint(meant(source, each.scope, module)):
                cleared.append(each.node)
        for node in cleared[:_MOST_CLEARED]:
            yield from self.stopped_at(node)
        for cleanup in self._cleanups:
            yield from self._started_while(cleanup)

    def stopped_at(self, node: Node) -> Iterator[RepeatEnd]:
        """What makes a place be reached at which there is an end to it."""
        yield from self._leading_to(node, node, _DEEPEST)

    def _reached_from(self, callback: Node) -> list[Node]:
        reached = [callback]
        for function in reached:
            for site in self._module.calls_inside(function):
                if len(reached) == _MOST_REACHED:
                    return reached
                if site.function.type not in CALLBACKS:
                    called = self._module.value(site.function, site.scope)
                    if called.type in CALLBACKS and called not in reached and not _holds(called, self._site.node):
                        reached.append(called)
        return reached

    def _leading_to(self, node: Node, cleared: Node, depth: int) -> Iterator[RepeatEnd]:
        """What makes a place be reached from which the timer is cleared."""
        in_turn = [function for function in self._reached if _holds(function, node)]
        function = max(in_turn, key=lambda each: each.start_byte) if in_turn else function_around(node)
        if function is None or not depth or (self._setting is not None and _holds(self._setting, node)):
            return
        guard = self._guard(node, function)
        handed_to = _handed_to(function, self._module)
        if in_turn:
            through = list(self._calls(function, cleared, depth, in_turn=True)) if function != self._reached[0] else []
            # What a function that only stops asks of the state around says less than what it is called upon.
            if guard is not None and self._asks_for_own(guard, function):
                through = [end for end in through if end.kind not in _STOPPED.values()]
            if guard is not None and not any(end.kind in _STOPPED.values() for end in through):
                yield stopped_by(guard, self._module)
            yield from through
        elif self._is_unmounting(function, handed_to):
            yield RepeatEnd("unmount", "", self._module.text.span_of(cleared))
            self._cleanups.append(function)
        elif handed_to in _WATCHING and guard is not None:
            yield stopped_by(guard, self._module)
        elif not self._starts_again(function, node):
            if guard is None or guard.is_before or is_flag(guard.text):
                yield from self._run_otherwise(function, handed_to, cleared, depth)
            elif node == cleared and self._asks_for_own(guard, function):
                yield stopped_by(guard, self._module)

    def _run_otherwise(self, function: Node, handed_to: str, cleared: Node, depth: int) -> Iterator[RepeatEnd]:
        span, text = self._module.text.span_of(cleared), self._module.text
        event = event_of(function, text)
        if handed_to == "setTimeout" and function_around(function) == function_around(self._site.node):
            site = next((each for each in self._module.calls_of(("setTimeout",)) if each.arguments[:1] == [function]), None)
            wait = milliseconds(site.arguments[1], site.scope, self._module) if site is not None and len(site.arguments) > 1 else None
            if wait is not None:
                yield RepeatEnd("after", str(wait), span)
        elif event is not None:
            yield RepeatEnd("event", on_one_line(event), span)
        elif handed_to in _LATER:
            yield from self._leading_to(function, cleared, depth - 1)
        else:
            yield from self._calls(function, cleared, depth, in_turn=False)

    def _calls(self, function: Node, cleared: Node, depth: int, *, in_turn: bool) -> Iterator[RepeatEnd]:
        """What makes a function be called that clears the timer; that it is called, where something else may do so."""
        name = self._name(function)
        if name is None:
            return
        calls = [each for each in self._module.calls_of((name,)) if self._module.value(each.function, each.scope) == function]
        found = [end for call in calls[:_MOST_CLEARED] for end in self._leading_to(call.node, cleared, depth - 1) if end.kind != "call"]
        handed = [each for each in self._module.calls_of(_UNMOUNTING) if each.arguments]
        handed = [each for each in handed if self._module.value(each.arguments[0], each.scope) == function]
        span = self._module.text.span_of(cleared)
        yield from found
        if handed:
            yield RepeatEnd("unmount", "", span)
        uses = 1 + len(calls) + len(handed)
        if self._module.mentions(name) > uses or not (in_turn or found or handed):
            yield RepeatEnd("call", name, span)

    def _name(self, function: Node) -> str | None:
        target, name = self._module.targets.get(function.id), function.child_by_field_name("name")
        if target is not None:
            called = target.name.rpartition(".")[2]
            return called if called.isidentifier() else None
        return self._module.text.text_of(name) if name is not None else None

    def _guard(self, node: Node, function: Node) -> Guard | None:
        found = guards(node, function, self._module.text)
        return next((each for each in found if not is_about(each.text, self._handles) or not each.text), None)

    def _asks_for_own(self, guard: Guard, function: Node) -> bool:
        """Whether a condition is about what the function around it was given or has found out."""
        own = {
            self._module.text.text_of(name)
            for holder in descendants(function, "variable_declarator", "formal_parameters", "arrow_function")
            for pattern in (holder.child_by_field_name("name") or holder.child_by_field_name("parameter") or holder,)
            if holder.type != "arrow_function" or pattern != holder
            for name in descendants(pattern, "identifier", "shorthand_property_identifier_pattern")
        }
        return any(self._module.text.text_of(each) in own for each in descendants(guard.node, "identifier"))

    def _starts_again(self, function: Node, node: Node) -> bool:
        """Whether a function that clears a timer goes on to start one under the same name."""
        if _holds(function, self._site.node):
            return True
        started = self._module.calls_of(("setInterval", "setTimeout"))
        later = [each for each in started if each.start > node.end_byte and _holds(function, each.node)]
        return len(later) > _MOST_STARTED or any(not self._handles.isdisjoint(handles(each, self._module)) for each in later)

    def _is_unmounting(self, function: Node, handed_to: str) -> bool:
        if handed_to in _UNMOUNTING or self._name(function) in _UNMOUNTING:
            return True
        outer = function.parent
        around = function_around(function)
        is_returned = outer is not None and (outer.type == "return_statement" or outer == around)
        return is_returned and around is not None and _handed_to(around, self._module) in _EFFECTS

    def _started_while(self, cleanup: Node) -> Iterator[RepeatEnd]:
        """The conditions under which an effect starts the timer, where it runs anew, and cleans up first, whenever they change."""
        effect = function_around(cleanup)
        if (
            effect is None
            or effect != function_around(self._site.node)
            or effect.parent is None
            or _handed_to(effect, self._module) not in _EFFECTS
        ):
            return
        given = children(effect.parent)
        known = {self._module.text.text_of(each) for each in descendants(given[1], "identifier")} if len(given) > 1 else None
        for guard in guards(self._site.node, effect, self._module.text):
            used = {self._module.text.text_of(each) for each in descendants(guard.node, "identifier")}
            is_condition = guard.kind in {"if", "unless"} and not is_about(guard.text, self._handles)
            if is_condition and (known is None or used <= known):
                yield kept_up_by(guard, self._module)


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _handed_to(function: Node, module: Module) -> str:
    """The last word of what is called with a function, "" where it is no argument."""
    call = function.parent.parent if function.parent is not None and function.parent.type == "arguments" else None
    called = call.child_by_field_name("function") if call is not None else None
    method = called.child_by_field_name("property") or called if called is not None else None
    return module.text.text_of(method) if method is not None else ""
