"""Whatever a file holds, scanning gives facts for what is readable and places that exist."""

from dataclasses import fields, is_dataclass
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.facts_text import covered, facts_text
from wirelens.model.facts import FileFacts
from wirelens.model.span import Position, Span
from wirelens.scan.python.scanner import scan

REALISTIC = '''\
"""서비스 😀"""
import httpx, requests as r
from fastapi import APIRouter, BackgroundTasks, FastAPI
from django.urls import include, path, re_path
from .config import settings

BASE = os.getenv("BASE_URL", "http://localhost:9000").rstrip("/")
app = FastAPI()
router = APIRouter(prefix=f"{settings.API}/v1")
app.include_router(router, prefix="/x")

class 서비스(Base):
    url: str = BASE + "/{}/%s".format(1) % two
    def __init__(self, client: httpx.AsyncClient | None = None, *args, **kw):
        self.client = client or httpx.AsyncClient(base_url=BASE)
    async def go(self, id):
        async with httpx.AsyncClient() as c, self.client.stream("GET", f"/items/{id!r:>{3}}") as s:
            return await c.post("http://가😀/" "y" f"{self.url}", json={"a": [1, 2]})

@router.get("/items/{item_id:int}")
@api_view(["GET", "POST"])
async def read(item_id: int, tasks: BackgroundTasks):
    tasks.add_task(go, 1)
    if request.method != "POST":
        return Item.objects.filter(a=1).order_by("b").delete()
    match request.method:
        case "PUT" | "GET": r.request("patch", url="/x")
    try: ...
    except ValueError, TypeError: ...
    [c.get(u) for c in (lambda c: c.get("/"))()]

urlpatterns = [path("a/<int:pk>/", include([re_path(r"^(?P<y>[0-9]{4})/$", v.as_view({"get": "list"}))]))]
urlpatterns += router.urls
if __name__ == "__main__": uvicorn.run("main:app", port=8001)
'''

KINDS = tuple(field.name for field in fields(FileFacts) if field.name not in {"file", "language"})


def spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for each in cast("tuple[Any, ...]", value) for span in spans(each)]
    return [span for field in fields(value) for span in spans(getattr(value, field.name))] if is_dataclass(value) else []


def check(source: str) -> FileFacts:
    facts = scan("a.py", source)
    shown = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    for span in spans(facts):
        assert Position(0, 0) <= span.start <= span.end
        covered(shown, span)
    # Rendering holds each literal against the text that its span covers.
    facts_text(facts, shown, KINDS)
    return facts


text = st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from("\r\n\0😀가\"'{}()[]@.=f"))


@settings(deadline=None)
@given(text)
def test_arbitrary_text(source: str) -> None:
    check(source)


@settings(deadline=None)
@given(st.integers(0, len(REALISTIC)), st.integers(0, len(REALISTIC)))
def test_any_part_of_a_file(start: int, end: int) -> None:
    check(REALISTIC[start:end])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(REALISTIC)), st.integers(0, 30), text), max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_edits_of_a_file(edits: list[tuple[int, int, str]], line_end: str) -> None:
    source = REALISTIC.replace("\n", line_end)
    for start, length, new in edits:
        source = source[:start] + new + source[start + length :]
    check(source)


