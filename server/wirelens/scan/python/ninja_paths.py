"""How Django Ninja puts paths together: slashes that meet are one, and there is one between a prefix and what follows."""

from wirelens.model.expression import EMPTY, Expression, Join, Literal
from wirelens.scan.python.paths import converted_braces_path
from wirelens.scan.python.templates import joined, slice_of


def operation_path(written: Expression) -> Expression:
    """The path of an operation as it goes on behind a prefix."""
    return _without_first_slash(converted_braces_path(written))


def below(written: Expression) -> Expression:
    """A prefix as paths go on behind it."""
    prefix = operation_path(written)
    return prefix if prefix == EMPTY or _ends_with_slash(prefix) else joined([prefix, Literal("/")])


def _without_first_slash(path: Expression) -> Expression:
    first, *rest = path.parts if isinstance(path, Join) else (path,)
    if isinstance(first, Literal) and first.text.startswith("/"):
        first = slice_of(first, len(first.text) - len(first.text.lstrip("/")), len(first.text))
    return joined([first, *rest])


def _ends_with_slash(path: Expression) -> bool:
    last = path.parts[-1] if isinstance(path, Join) else path
    return isinstance(last, Literal) and last.text.endswith("/")
