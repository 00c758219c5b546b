from hypothesis import given
from hypothesis import strategies as st

from wirelens.model.span import Position, Span
from wirelens.workspace.documents import Document, Documents, Edit, apply
from wirelens.workspace.reading import MAX_FILE_BYTES

CHARACTERS = st.sampled_from(["a", "b", "\n", "\r", "\r\n", "한", "é", "🚚", "👩‍🚀", "\f", "\v", "\x1c", "\x85", "\u2028", "\u2029", "\t"])
TEXTS = st.lists(CHARACTERS, max_size=30).map("".join)
POSITIONS = st.builds(Position, st.integers(0, 12), st.integers(0, 20))


def simply_applied(text: str, span: Span, new_text: str) -> str:
    """The same over UTF-16 code units, one after the other."""
    units = [text.encode("utf-16-le")[at : at + 2] for at in range(0, len(text.encode("utf-16-le")), 2)]
    start = simple_offset(units, span.start)
    end = max(start, simple_offset(units, span.end))
    return b"".join([*units[:start], new_text.encode("utf-16-le"), *units[end:]]).decode("utf-16-le")


def simple_offset(units: list[bytes], position: Position) -> int:
    line = column = offset = 0
    cr, lf = (end.encode("utf-16-le") for end in "\r\n")
    while offset < len(units) and (line, column) != (position.line, position.column):
        if units[offset] in (cr, lf):
            if line == position.line:
                break
            offset += 2 if units[offset : offset + 2] == [cr, lf] else 1
            line, column = line + 1, 0
        else:
            offset += 1
            column += 1
    if offset < len(units) and 0xDC <= units[offset][1] <= 0xDF:
        offset -= 1  # within a pair
    return offset


@given(TEXTS, POSITIONS, POSITIONS, TEXTS)
def test_edits_land_where_a_simple_model_says(text: str, start: Position, end: Position, new_text: str) -> None:
    assert apply(text, Span(start, end), new_text) == simply_applied(text, Span(start, end), new_text)


@given(TEXTS, st.lists(st.tuples(POSITIONS, POSITIONS, TEXTS), max_size=8))
def test_many_edits_one_after_the_other(text: str, edits: list[tuple[Position, Position, str]]) -> None:
    documents = Documents()
    documents.open("file:///a.py", 1, text)
    for version, (start, end, new_text) in enumerate(edits, 2):
        documents.change("file:///a.py", version, (Edit(new_text, Span(start, end)),))
        text = simply_applied(text, Span(start, end), new_text)
    assert documents.get("file:///a.py") == Document("file:///a.py", 1 + len(edits), text)


def test_only_the_line_ends_of_lsp_count() -> None:
    text = "a\fb\u2028c\x85d\n한🚚e\r\nf\rg"
    assert apply(text, Span(Position(1, 3), Position(1, 4)), "E") == "a\fb\u2028c\x85d\n한🚚E\r\nf\rg"
    assert apply(text, Span(Position(3, 0), Position(3, 1)), "G") == "a\fb\u2028c\x85d\n한🚚e\r\nf\rG"
    assert apply(text, Span(Position(0, 6), Position(0, 7)), "D") == "a\fb\u2028c\x85D\n한🚚e\r\nf\rg"


def test_positions_beyond_an_end_mean_that_end() -> None:
    assert apply("ab\ncd", Span(Position(0, 99), Position(1, 0)), "|") == "ab|cd"
    assert apply("ab\ncd", Span(Position(9, 0), Position(9, 9)), "|") == "ab\ncd|"


def test_edits_of_one_change_apply_in_turn() -> None:
    documents = Documents()
    documents.open("file:///a.py", 1, "one")
    insert = Edit("\n", Span(Position(0, 3), Position(0, 3)))
    documents.change("file:///a.py", 2, (insert, Edit("two", Span(Position(1, 0), Position(1, 0)))))
    assert documents.get("file:///a.py") == Document("file:///a.py", 2, "one\ntwo")
    documents.change("file:///a.py", 3, (Edit("new"), Edit("!", Span(Position(0, 3), Position(0, 3)))))
    assert documents.get("file:///a.py") == Document("file:///a.py", 3, "new!")


def test_what_was_taken_stays_as_it_was() -> None:
    documents = Documents()
    documents.open("file:///a.py", 1, "one")
    taken = documents.get("file:///a.py")
    documents.change("file:///a.py", 2, (Edit("two"),))
    assert taken == Document("file:///a.py", 1, "one")
    assert list(documents) == [Document("file:///a.py", 2, "two")]


def test_documents_too_large_to_read_are_not_kept_until_they_are_sent_anew() -> None:
    documents = Documents()
    documents.open("file:///a.py", 1, "x" * (MAX_FILE_BYTES + 1))
    documents.change("file:///a.py", 2, (Edit("", Span(Position(0, 0), Position(0, 9))),))
    assert documents.get("file:///a.py") == Document("file:///a.py", 2, None)
    documents.change("file:///a.py", 3, (Edit("small"),))
    assert documents.get("file:///a.py") == Document("file:///a.py", 3, "small")
    documents.open("file:///b.py", 1, "한" * (MAX_FILE_BYTES // 3 + 1))
    assert documents.get("file:///b.py") == Document("file:///b.py", 1, None)
    documents.open("file:///c.py", 1, "x" * MAX_FILE_BYTES)
    assert documents.get("file:///c.py") == Document("file:///c.py", 1, "x" * MAX_FILE_BYTES)


def test_closed_documents_are_gone() -> None:
    documents = Documents()
    documents.open("file:///a.py", 1, "one")
    documents.close("file:///a.py")
    documents.close("file:///never.py")
    assert documents.get("file:///a.py") is None