NESTED = {
    "parentheses": "x = " + "(" * 20_000 + ")" * 20_000,
    "unclosed": "f(" * 20_000,
    "calls": "x = " + "f(" * 5_000 + "'/a'" + ")" * 5_000,
    "attributes": "a" + ".b" * 20_000 + "()",
    "chained calls": "a" + ".b()" * 3_000,
    "sum": "x = " + "+".join(["'a'"] * 20_000),
    "right sum": "x = " + "'a'+(" * 5_000 + "'b'" + ")" * 5_000,
    "assignments": "a = " * 5_000 + "1",
    "lists": "urlpatterns = " + "[" * 5_000 + "]" * 5_000,
    "includes": "from django.urls import path, include\nurlpatterns = [" + "path('a', include([" * 1_000 + "]))" * 1_000 + "]",
    "classes": "".join(f"{' ' * depth}class A:\n" for depth in range(500)) + " " * 500 + "x = self.y.get('/z')",
    "f-strings": "x = " + "f'{" * 200 + "1" + "}'" * 200,
    "circle": "a = b\nb = a\na.get('/x')\nclass A(B): x = 1\nclass B(A):\n def f(self): self.y.get('/z')",
    "conditions": "x = " + "a or " * 10_000 + "b",
    "unary": "x = " + "not " * 10_000 + "b",
    "braces": "x = '" + "{" * 50_000 + "'.format(1)",
    "loops": "from rest_framework.routers import DefaultRouter\nr = DefaultRouter()\n"
    + "".join(f"{' ' * depth}for a in [{'1, ' * 60}]:\n" for depth in range(8))
    + f"{' ' * 8}r.register('a', V)",
    "sleeps": "import time\nwhile True:\n" + "  time.sleep(1)\n  x = 1\n" * 1_500,
    "sums of sums": "import time\na0 = 1\n"
    + "".join(f"a{depth + 1} = {'+'.join([f'a{depth}'] * 200)}\n" for depth in range(8))
    + "while True: time.sleep(a8)",
    "queues": "import aio_pika\nasync def f():\n"
    + "  q = await c.declare_queue('x')\n  await q.bind(e, 'y')\n  async for m in q: pass\n" * 150,
    "routers": "from rest_framework.routers import DefaultRouter\n" + "r = DefaultRouter()\nr.register('a', V)\n" * 1_000,
    "paths of paths": "import os, sys\na0 = 'x'\n"
    + "".join(f"a{depth + 1} = os.path.join({', '.join([f'a{depth}'] * 200)})\n" for depth in range(8))
    + "sys.path.append(a8)",
}


@pytest.mark.parametrize("source", NESTED.values(), ids=NESTED)
def test_nesting_without_end(source: str) -> None:
    check(source)


@pytest.mark.parametrize("number", ["1e999", "1e308", "1e200 * 1e200", "float(os.getenv('A', 'inf'))", "float(os.getenv('A', 'nan'))"])
def test_numbers_that_are_none(number: str) -> None:
    source = f"""
import asyncio, os, schedule, time
async def polled():
    async with asyncio.timeout({number}):
        while True:
            await asyncio.sleep({number})
    for _ in range({number}, {number}):
        time.sleep({number})
schedule.every({"9" * 5_000}).seconds.do(polled)
"""
    assert [(repeat.period_ms, [end.kind for end in repeat.ends]) for repeat in check(source).repeats] == [(None, []), (None, [])]


def test_the_rest_of_a_broken_file_is_read() -> None:
    source = "import httpx\ndef broken(:\n    pass\n\nx = = 3\nhttpx.get('http://a/b')\n\0\n"
    facts = check(source)
    assert facts_text(facts, source, ("imports", "calls")) == (
        "Import name=httpx module=httpx member=None span=0:7[httpx]\n"
        "Call library=httpx method=GET url=\"http://a/b\" span=5:0[httpx.get('http://a/b')] "
        "url_span=5:10['http://a/b'] method_span=5:6[get]"
    )
    assert {problem.reason for problem in facts.problems} == {"syntax"}


def test_newer_syntax_is_no_problem() -> None:
    source = "try: ...\nexcept A, B: ...\ntype X[T] = list[T]\ndef f[T](x: T): return t'{x}'\n"
    assert scan("a.py", source).problems == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_gives_the_same_places(line_end: str) -> None:
    source = "import httpx\n\nhttpx.get('/😀',\n  timeout=1); httpx.put('/b')\n"
    facts = check(source.replace("\n", line_end))
    assert [(call.method, call.span) for call in facts.calls] == [
        ("GET", Span(Position(2, 0), Position(3, 12))),
        ("PUT", Span(Position(3, 14), Position(3, 29))),
    ]
