"""Facts as lines that a person can read and compare: fields with their default left out, spans with the text they cover."""

import re
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, cast

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Literal, Members, Name, Result, Trim
from wirelens.model.facts import FileFacts, ModuleMember
from wirelens.model.span import Position, Span

STRUCTURE = ("imports", "bindings", "functions", "classes", "invocations", "problems")
NETWORK = (
    "routers",
    "routes",
    "includes",
    "clients",
    "calls",
    "sends",
    "receives",
    "repeats",
    "accesses",
    "run_commands",
    "manifest",
)


def facts_text(facts: FileFacts, source: str, kinds: tuple[str, ...] = NETWORK) -> str:
    """One line a fact of these kinds, in their order."""
    lines: list[str] = []
    for kind in kinds:
        found = getattr(facts, kind)
        several = cast("tuple[Any, ...]", found) if isinstance(found, tuple) else (found,)
        lines.extend(_line(fact, source) for fact in several if fact is not None)
    return "\n".join(lines)


def covered(source: str, span: Span) -> str:
    """The text that a span covers."""
    return source[_offset(source, span.start) : _offset(source, span.end)]


def _line(fact: Any, source: str) -> str:
    words = [type(fact).__name__]
    for field in fields(fact):
        value = getattr(fact, field.name)
        default = field.default if field.default_factory is MISSING else field.default_factory()
        if value not in (default, ""):
            words.append(f"{field.name}={_shown(value, source)}")
    return " ".join(words)


def _shown(value: Any, source: str) -> str:
    shown = str(value)
    match value:
        case Span():
            shown = _span(value, source)
        case Literal() | Hole() | Name() | Environment() | Join() | Result() | Choice() | Members():
            shown = _expression(value, source)
        case ModuleMember():
            shown = f"{value.module}:{value.member}"
        case tuple():
            shown = "(" + ", ".join(_shown(each, source) for each in cast("tuple[Any, ...]", value)) + ")"
        case _ if is_dataclass(value):
            shown = _line(value, source).partition(" ")[2]
        case _:
            pass
    return shown


def _span(span: Span, source: str) -> str:
    """Where it begins and the text it covers; of several lines the first, and where it ends."""
    first, *more = covered(source, span).splitlines() or [""]
    end = f"-{span.end.line}:{span.end.column}" if more else ""
    return f"{span.start.line}:{span.start.column}{end}[{first}{' …' if more else ''}]"


def _expression(value: Expression, source: str) -> str:  # noqa: PLR0911  # one for each kind
    """A literal whose characters have no place of their own has a `~` in front."""
    match value:
        case Trim(before=before, after=after):
            return f"-{before}|{after}-"
        case Literal(text, span):
            assert span is None or covered(source, span) == text
            return f'"{text}"' if span is not None else f'~"{text}"'
        case Hole(name, kind):
            return f"{{{name}}}" if kind in {"segment", "value"} else f"{{{name}:{kind}}}"
        case Name(dotted):
            return dotted
        case Environment(variable, default):
            return f"${variable}" if default is None else f"${variable}({_expression(default, source)})"
        case Join(parts):
            return "+".join(_expression(part, source) for part in parts)
        case Result(function, arguments):
            return f"{function}({', '.join(_expression(each, source) for each in arguments)})"
        case Choice(options):
            return "|".join(_expression(option, source) for option in options)
        case Members(values, is_complete):
            shown = ", ".join(f"{key}: {_expression(each, source)}" for key, each in values)
            return f"<{shown}{'' if is_complete else ', ...'}>"


def _offset(source: str, position: Position) -> int:
    starts, lines = _lines(source)
    before = lines[position.line][: 2 * position.column]
    assert len(before) == 2 * position.column
    return starts[position.line] + len(before.decode("utf-16-le"))


@lru_cache(maxsize=8)
def _lines(source: str) -> tuple[list[int], list[bytes]]:
    """Where each line begins, and its text as UTF-16."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", source))]
    return starts, [source[start:end].encode("utf-16-le") for start, end in zip(starts, [*starts[1:], len(source)], strict=True)]
