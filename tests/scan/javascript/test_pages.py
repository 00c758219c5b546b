"""Scripts inside HTML pages, which may be templates that a server fills in."""

import pytest

from support.facts_text import facts_text
from wirelens.model.facts import FileFacts
from wirelens.scan.javascript.scanner import scan
from wirelens.scan.javascript.triggers import may_speak

PAGE = """\
<!doctype html>
<!-- <script>fetch("/commented")</script> -->
<p onclick="fetch('/attribute')">fetch("/text")</p>\r
<script src="/static/app.js"></script>
<script type="application/json">{"fetch": "fetch('/data')"}</script>
<script type="text/x-template"><i>fetch("/template")</i></script>
<SCRIPT type='module'>
const 이름 = "한글 😀"; fetch("/a");
</SCRIPT>
<script>fetch("/b", {method: "POST"})
"""


def test_blocks() -> None:
    facts = scan("shop/page.html", PAGE)
    assert facts.language == "html"
    assert facts_text(facts, PAGE).splitlines() == [
        'Call library=fetch method=GET url="/a" span=7:20[fetch("/a")] url_span=7:26["/a"]',
        'Call library=fetch method=POST url="/b" span=9:8[fetch("/b", {method: "POST"})] url_span=9:14["/b"] method_span=9:30[POST]',
    ]
    assert facts.problems == ()


TEMPLATE = """\
{% extends "base.html" %}
<script>
const user = {{ user|tojson }}, rights = [{% for right in rights %}"{{ right }}",{% endfor %}];
const path = "{{ "한글😀" }}"; fetch("/items/{{ item.id|int }}/parts");
{% if user %}
fetch('{% url 'shop:item-list' %}?page=1');
{% endif %}
{# fetch("/commented") #}
fetch({{ url_for("shop.items")|tojson }});
fetch(`{{ base }}/items/${user.id}`);
</script>
"""


def test_template_tags() -> None:
    facts = scan("shop/page.jinja2", TEMPLATE)
    assert facts.language == "html"
    assert facts_text(facts, TEMPLATE).splitlines() == [
        (
            'Call library=fetch method=GET url="/items/"+{id}+"/parts" span=3:29[fetch("/items/{{ item.id|int }}/parts")] '
            'url_span=3:35["/items/{{ item.id|int }}/parts"]'
        ),
        (
            "Call library=fetch method=GET url={shop:item-list:route}+\"?page=1\" span=5:0[fetch('{% url 'shop:item-list' %}?page=1')] "
            "url_span=5:6['{% url 'shop:item-list' %}?page=1']"
        ),
        (
            'Call library=fetch method=GET url={shop:items:route} span=8:0[fetch({{ url_for("shop.items")|tojson }})] '
            'url_span=8:6[{{ url_for("shop.items")|tojson }}]'
        ),
        (
            'Call library=fetch method=GET url={base}+"/items/"+user.id span=9:0[fetch(`{{ base }}/items/${user.id}`)] '
            "url_span=9:6[`{{ base }}/items/${user.id}`]"
        ),
    ]


def test_braces_of_jsx_are_no_tags() -> None:
    page = '<script type="text/babel">const a = <p style={{color: "red"}}>{fetch("/a")}</p>;</script>'
    facts = scan("index.htm", page)
    assert [facts_text(facts, page), facts.problems] == [
        'Call library=fetch method=GET url="/a" span=0:63[fetch("/a")] url_span=0:69["/a"]',
        (),
    ]


@pytest.mark.parametrize("page", ["<script>", "<script", "<p>", "", "<script>{{</script>", "<script>{% {{ '" * 200, "\ud800<script>\ud800"])
def test_broken_pages(page: str) -> None:
    facts = scan("a.html", page)
    assert (facts.language, facts.calls) == ("html", ())


def test_page_without_script_is_not_scanned() -> None:
    assert not may_speak("a.html", b'<p>fetch("/a")</p>')
    assert not may_speak("a.html", b"<SCRIPT>alert()</SCRIPT>")
    assert may_speak("a.html", b'<SCRIPT>fetch("/a")</SCRIPT>')
    assert scan("a.html", '<p>fetch("/a")</p>') == FileFacts("a.html", "html")
