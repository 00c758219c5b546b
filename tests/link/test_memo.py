"""What is asked for of many keys is asked again only where something that it looked at is different."""

from wirelens.link.memo import Memo


class Lengths:
    """How long texts are, and how long they are together."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self.asked: list[str] = []

    def of(self, file: str) -> int:
        self.asked.append(file)
        return len(self.memo.get("text", file) or "")

    def each(self) -> dict[str, int]:
        return dict(self.memo.values(self.of, self.memo.get("files")))

    def together(self) -> int:
        return sum(self.memo.value(self.each).values())


def _lengths() -> Lengths:
    memo = Memo()
    memo.put(("a", "b", "c"), "files")
    for file, text in {"a": "1", "b": "22", "c": "333"}.items():
        memo.put(text, "text", file)
    return Lengths(memo)


def test_of_many_only_those_in_doubt_are_asked_again() -> None:
    lengths = _lengths()
    assert lengths.memo.value(lengths.each) == {"a": 1, "b": 2, "c": 3}
    assert lengths.memo.value(lengths.together) == 6
    lengths.asked.clear()
    lengths.memo.put("4444", "text", "b")
    assert lengths.memo.value(lengths.together) == 8
    assert lengths.asked == ["b"]
    lengths.memo.put("5555", "text", "b")
    assert list(lengths.memo.value(lengths.each).items()) == [("a", 1), ("b", 4), ("c", 3)]
    assert lengths.asked == ["b", "b"]


def test_other_keys_are_other_answers() -> None:
    lengths = _lengths()
    assert lengths.memo.value(lengths.together) == 6
    lengths.asked.clear()
    lengths.memo.put(("c", "d"), "files")
    assert list(lengths.memo.value(lengths.each).items()) == [("c", 3), ("d", 0)]
    lengths.memo.put("1", "text", "d")
    lengths.memo.put("1", "text", "a")
    assert lengths.memo.value(lengths.together) == 4
    assert lengths.asked == ["d", "d"]
