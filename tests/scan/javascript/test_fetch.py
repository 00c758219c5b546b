from inspect import cleandoc

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


def network(source: str) -> list[str]:
    source = cleandoc(source)
    return facts_text(scan("app.js", source), source).splitlines()


def test_methods() -> None:
    assert network("""
        fetch("/a");
        await window.fetch(`/b/${id}`, { method: "post", body });
        fetch("/c", { headers });
        fetch("/d", { ...options });
        fetch("/e", options);
        fetch("/f", { method });
        fetch("/g", { method: id ? "PUT" : "POST" });
    """) == [
        'Call library=fetch method=GET url="/a" span=0:0[fetch("/a")] url_span=0:6["/a"]',
        (
            'Call library=fetch method=POST url="/b/"+id span=1:6[window.fetch(`/b/${id}`, { method: "post", body })] '
            "url_span=1:19[`/b/${id}`] method_span=1:42[post]"
        ),
        'Call library=fetch method=GET url="/c" span=2:0[fetch("/c", { headers })] url_span=2:6["/c"]',
        'Call library=fetch method=None url="/d" span=3:0[fetch("/d", { ...options })] url_span=3:6["/d"] method_value=options.method',
        'Call library=fetch method=None url="/e" span=4:0[fetch("/e", options)] url_span=4:6["/e"] method_value=options.method',
        'Call library=fetch method=None url="/f" span=5:0[fetch("/f", { method })] url_span=5:6["/f"] method_value=method',
        'Call library=fetch method=None url="/g" span=6:0[fetch("/g", { method: id ? "PUT" : "POST" })] url_span=6:6["/g"] method_value="PUT"|"POST"',  # noqa: E501  # one fact a line
    ]


def test_options_by_name_and_the_standards_packages() -> None:
    assert network("""
        import fetch from "node-fetch";
        const options = { method: "DELETE" };
        fetch("/a", options);
    """) == ['Call library=fetch method=DELETE url="/a" span=2:0[fetch("/a", options)] url_span=2:6["/a"] method_span=1:27[DELETE]']


def test_silent_where_the_file_has_a_fetch_of_its_own() -> None:
    assert network('import fetch from "./fetch"; fetch("/a");') == []
    assert network('function fetch(url) {} fetch("/a");') == []
    assert network('this.fetch("/a"); store.fetch("/b"); fetch();') == []
