"""Script blocks of Vue and Svelte components, and files that people did not write."""

from support.facts_text import STRUCTURE, facts_text
from wirelens.model.facts import FileFacts, Problem
from wirelens.model.span import Position, Span
from wirelens.scan.javascript.scanner import reads, scan

VUE = """\
<!-- <script>fetch("/commented")</script> -->
<template><p title="한글 😀">{{ fetch("/template") }}</p></template>\r
<script lang='ts'>\r
import axios from 'axios'\r
export default {\r
  methods: { async load(id: string) { await axios.get(`/가/${id}`) } },\r
}\r
</script>
<script setup lang="ts">const ready: boolean = await fetch("/b")</script>
<style>a::before { content: 'fetch("/style")' }</style>
"""


def test_vue() -> None:
    facts = scan("App.vue", VUE)
    assert facts.language == "vue"
    assert facts_text(facts, VUE).splitlines() == [
        (
            'Call scope=load library=axios method=GET url="/가/"+id span=5:44[axios.get(`/가/${id}`)] '
            "url_span=5:54[`/가/${id}`] method_span=5:50[get]"
        ),
        'Call library=fetch method=GET url="/b" span=8:53[fetch("/b")] url_span=8:59["/b"]',
    ]
    assert facts_text(facts, VUE, ("functions", "problems")).splitlines() == [
        (
            "Function name=load span=5:19[load] extent=5:13[async load(id: string) { await axios.get(`/가/${id}`) }] "
            "parameters=(name=id annotation=string) is_async=True"
        )
    ]


def test_svelte_without_script() -> None:
    assert scan("a.svelte", '<p>fetch("/a")</p>') == FileFacts("a.svelte", "svelte")


def test_minified() -> None:
    text = 'fetch("/a");' * 1000
    start = Position(0, 0)
    assert scan("a.js", text) == FileFacts("a.js", "javascript", problems=(Problem("minified", Span(start, start)),))
    assert len(scan("b.js", text.replace(";", ";\n")).calls) == 1000


def test_broken_code_gives_the_rest() -> None:
    source = 'fetch("/a");\nconst = ;\nfetch("/b");\nfunction ('
    facts = scan("a.js", source)
    assert [call.url_span.start.line for call in facts.calls] == [0, 2]
    assert facts_text(facts, source, STRUCTURE).splitlines()[-1].startswith("Problem reason=syntax")


def test_languages() -> None:
    files = ["a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx", "a.vue", "a.svelte", "a.d.ts", "a.py", "a.json"]
    assert [file for file in files if not reads(file)] == ["a.d.ts", "a.py", "a.json"]
    assert scan("a.tsx", "const a = <T,>(b: T) => <p>{b}</p>;").problems == ()
    assert scan("a.ts", "const a = <string>b;").problems == ()
