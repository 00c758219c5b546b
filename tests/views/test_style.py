import pytest

from support.markdown_text import shown
from support.polling_system import PLACES, at
from wirelens.messages.visible import visible
from wirelens.model.message import message
from wirelens.model.places import Folder, Places
from wirelens.views.short_names import short_names
from wirelens.views.style import Markdown, Plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\n\tb  c", "a b c"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("\x1b[31m\x00", "\ufffd[31m\ufffd"),
        ("\udc80", "\ufffd"),
        ("👩‍💻 한글", "👩‍💻 한글"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("a_b", "__init__", "_x", "x_", "*a*", "<b>", "[a](b)", "a|b", "`a`", "~~a~~", "\\", "a & b &lt;", "# h", "1. x", "- a", "=="),
        *("https://a.b/c", "FTP://a.b", "WWW.a.b", "a@b.c"),
    ],
)
def test_markdown_text_is_shown_as_it_is(text: str) -> None:
    style = Markdown(PLACES)
    assert shown(f"x {style.plain(text)} y").text == f"x {text} y"
    assert shown(style.paragraph(text)).text == text
    assert shown(f"x {style.code(text)} y").text == f"x {text} y"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.b//c, ftp://a", "see https:\\//a.b//c, ftp:\\//a"),
        ("www.a.b WWW.a.b awww.a", "www\\.a.b WWW\\.a.b awww.a"),
        ("mail a@b.c, @app.get", "mail a\\@b.c, @app.get"),
    ],
)
def test_bare_addresses_do_not_become_links(text: str, expected: str) -> None:
    assert Markdown(PLACES).plain(text) == expected


def test_intraword_underscores_stay() -> None:
    assert Markdown(PLACES).plain("ai_server/send_to.py __init__") == "ai_server/send_to.py \\_\\_init\\_\\_"


@pytest.mark.parametrize("uri", ["file:///home/a (b)/c", "file:///home/a%20(b)/c", "vscode-remote://wsl+x/a<b>"])
def test_links_hold_whatever_a_client_calls_its_folders(uri: str) -> None:
    link = Markdown(Places((Folder("", uri),))).place(at("x y)[.py", 3, 1, 1))
    assert shown(link).text == "x y)[.py:3"
    assert len(shown(link).links) == 1


def test_sentences_with_code_and_parts_in_their_places() -> None:
    inner = message("checks.handler", handler="a`b")
    sentence = message("resolution.no-route", service="my_service", path="/x_/*y*/`z`")
    assert Markdown(PLACES).sentence(sentence, "en") == "`my_service` has no route for /x\\_/\\*y\\*/\\`z\\`."
    assert Markdown(PLACES).sentence(inner, "en") == "handled by ``a`b``"
    assert Plain().sentence(sentence, "ko") == "`my_service`에 없는 경로입니다: /x_/*y*/`z`"


def test_long_code_is_cut() -> None:
    assert Plain().code("x" * 500) == f"`{'x' * 159}…`"


def test_short_names() -> None:
    name = short_names(["a/views.py", "b/views.py", "b/x/views.py", "main.py", "c/d.py", "d.py"])
    assert [name(file) for file in ("a/views.py", "b/views.py", "b/x/views.py", "main.py", "c/d.py", "d.py", "z/unknown.py")] == [
        "a/views.py",
        "b/views.py",
        "x/views.py",
        "main.py",
        "c/d.py",
        "d.py",
        "z/unknown.py",
    ]
