from hypothesis import given, settings
from hypothesis import strategies as st

from wirelens.model.span import Position, Span
from wirelens.scan.text import LineIndex


def test_columns_count_utf16_code_units() -> None:
    index = LineIndex("a = '가😀'\r\nb\rc\nd")
    assert [index.position(index.source.index(mark)) for mark in (b"'", "😀".encode(), b"\r\n", b"b", b"c", b"d")] == [
        Position(0, 4),
        Position(0, 6),
        Position(0, 9),
        Position(1, 0),
        Position(2, 0),
        Position(3, 0),
    ]


def test_only_the_line_ends_of_lsp_end_a_line() -> None:
    index = LineIndex("a\fb\u2028c\x85d\n")
    assert index.span(0, len(index.source)) == Span(Position(0, 0), Position(1, 0))


def test_an_offset_inside_a_character_is_before_it_and_one_beyond_the_text_its_end() -> None:
    index = LineIndex("x😀")
    assert [index.position(offset) for offset in (1, 2, 4, 5, 99)] == [Position(0, column) for column in (1, 1, 1, 3, 3)]


def test_lone_surrogates_move_nothing() -> None:
    index = LineIndex("\ud800x")
    assert index.position(index.source.index(b"x")) == Position(0, 1)
    assert index.text(0, 3) == "\ufffd"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from("\r\n😀가")))
def test_every_character_has_the_position_that_counting_gives(text: str) -> None:
    index = LineIndex(text)
    line = column = offset = 0
    decoded = index.source.decode()
    for character, following in zip(decoded, decoded[1:] + "\0", strict=False):
        assert index.position(offset) == Position(line, column)
        offset += len(character.encode())
        column += 2 if character > "\uffff" else 1
        if character == "\n" or (character == "\r" and following != "\n"):
            line, column = line + 1, 0
