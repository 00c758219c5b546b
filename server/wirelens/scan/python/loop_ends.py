"""What ends a loop: its own condition, the ways out of its body, the limits that are set to it."""

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from wirelens.model.facts import RepeatEnd, RepeatEndKind
from wirelens.scan.preorder import descendants
from wirelens.scan.python.guards import Guard, GuardKind, conditional, guards
from wirelens.scan.python.module import Module
from wirelens.scan.python.numbers import number
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, enclosing, unwrapped
from wirelens.scan.repeat_ends import on_one_line

_FUNCTIONS = ("function_definition", "lambda")
_LOOPS = ("while_statement", "for_statement")
_TIME_LIMITS = frozenset({"asyncio.timeout", "async_timeout.timeout", "anyio.fail_after", "anyio.move_on_after", "trio.move_on_after"})
_LEFT: Mapping[GuardKind, RepeatEndKind] = {"if": "until", "unless": "while", "succeeded": "success", "failed": "failure"}
_MOST_EXITS = 30


def ends(loop: Node, scope: Scope, module: Module) -> Iterator[RepeatEnd]:
    """What is certain to end a `while` loop, or a `for` loop that counts."""
    if loop.type == "for_statement":
        yield from _counted(loop, scope, module)
    yield from _condition(loop, module)
    body = loop.child_by_field_name("body") or loop
    exits = descendants(body, "break_statement", "return_statement", "raise_statement")
    for _, statement in zip(range(_MOST_EXITS), exits, strict=False):
        guard = next(guards(statement, loop, module.text), None) if _leaves(statement, loop) else None
        if guard is not None:
            yield _left(guard, module)
    for around in _around(loop, "with_statement"):
        yield from _time_limits(around, scope, module)


def _left(guard: Guard, module: Module) -> RepeatEnd:
    branch = module.text.span(*guard.branch) if guard.branch is not None else None
    return RepeatEnd(_LEFT[guard.kind], on_one_line(guard.text), module.text.span_of(guard.node), branch)


def _condition(loop: Node, module: Module) -> Iterator[RepeatEnd]:
    condition = loop.child_by_field_name("condition")
    if condition is not None and unwrapped(condition).type not in {"true", "integer"}:
        yield _left(conditional(condition, holds=False, text=module.text), module)


def _counted(loop: Node, scope: Scope, module: Module) -> Iterator[RepeatEnd]:
    """`for _ in range(60)`."""
    over = loop.child_by_field_name("right")
    function = over.child_by_field_name("function") if over is not None else None
    if over is None or function is None or dotted_name(function, module.text) != "range":
        return
    given = arguments_of(over, module.text).positional
    bounds = [number(each, scope, module) for each in given]
    if len(given) == 1:
        written = on_one_line(module.text.text_of(given[0]))
        yield RepeatEnd("times", f"{bounds[0]:g}" if bounds[0] is not None else written, module.text.span_of(over))
    elif len(given) == 2 and bounds[0] is not None and bounds[1] is not None:  # noqa: PLR2004 (where to begin and where to stop)
        yield RepeatEnd("times", f"{bounds[1] - bounds[0]:g}", module.text.span_of(over))


def _leaves(statement: Node, loop: Node) -> bool:
    """Whether a statement of the loop's body leaves the loop, and not only what is inside of it."""
    stops = (*_FUNCTIONS, *(_LOOPS if statement.type == "break_statement" else ()))
    if next(enclosing(statement, *stops, loop.type)) != loop:
        return False
    if statement.type != "raise_statement":
        return True
    tries = (each for each in _around(statement, "try_statement") if loop.start_byte <= each.start_byte)
    return not any(_holds(each.child_by_field_name("body"), statement) and _catches(each) for each in tries)


def _catches(statement: Node) -> bool:
    return any(child.type == "except_clause" for child in statement.named_children)


def _around(node: Node, kind: str) -> Iterator[Node]:
    """What stands around a node in its own function."""
    for outer in enclosing(node, kind, *_FUNCTIONS):
        if outer.type in _FUNCTIONS:
            return
        yield outer


def _holds(outer: Node | None, inner: Node) -> bool:
    return outer is not None and outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _time_limits(around: Node, scope: Scope, module: Module) -> Iterator[RepeatEnd]:
    """`async with asyncio.timeout(30):`."""
    for item in descendants(around.named_children[0], "call"):
        function = item.child_by_field_name("function")
        dotted = dotted_name(function, module.text) if function is not None else None
        given = arguments_of(item, module.text).positional
        if dotted is not None and given and module.qualified(dotted, scope, item.start_byte) in _TIME_LIMITS:
            seconds = number(given[0], scope, module)
            if seconds:
                yield RepeatEnd("after", str(round(seconds * 1000)), module.text.span_of(item))
