from hypothesis import given
from hypothesis import strategies as st

from wirelens.workspace.committed_lines import EarlierLines, earlier_lines

TEXT = "a\nb\nc\nd\ne\nf\n"


def test_unchanged_lines_elsewhere_move_nothing_or_all() -> None:
    assert earlier_lines(TEXT, TEXT, 1, 3) == EarlierLines(1, 3, is_edited=False)
    assert earlier_lines(TEXT, "한글\n\n" + TEXT + "g\n", 3, 5) == EarlierLines(1, 3, is_edited=False)


def test_edits_around_lines_are_not_edits_of_them() -> None:
    assert earlier_lines(TEXT, "A\nb\nc\nd\ne\nF\n", 1, 3) == EarlierLines(1, 3, is_edited=False)
    assert earlier_lines(TEXT, TEXT.replace("a\n", ""), 0, 1) == EarlierLines(1, 2, is_edited=False)


def test_edits_in_lines() -> None:
    assert earlier_lines(TEXT, "a\nb\nC\nd\ne\nf\n", 1, 3) == EarlierLines(1, 3, is_edited=True)
    assert earlier_lines(TEXT, "a\nb\nd\ne\nf\n", 1, 2) == EarlierLines(1, 3, is_edited=True)
    assert earlier_lines(TEXT, "a\nB1\nB2\nc\nd\ne\nf\n", 1, 3) == EarlierLines(1, 2, is_edited=True)


def test_lines_that_are_new() -> None:
    assert earlier_lines(TEXT, "a\nb\nnew\nnewer\nc\nd\ne\nf\n", 2, 3) == EarlierLines(2, 1, is_edited=True)
    assert earlier_lines("", TEXT, 1, 3) == EarlierLines(0, -1, is_edited=True)


def test_line_ends_are_no_edit() -> None:
    assert earlier_lines(TEXT, TEXT.replace("\n", "\r\n"), 1, 3) == EarlierLines(1, 3, is_edited=False)


def test_too_much_to_compare() -> None:
    earlier, later = ("\n".join(f"{word} {number}" for number in range(3000)) for word in ("old", "new"))
    assert earlier_lines(earlier, later, 1, 3) is None
    assert earlier_lines(earlier, earlier + "\nmore", 1, 3) == EarlierLines(1, 3, is_edited=False)


OTHERS = st.lists(st.sampled_from(["def a():", "    return 1", "", "😀"]), max_size=12)


@given(before=OTHERS, after=OTHERS, new_before=OTHERS, new_after=OTHERS, size=st.integers(1, 5))
def test_lines_that_stay_together_with_what_is_around_them(
    before: list[str], after: list[str], new_before: list[str], new_after: list[str], size: int
) -> None:
    own = [*(f"before {number}" for number in range(12)), *(f"own {number}" for number in range(size)), *map(str, range(12))]
    first = len(new_before) + 12
    found = earlier_lines("\n".join([*before, *own, *after]), "\n".join([*new_before, *own, *new_after]), first, first + size - 1)
    assert found == EarlierLines(len(before) + 12, len(before) + 12 + size - 1, is_edited=False)
