"""Markdown: the lines of its fenced code that a shell would run. Prose is never read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wirelens.model.span import Position, Span
from wirelens.scan.text import utf16_length

_SHELL = re.compile(r"|bash|(?:pw|z)?sh|shell(?:session)?|sh-session|console|terminal|powershell|ps1|bat|cmd|dos", re.IGNORECASE)
"""Labels of fences that hold commands. Many people label none."""

_LONGEST_LINE = 2_000
"""Longer lines are output or encoded content."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"^[ \t]*(?:>[ \t]*)*(?P<marks>`{3,}|~{3,})[ \t]*\{?[ \t]*\.?(?P<label>[^\s`{}]*)(?P<rest>.*)$")
_PROMPT = re.compile(
    r"^(?:\([^()\s]+\)[ \t]*)?(?:(?:PS[ \t]+)?[A-Za-z]:[^>\s]*>|PS>|[\w.-]+@[\w.-]+[^$#\s]*[$#]|[$%>])[ \t]*(?=\S)"
    r"|^\([^()\s]+\)[ \t]+(?=\S)"
)
"""What a shell prints before a command: `$`, `(venv) $`, `C:\\app>`, `PS C:\\app>`, `me@host:~$`."""


@dataclass(frozen=True, slots=True)
class ShellLine:
    """One command line without its prompt, lines that a backslash continues joined."""

    text: str
    span: Span


@dataclass(slots=True)
class _Fence:
    character: str
    length: int
    is_shell: bool
    lines: list[ShellLine] = field(default_factory=list[ShellLine])


def shell_fences(text: str) -> Iterator[tuple[ShellLine, ...]]:
    """The lines of each fence that holds commands. A fence that is never closed goes on to the end, as in CommonMark."""
    fence: _Fence | None = None
    for number, line in enumerate(_LINE_END.split(text)):
        mark = _FENCE.match(line)
        if fence is None:
            if mark is not None and "`" not in mark["rest"]:
                fence = _Fence(mark["marks"][0], len(mark["marks"]), _SHELL.fullmatch(mark["label"]) is not None)
        elif mark is not None and _closes(mark, fence):
            if fence.is_shell:
                yield tuple(_joined(fence.lines))
            fence = None
        else:
            fence.lines.append(_shell_line(number, line))
    if fence is not None and fence.is_shell:
        yield tuple(_joined(fence.lines))


def _closes(mark: re.Match[str], fence: _Fence) -> bool:
    marks = mark["marks"]
    return marks[0] == fence.character and len(marks) >= fence.length and not mark["label"] and not mark["rest"].strip()


def _shell_line(number: int, line: str) -> ShellLine:
    if len(line) > _LONGEST_LINE:
        line = ""
    body = line.lstrip(" \t>") if line.lstrip().startswith("> ") else line.lstrip()
    prompt = _PROMPT.match(body)
    command = body[prompt.end() :] if prompt is not None else body
    start = utf16_length(line[: len(line) - len(command)])
    command = command.rstrip()
    return ShellLine(command, Span(Position(number, start), Position(number, start + utf16_length(command))))


def _joined(lines: list[ShellLine]) -> Iterator[ShellLine]:
    parts: list[ShellLine] = []
    for line in lines:
        is_continued = line.text.endswith(("\\", "`", "^")) and len(line.text) > 1
        parts.append(ShellLine(line.text[:-1], line.span) if is_continued else line)
        if not is_continued:
            yield ShellLine(" ".join(part.text for part in parts), Span(parts[0].span.start, line.span.end))
            parts = []
    if parts:
        yield ShellLine(" ".join(part.text for part in parts), Span(parts[0].span.start, parts[-1].span.end))
