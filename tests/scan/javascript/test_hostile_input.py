"""Whatever a file holds, scanning gives facts for what is readable and places that exist."""

from dataclasses import fields, is_dataclass
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.facts_text import covered, facts_text
from wirelens.model.facts import FileFacts
from wirelens.model.span import Position, Span
from wirelens.scan.javascript.scanner import scan

REALISTIC = """\
<script lang="ts">
import axios, { type AxiosError as E } from "axios";
export * from './다른'; export { a as b } from "./c";
const API = { base: `${import.meta.env.VITE_API ?? "http://가😀:8000"}/v1`, list() { return fetch(this.base + "\\u{1F600}") } } as const;
const { url: { deep = "/x" }, ...rest } = require("./config"), api = axios.create({ baseURL: API.base, ...rest });
export default class 서비스 extends Base<string> {
  static PREFIX = "/p"; #own = 1;
  async load<T>(id: number, { page = 1 }: Props = {}): Promise<T[]> {
    for await (const one of many) { let path = `/items/${one.id}`; path += page ? `?page=${page}` : ""; await api.get<T>(path); }
    switch (id) { case 1: const timer = setInterval(async () => { await this.load() }, 2 * 1_000); }
    return (await fetch(new URL("/a", API.base), { method: "POST", ...rest }))!.json();
  }
}
enum Routes { A = "/a" }
const App = memo(({ items }) => <ul onClick={() => new WebSocket(`ws://${location.host}/ws`)}>{items.map(i => <li key={i}/>)}</ul>);
module.exports.other = async function* () { yield axios({ method: kind || "get", url: cond ? "/b" : '/c' }) };
</script>
"""

KINDS = tuple(field.name for field in fields(FileFacts) if field.name not in {"file", "language"})
FILES = ("a.js", "a.ts", "a.tsx", "a.vue")


def spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for each in cast("tuple[Any, ...]", value) for span in spans(each)]
    return [span for field in fields(value) for span in spans(getattr(value, field.name))] if is_dataclass(value) else []


def check(source: str, file: str = "a.tsx") -> FileFacts:
    facts = scan(file, source)
    shown = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    for span in spans(facts):
        assert Position(0, 0) <= span.start <= span.end
        covered(shown, span)
    # Rendering holds each literal against the text that its span covers.
    facts_text(facts, shown, KINDS)
    return facts


text = st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from("\r\n\0😀가\"'`${}()[]<>@.=/"))
files = st.sampled_from(FILES)


@given(text, files)
def test_arbitrary_text(source: str, file: str) -> None:
    check(source, file)


@given(st.integers(0, len(REALISTIC)), st.integers(0, len(REALISTIC)), files)
def test_any_part_of_a_file(start: int, end: int, file: str) -> None:
    check(REALISTIC[start:end], file)


@given(
    st.lists(st.tuples(st.integers(0, len(REALISTIC)), st.integers(0, 30), text), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    files,
)
def test_edits_of_a_file(edits: list[tuple[int, int, str]], line_end: str, file: str) -> None:
    source = REALISTIC.replace("\n", line_end)
    for start, length, new in edits:
        source = source[:start] + new + source[start + length :]
    check(source, file)


NESTED = {
    "parentheses": "x = " + "(\n" * 20_000 + ")" * 20_000,
    "unclosed": "f(\n" * 20_000,
    "calls": "x = " + "f(\n" * 5_000 + "'/a'" + ")" * 5_000,
    "members": "a" + "\n.b" * 5_000 + "()",
    "chained calls": "a" + "\n.b()" * 5_000,
    "sum": "x = " + "\n+".join(["'a'"] * 20_000),
    "arrows": "()=>\n" * 10_000,
    "functions": "function f() {\n" * 10_000,
    "blocks": "{ let a = '/a'; fetch(a);\n" * 5_000,
    "objects": "const a = " + "{ a:\n" * 10_000 + "'/a'" + "}" * 10_000,
    "patterns": "const " + "{ a:\n" * 10_000 + "b" + "}" * 10_000 + " = c",
    "conditions": "fetch(" + "a ? b :\n" * 10_000 + "c)",
    "templates": "`${\n" * 10_000,
    "elements": "<a>\n" * 10_000,
    "circle": "const a = b, b = a; a.get('/x'); setInterval(a, b); axios(a); { const c = d, d = c; fetch(c); }",
    "additions": "let a;" + "a += 1; f(a);\n" * 5_000,
    "replacements": "fetch('/a'" + "\n.replaceAll('a', 'aa')" * 45 + ")",
}


@pytest.mark.parametrize("source", NESTED.values(), ids=NESTED)
def test_nesting_without_end(source: str) -> None:
    check(source)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_gives_the_same_places(line_end: str) -> None:
    source = "import axios from 'axios';\n\naxios.get('/😀',\n  {}); axios.put('/b');\n"
    facts = check(source.replace("\n", line_end))
    assert [(call.method, call.span) for call in facts.calls] == [
        ("GET", Span(Position(2, 0), Position(3, 5))),
        ("PUT", Span(Position(3, 7), Position(3, 22))),
    ]
