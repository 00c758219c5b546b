"""The parts of a report on one page, set as Markdown or as text for a terminal."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The title of the page has level 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line an item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A mermaid diagram; a terminal does without."""

    source: str


Part = Heading | Paragraph | Bullets | Diagram


def as_markdown(parts: Iterable[Part]) -> str:
    """A Markdown document."""
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def as_text(parts: Iterable[Part]) -> str:
    """Lines for a terminal; what belongs under a heading is indented."""
    lines: list[str] = []
    for part in parts:
        match part:
            case Heading(level=level, text=text):
                lines += ["", f"{'  ' * (level - 2)}{text}"] if level > 1 else [text]
            case Paragraph(text=text):
                lines.append(f"  {text}")
            case Bullets(items=items):
                lines += [f"  - {item}" for item in items]
            case Diagram():
                continue
    return "\n".join(lines)


def _markdown(part: Part) -> str:
    match part:
        case Heading(level=level, text=text):
            return f"{'#' * level} {text}"
        case Paragraph(text=text):
            return text
        case Bullets(items=items):
            return "\n".join(f"- {item}" for item in items)
        case Diagram(source=source):
            return f"```mermaid\n{source.rstrip()}\n```"
