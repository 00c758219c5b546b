"""textDocument/completion: paths of endpoints, inside the URL strings of clients; drafts, in git's buffer for a commit message.

Paths are fitted in a thread, since there may be many endpoints.
"""

import asyncio
import re

from lsprotocol import types

from wirelens.lsp.commit_buffer import is_message
from wirelens.lsp.commit_drafts import complete_message
from wirelens.lsp.convert import to_range
from wirelens.lsp.server import Server
from wirelens.model.span import Position
from wirelens.views.completion import Completion, Completions, Parameter, url_completions
from wirelens.views.open_string import Kind, OpenString, open_string
from wirelens.workspace.documents import LINE_END

_SECONDS_TO_SETTLE = 2.0
_TRIGGERS = ["/", '"', "'", "`"]
_SPECIAL_IN_SNIPPETS = re.compile(r"[\\$}]")


def register(server: Server) -> None:
    """Adds the method."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    async def answer(params: types.CompletionParams) -> types.CompletionList | None:
        if is_message(params.text_document.uri):
            return await complete_message(server, params)
        uri, asked = params.text_document.uri, params.position
        document, key = session.files.document(uri), session.files.key(uri)
        if document is None or document.text is None or key is None:
            return None
        at = _line(document.text, asked.line)
        string = None if at is None else open_string(document.text[at[0] : at[1]], asked.character, is_python=key.endswith(".py"))
        if at is None or string is None:
            return None
        position = Position(asked.line, asked.character)
        text = document.text if string.is_closed else _closed(document.text, at, position, string)
        snapshot = await session.supposed(uri, text, _SECONDS_TO_SETTLE)
        found = None if snapshot is None else await asyncio.to_thread(url_completions, snapshot, key, position, string)
        return None if found is None else _list(server, found, string.kind)


def _line(text: str, number: int) -> tuple[int, int] | None:
    """Where a line begins and ends, None where there is no such line."""
    start = 0
    for _ in range(number):
        end = LINE_END.search(text, start)
        if end is None:
            return None
        start = end.end()
    end = LINE_END.search(text, start)
    return start, len(text) if end is None else end.start()


def _closed(text: str, line: tuple[int, int], position: Position, string: OpenString) -> str:
    """The text with the string and what is open around it closed at the cursor, in the place of the rest of the line."""
    start, end = line
    cursor = start + len(text[start:end].encode("utf-16-le", "surrogatepass")[: 2 * position.column].decode("utf-16-le", "ignore"))
    return text[:cursor] + string.quote + string.closers + text[end:]


def _list(server: Server, found: Completions, kind: Kind) -> types.CompletionList:
    edited = to_range(found.span)
    items = [_item(server, completion, edited, kind, number) for number, completion in enumerate(found.items)]
    return types.CompletionList(is_incomplete=found.is_incomplete, items=items)


def _item(server: Server, completion: Completion, edited: types.Range, kind: Kind, number: int) -> types.CompletionItem:
    plain = "".join(part if isinstance(part, str) else _value(part, kind) for part in completion.text)
    is_snippet = server.client.inserts_snippets and any(isinstance(part, Parameter) for part in completion.text)
    return types.CompletionItem(
        label=completion.label,
        kind=types.CompletionItemKind.Reference,
        detail=completion.detail,
        documentation=completion.documentation,
        sort_text=f"{number:03}",
        filter_text=plain,
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(edited, _snippet(completion, kind) if is_snippet else plain),
    )


def _value(parameter: Parameter, kind: Kind) -> str:
    """A parameter as the language writes a value into such a string."""
    return f"${{{parameter.name}}}" if kind == "template" else f"{{{parameter.name}}}"


def _snippet(completion: Completion, kind: Kind) -> str:
    """LSP 3.18, "Snippet Syntax": each parameter is a place to fill in, of a plain string with its braces."""
    parts: list[str] = []
    places = 0
    for part in completion.text:
        if isinstance(part, str):
            parts.append(_escaped(part))
            continue
        places += 1
        if kind == "plain":
            parts.append(f"${{{places}:{_escaped(_value(part, kind))}}}")
        else:
            opening, closing = _escaped(_value(part, kind)).split(part.name, 1)
            parts.append(f"{opening}${{{places}:{_escaped(part.name)}}}{closing}")
    return "".join(parts)


def _escaped(text: str) -> str:
    return _SPECIAL_IN_SNIPPETS.sub(lambda special: "\\" + special[0], text)
