"""What a text with open parts is, whatever way is taken to find that out."""

import re
from itertools import product

import pytest

from wirelens.link.open_text import Open, Written, expression_of

DIGITS, WORD, ANY = Open("[0-9]", width=0), Open("[^/]", width=1), Open(".", least=0, width=2)
TEXTS = ["".join(each) for length in range(6) for each in product("1a/", repeat=length)]


def _plain(parts: tuple[str | Open | Written, ...]) -> str:
    """The same without anything settled."""
    return "".join(
        re.escape(part)
        if isinstance(part, str)
        else part.expression
        if isinstance(part, Written)
        else part.characters + ("+" if part.least else "*")
        for part in parts
    )


@pytest.mark.parametrize(
    "parts",
    [parts for length in (2, 3) for parts in product((DIGITS, WORD, ANY, "1", "a/"), repeat=length)]
    + [(WORD, Written("(?:1|a)"), WORD), (Written("(?:1|11)"), "1", ANY), (WORD, "1", WORD, "a/", WORD), ()],
    ids=lambda parts: _plain(parts) or "nothing",
)
def test_takes_what_its_parts_take(parts: tuple[str | Open | Written, ...]) -> None:
    settled, plain = re.compile(expression_of(parts)), re.compile(_plain(parts))
    assert [text for text in TEXTS if settled.fullmatch(text)] == [text for text in TEXTS if plain.fullmatch(text)]


def test_what_no_later_place_can_better_is_settled() -> None:
    assert expression_of((WORD, "a", WORD, "/", WORD)) == "(?>[^/]+?a)[^/]+/[^/]+"
    assert expression_of(("/x/", ANY, "/", WORD, DIGITS)) == "/x/.*/[^/]+[0-9]+"
