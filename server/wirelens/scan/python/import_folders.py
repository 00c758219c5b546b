"""Folders from which code has modules imported: `sys.path.insert(0, str(BASE_DIR / "apps"))`."""

from posixpath import normpath

from tree_sitter import Node

from wirelens.model.expression import Join, Literal
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression

_ADDING = {"append": 0, "insert": 1, "extend": 0}
"""Which argument is added."""

_JOINING = frozenset({"join", "joinpath"})
"""Functions whose arguments are parts of one path; others are given one."""

_DEEPEST = 8
"""Calls and names inside of each other."""
_MOST_PARTS = 8


def import_folders(module: Module) -> tuple[str, ...]:
    """The folders that a file adds to `sys.path`, as far as their paths are spelled out: the ends of them, in order."""
    if b"sys.path" not in module.text.source:
        return ()
    calls = (call for call in module.calls_of(_ADDING) if call.callee == f"sys.path.{call.name}")
    found = (path for call in calls for node in _added(call, module) if (path := _spelled(node, call.scope, module)) is not None)
    return tuple(sorted({folder for each in found if (folder := _below(each))}))


def _added(call: CallSite, module: Module) -> list[Node]:
    given = module.arguments(call).get(_ADDING[call.name], "object")
    if given is None or call.name != "extend":
        return [given] if given is not None else []
    return elements(given)


def _spelled(node: Node, scope: Scope, module: Module, depth: int = 0) -> str | None:
    """The end of a path that is put together; "" where nothing of it is spelled, None where it ends in something else."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    if node.type in {"string", "concatenated_string"}:
        value = expression(node, module.text)
        last = value.parts[-1] if isinstance(value, Join) else value
        return last.text if isinstance(last, Literal) else None
    match node.type:
        case "binary_operator":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            sides = [_spelled(side, scope, module, depth + 1) for side in (left, right) if side is not None]
        case "call":
            called = node.child_by_field_name("function")
            word = (dotted_name(called, module.text) or "").rpartition(".")[2] if called is not None else ""
            parts = arguments_of(node, module.text).positional
            sides = [_spelled(part, scope, module, depth + 1) for part in (parts[:_MOST_PARTS] if word in _JOINING else parts[:1])]
        case "identifier":
            bound = module.meaning(module.text.text_of(node), scope).bound
            return _spelled(bound.value, scope, module, depth + 1) if bound is not None and bound.value is not None else ""
        case _:
            return ""
    return None if None in sides else "/".join(side for side in sides if side)


def _below(path: str) -> str:
    """A path as it is below a folder that is not known."""
    return "/".join(part for part in normpath(path).split("/") if part not in {"", ".", ".."})
