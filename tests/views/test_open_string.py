"""The string around a cursor, read off its line; `|` marks the cursor."""

import pytest

from wirelens.views.open_string import OpenString, Value, open_string

VALUE = Value()


def _open(marked: str, *, is_python: bool = False) -> OpenString | None:
    before, _, after = marked.partition("|")
    return open_string(before + after, len(before.encode("utf-16-le")) // 2, is_python=is_python)


@pytest.mark.parametrize(
    ("marked", "is_python", "expected"),
    [
        ('get("/api/|")', False, OpenString("plain", '"', ("/api/",), ("",), 5, ")", is_closed=True)),
        ("f({ url: '/a|b', x: 'y' })", False, OpenString("plain", "'", ("/a",), ("b",), 10, "})", is_closed=True)),
        ('await get("/api/|', False, OpenString("plain", '"', ("/api/",), (), 11, ")", is_closed=False)),
        ('get("/a|, { x: "y" })', False, OpenString("plain", '"', ("/a",), (), 5, ")", is_closed=False)),
        (
            'f("🛒"); g(`${API}/x/${a.b}/|c${d}`)',
            False,
            OpenString("template", "`", ("", VALUE, "/x/", VALUE, "/"), ("c", VALUE, ""), 27, ")", is_closed=True),
        ),
        ('주문(f"{주소}/x/|")', True, OpenString("f-string", '"', ("", VALUE, "/x/"), ("",), 9, ")", is_closed=True)),
        ('get(rf"{{x}}/{y}|")', True, OpenString("f-string", '"', ("{{x}}/", VALUE, ""), ("",), 16, ")", is_closed=True)),
        (r'get("a\"/|")', False, OpenString("plain", '"', ('a\\"/',), ("",), 5, ")", is_closed=True)),
        ('x = "http://h/|"  # "', True, OpenString("plain", '"', ("http://h/",), (), 5, "", is_closed=False)),
    ],
)
def test_a_string(marked: str, is_python: bool, expected: OpenString) -> None:
    assert _open(marked, is_python=is_python) == expected


@pytest.mark.parametrize(
    ("marked", "is_python"),
    [
        ("get(|)", False),
        ('get("/a")|', False),
        ("// get('/|", False),
        ('# get("/|")', True),
        ('x = """/|"""', True),
        ("get(`/a/${b|}`)", False),
        ('get(f"/a/{b|}")', True),
        ("", False),
        ('"' + "a" * 3000 + '|"', False),
    ],
)
def test_no_string(marked: str, is_python: bool) -> None:
    assert _open(marked, is_python=is_python) is None


def test_columns_beyond_the_line_are_its_end() -> None:
    assert open_string('get("/a', 99, is_python=False) == _open('get("/a|')
