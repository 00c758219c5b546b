"""Which functions and classes of a file are new, gone or written differently."""

import re
from collections.abc import Mapping

from wirelens.model.facts import FileFacts
from wirelens.model.span import Span
from wirelens.model.staged_change import NameChange

_LINE_END = re.compile(r"\r\n|\r|\n")
"""As LSP and git count lines: other characters at which Python splits (a form feed, U+2028) end none."""


def compare_declarations(before: FileFacts, text_before: str, after: FileFacts, text_after: str) -> tuple[NameChange, ...]:
    """The outermost ones that differ: of a new class only itself, of a changed one its methods."""
    earlier, later = _declared(before, text_before), _declared(after, text_after)
    changes = [
        *(NameChange("added", name) for name in later if name not in earlier),
        *(NameChange("removed", name) for name in earlier if name not in later),
        *(NameChange("changed", name) for name, text in later.items() if name in earlier and earlier[name] != text),
    ]
    whole = {change.name for change in changes if change.kind != "changed"}
    members = {change.name.rpartition(".")[0] for change in changes}
    return tuple(
        change for change in changes if _owner(change.name) not in whole and not (change.kind == "changed" and change.name in members)
    )


def _owner(name: str) -> str:
    return name.rpartition(".")[0]


def _declared(facts: FileFacts, text: str) -> Mapping[str, str]:
    """The text of each class and of each function that is not inside another, by what people call it."""
    lines = _LINE_END.split(text)
    classes = {f"{cls.scope}.{cls.name}" if cls.scope else cls.name for cls in facts.classes}
    found = {cls.name: _text(lines, cls.extent) for cls in facts.classes if not cls.scope}
    for function in facts.functions:
        if not function.name.startswith("<") and (not function.scope or function.scope in classes):
            name = f"{function.qualified_name}()"
            # A property's getter and setter have one name.
            found[name] = found.get(name, "") + _text(lines, function.extent)
    return found


def _text(lines: list[str], extent: Span) -> str:
    return "\n".join(line.strip() for line in lines[extent.start.line : extent.end.line + 1])
