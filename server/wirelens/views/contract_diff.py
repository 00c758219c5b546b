"""What changed in the contracts, in words, as Markdown and as JSON (schema `wirelens.diff/1`)."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from wirelens.model.communication_map import OutgoingCall
from wirelens.model.contract_change import INDEX, WORKING_TREE, BrokenCall, ContractChange, ContractDiff, Operation
from wirelens.model.message import Language, Message, message
from wirelens.model.places import Places
from wirelens.views.style import Markdown


def title(diff: ContractDiff) -> Message:
    """`HEAD → working tree: 3 contract changes, 2 broken calls`."""
    broken = sum(len(change.breaks) for change in diff.changes)
    parts = {"before": _state(diff.before), "after": _state(diff.after), "changes": _amount("changes", len(diff.changes))}
    return message("contracts.title-broken", broken=_amount("broken", broken), **parts) if broken else message("contracts.title", **parts)


def method(asked: Operation | OutgoingCall) -> str:
    """The method; `*` for any."""
    return asked.method or "*"


def path(asked: Operation | OutgoingCall) -> str:
    """The path, `…` for what is not known of it; the whole URL of a call without one."""
    written = asked.path or asked.url if isinstance(asked, OutgoingCall) else asked.path
    return written.replace("{?}", "…")


def sentence(change: ContractChange) -> Message:
    """What happened to one operation, without places."""
    if change.before is None or change.after is None:
        return message(f"contracts.{change.kind}")
    if change.kind == "changed":
        return message("contracts.changed", now=f"{method(change.after)} {path(change.after)}")
    return message("contracts.moved", handler=change.after.handler, place=place(change.after))


def complaint(broken: BrokenCall) -> Message:
    """Who still asks for what is not there any more."""
    call = broken.call
    where = f"{call.location.file}:{call.location.line}"
    return message(f"contracts.breaks.{broken.certainty}", place=where, asked=f"{method(call)} {path(call)}")


def place(operation: Operation) -> str:
    """`backend/ai/views.py:41`."""
    return f"{operation.location.file}:{operation.location.line}"


def contract_diff_markdown(diff: ContractDiff, language: Language) -> str:
    """For a merge request: a bullet a change, and below it one for each call that breaks."""
    style = Markdown(Places(()))
    paragraphs = [f"**{style.sentence(title(diff), language)}**"]
    for service, changes in groupby(diff.changes, key=lambda change: change.subject.service):
        bullets = (line for change in changes for line in _bullets(change, style, language))
        paragraphs += [style.code(service), "\n".join(bullets)]
    return "\n\n".join(paragraphs) + "\n"


def _bullets(change: ContractChange, style: Markdown, language: Language) -> Iterator[str]:
    operation = change.subject
    said = style.sentence(sentence(change), language)
    yield f"- {style.strong(method(operation))} {style.code(path(operation))} ({style.code(place(operation))}): {said}"
    for broken in change.breaks:
        yield f"  - ❌ {style.sentence(complaint(broken), language)}"


def contract_diff_json(diff: ContractDiff) -> str:
    """The same for programs; sentences are left to the reader."""
    document = {
        "schema": "wirelens.diff/1",
        "before": diff.before,
        "after": None if diff.after == WORKING_TREE else diff.after,
        "changes": [_change(change) for change in diff.changes],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # File names that are not UTF-8 hold lone surrogates, which JSON can only spell as escapes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _state(revision: str) -> str | Message:
    states = {WORKING_TREE: message("contracts.working-tree"), INDEX: message("contracts.index")}
    return states.get(revision, revision)


def _amount(what: str, count: int) -> Message:
    return message(f"contracts.{what}.{'none' if not count else 'one' if count == 1 else 'many'}", count=count)


def _change(change: ContractChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": _operation(change.before),
        "after": _operation(change.after),
        "breaks": [
            {
                "file": broken.call.location.file,
                "line": broken.call.location.line,
                "column": broken.call.location.column,
                "method": broken.call.method,
                "url": broken.call.url,
                "certainty": broken.certainty,
            }
            for broken in change.breaks
        ],
    }


def _operation(operation: Operation | None) -> dict[str, Any] | None:
    if operation is None:
        return None
    return {
        "service": operation.service,
        "protocol": operation.protocol,
        "method": operation.method,
        "path": operation.path,
        "handler": operation.handler,
        "file": operation.location.file,
        "line": operation.location.line,
    }
