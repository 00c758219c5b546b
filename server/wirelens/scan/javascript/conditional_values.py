"""Values that a condition chooses between: `isNew ? "/a" : "/b"`, `url.startsWith("http") ? url : BASE + url`."""

import re

from wirelens.model.expression import EMPTY, Choice, Environment, Expression, Hole, Join, Literal, Name, Trim

_LOCAL = re.compile(r"(?:https?|wss?)://(?:localhost|127\.0\.0\.1)\b")
_DEVELOPMENT = re.compile(r"NODE_ENV|\bDEV\b|\bPROD\b|__DEV__|hostname|\bMODE\b|development|production|isDev|isProd|isLocal|localhost")
_ABSOLUTE = re.compile(r"http|://|:\\/\\/|absolute", re.IGNORECASE)


def chosen(values: tuple[Expression, ...], condition: str) -> Expression:
    """One of two values, by a condition as written."""
    return at_home(values, condition) or same_path(values) or _completed(values, condition) or _either(values, condition)


def at_home(values: tuple[Expression, ...], conditions: str) -> Expression | None:
    """Which of several bases is meant on a developer's machine, where conditions ask for that: the one that is on it, or the page's own.

    Others than these are of no machine that the workspace tells of.
    """
    if not _DEVELOPMENT.search(conditions):
        return None
    local = {value.text: value for value in values if isinstance(value, Literal) and _LOCAL.match(value.text)}
    if len(local) == 1:
        return next(iter(local.values()))
    others = [value for value in values if not isinstance(value, Environment) and not _begins_elsewhere(value)]
    own = {value.text: value for value in others if isinstance(value, Literal) and value.text[:1] in {"", "/"}}
    is_own = len(own) == 1 and all(isinstance(value, Literal) and value.text in own for value in others)
    return next(iter(own.values())) if is_own else None


def _begins_elsewhere(value: Expression) -> bool:
    first = value.parts[0] if isinstance(value, Join) else value
    return isinstance(first, Literal) and "://" in first.text and not _LOCAL.match(first.text)


def same_path(values: tuple[Expression, ...]) -> Expression | None:
    """The value of which the others differ only in whether they have a query: they lead to the same path."""
    queries = [value for value in values if value != EMPTY and plain_text(value) != ""]
    if len(set(values)) == 1 or all(map(is_query, queries)):
        return queries[0] if queries else EMPTY
    return None


def plain_text(value: Expression) -> str | None:
    """The whole text of an expression, None where any of it is not literal."""
    parts = value.parts if isinstance(value, Join) else (value,)
    texts = [part.text for part in parts if isinstance(part, Literal)]
    return "".join(texts) if len(texts) == len(parts) else None


def is_query(value: Expression) -> bool:
    """Whether text begins a URL's query or goes on with it, so that it changes no path."""
    first = value.parts[0] if isinstance(value, Join) and value.parts else value
    return isinstance(first, Literal) and first.text.startswith(("?", "&"))


def _completed(values: tuple[Expression, ...], condition: str) -> Expression | None:
    """A path that is given with or without its beginning: what it is without is the rule, and nobody begins it twice."""
    for bare, whole in (values, values[::-1]):
        if not isinstance(bare, Name) or not isinstance(whole, Join):
            continue
        if whole.parts[-1] == bare:
            before = whole.parts[:-1]
            if plain_text(Join(before)) == "/":
                return Join((*before, Trim("", after="/"), bare))
            if _ABSOLUTE.search(condition):
                return whole
        elif whole.parts[0] == bare and plain_text(Join(whole.parts[1:])) == "/":
            return Join((bare, Trim("", before="/"), *whole.parts[1:]))
    return None


def _either(values: tuple[Expression, ...], condition: str) -> Expression:
    """One of two values, by a condition that is written without its negation."""
    if all(isinstance(value, Hole) for value in values):
        return Hole("value")
    written = "".join(condition.split())
    is_negated = written.startswith("!") and written[1:].replace(".", "").isidentifier()
    return Choice(values[::-1] if is_negated else values, written.removeprefix("!") if is_negated else written)
