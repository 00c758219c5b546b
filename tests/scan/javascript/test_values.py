"""What may be a URL, kept symbolic."""

from inspect import cleandoc

import pytest

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'/a'", '"/a"'),
        ('""', '""'),
        (r"'/a\u002fb\n'", '~"/a/b\n"'),
        ('(import.meta.env.PROD ? "https://a.example" : "http://localhost:8000") + "/a"', '"http://localhost:8000"+"/a"'),
        ('(mocked ? "http://localhost:8000" : base) + "/a"', '"http://localhost:8000"|base+"/a"'),
        ("`/a/${file.id}/b`", '"/a/"+file.id+"/b"'),
        ("`/a/${encodeURIComponent(file.id)}`", '"/a/"+{id}'),
        ("'/a/' + String(n) + '/' + 3", '"/a/"+{n}+"/"+"3"'),
        ("API?.users!['list']", "API.users.list"),
        ("this.base + '/x'", 'this.base+"/x"'),
        ("process.env.A || import.meta.env.B ?? '/c'", '$A($B("/c"))'),
        ('process.env["A"]', "$A"),
        ("`/a${query ? `?q=${query}` : ''}`", '"/a"+"?q="+query'),
        ("'/a' + (more && '?more=1')", '"/a"+"?more=1"'),
        ("`/a${more ? '/b' : '/c'}`", '"/a"+"/b"|"/c"'),
        ("new URL('/a', 'http://localhost:8000/api')", '~"http://localhost:8000"+"/a"'),
        ("new URL('a', 'http://localhost:8000/api/')", '"http://localhost:8000/api/"+"a"'),
        ("new URL('a', 'http://localhost:8000')", '~"http://localhost:8000/"+"a"'),
        ("new URL('/a', 'http://[')", '"http://["+"/a"'),
        ("new URL('/a', BASE).href", 'BASE+"/a"'),
        ("new URL('http://x/a', BASE)", '"http://x/a"'),
        ("new URL('./a.png', import.meta.url)", "{url}"),
        ("('/a' as string)", '"/a"'),
        ("items[0].id", "{id}"),
        ("build('/a')", "{build}"),
        ("id.toString()", "id"),
        ("'/가😀/' + x", '"/가😀/"+x'),
    ],
)
def test_values(written: str, value: str) -> None:
    source = f"fetch({written});"
    assert facts_text(scan("a.ts", source), source).split(" span=")[0] == f"Call library=fetch method=GET url={value}"


def test_a_name_of_a_block_is_its_value() -> None:
    source = "try { const id = get(); const url = `${API}/a/${id}`; let b = '/b'; b += '?x'; fetch(url); fetch(b); } catch {}"
    calls = facts_text(scan("a.js", source), source).splitlines()
    assert [call.split(" span=")[0] for call in calls] == [
        'Call library=fetch method=GET url=API+"/a/"+{id}',
        'Call library=fetch method=GET url="/b"',
    ]


def test_text_added_to_a_name_stands_behind_it_unless_it_is_a_query() -> None:
    source = "let a = '/a'; a += '?x'; let b = '/b'; b += id; let c = '/c'; if (d) c += d; let e = '/e'; f(e); e += '/e';"
    assert facts_text(scan("a.js", source), source, ("bindings",)).splitlines() == [
        'Binding name=a value="/a" span=0:4[a]',
        'Binding name=b value="/b"+id span=0:29[b]',
        'Binding name=c value="/c" span=0:52[c]',
        "Binding name=c value={c} span=0:69[c]",
        "Binding name=e value={e} span=0:81[e]",
    ]


def test_values_that_double_stop_growing() -> None:
    names = "".join(f"const a{n} = a{n - 1} + a{n - 1};" for n in range(1, 60))
    source = f"{{ const a0 = '/a'; {names} fetch(a59); }}"
    assert len(facts_text(scan("a.js", source), source)) < 20_000


def test_a_base_on_this_machine_counts_where_the_function_asks_for_the_machine() -> None:
    source = """
        function byKind(kind) { if (kind === "own") return "http://localhost:8000"; return "https://api.example.com"; }
        function byMode() { if (import.meta.env.MODE === "live") return "https://api.example.com"; return "http://localhost:8000"; }
    """
    shown = facts_text(scan("a.js", cleandoc(source)), cleandoc(source), ("functions",))
    assert [fact.rpartition(" returns=")[2] for fact in shown.splitlines()] == [
        '"http://localhost:8000"|"https://api.example.com"',
        '"http://localhost:8000"',
    ]
