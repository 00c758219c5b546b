"""Markdown as an editor would show it, to see that nothing user-written broke out."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

ALLOWED = {
    "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "inline",
}  # fmt: skip
ALLOWED_INLINE = {"text", "code_inline", "link_open", "link_close", "strong_open", "strong_close", "em_open", "em_close"}


@dataclass(frozen=True)
class Shown:
    """What a reader sees, and where its links lead."""

    text: str
    code: tuple[str, ...]
    links: tuple[str, ...]


def shown(markdown: str) -> Shown:
    """Reads CommonMark with tables and strikethrough; anything but paragraphs, bullets, bold, code and links is an error."""
    parser = MarkdownIt("gfm-like", {"linkify": False})
    parser.validateLink = _follows
    tokens = parser.parse(markdown)
    kinds = {token.type for token in tokens}
    assert kinds <= ALLOWED, kinds - ALLOWED
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in inline} - {"softbreak"}
    assert kinds <= ALLOWED_INLINE, kinds - ALLOWED_INLINE
    return Shown(
        "".join(token.content for token in inline),
        tuple(token.content for token in inline if token.type == "code_inline"),
        tuple(str(token.attrs["href"]) for token in inline if token.type == "link_open"),
    )


def _follows(url: str) -> bool:
    """Editors follow links to files, which this parser would leave out."""
    return bool(url)


def unlinked(markdown: str) -> str:
    """The Markdown with `[text]` in place of each link to a file."""
    return re.sub(r"\]\(file://[^)]*\)", "]", markdown)
