"""Imports, names, functions and classes."""

from inspect import cleandoc

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


def facts(source: str, *kinds: str, file: str = "app.ts") -> list[str]:
    source = cleandoc(source)
    return facts_text(scan(file, source), source, kinds).splitlines()


def test_imports() -> None:
    assert facts(
        """
        import React, { useState as state, type Kind } from "react";
        import * as http from "./http";
        import "./side-effect";
        import old = require("./old");
        export { a as b, default } from "./c";
        export * from "./d"; export * as e from "./e";
        const f = require("./f"), { g, h: i } = require("./g");
        const j = require("./j").k, l = await import("./l");
        """,
        "imports",
    ) == [
        "Import name=React module=react member=default span=0:7[React]",
        "Import name=state module=react member=useState span=0:28[state]",
        "Import name=Kind module=react member=Kind span=0:40[Kind]",
        "Import name=http module=./http member=None span=1:12[http]",
        "Import name=old module=./old member=default span=3:7[old]",
        "Import name=b module=./c member=a span=4:14[b]",
        "Import name=default module=./c member=default span=4:17[default]",
        'Import name=* module=./d member=* span=5:0[export * from "./d";]',
        "Import name=e module=./e member=None span=5:33[e]",
        "Import name=f module=./f member=default span=6:6[f]",
        "Import name=g module=./g member=g span=6:28[g]",
        "Import name=i module=./g member=h span=6:34[i]",
        "Import name=j module=./j member=k span=7:6[j]",
        "Import name=l module=./l member=None span=7:28[l]",
    ]


def test_bindings() -> None:
    assert facts(
        """
        const API = { base: "/users", nested: { one: "/one" }, empty: "", [computed]: "/x", list() {} } as const;
        enum Routes { A = "/a", B = 2 }
        const { VITE_API } = import.meta.env, { deep: { url }, ...rest } = config;
        const [count, setCount] = useState("");
        let later; later = `${API.base}/x`;
        class Service { base = "/b"; static PREFIX = "/p"; constructor() { this.late = "/l"; } }
        function f({ id }, other = "/o") { const local = other + "/l"; if (id) { const inner = "/i"; } }
        """,
        "bindings",
    ) == [
        "Binding name=API value={API} span=0:6[API]",
        'Binding name=API.base value="/users" span=0:14[base]',
        'Binding name=API.nested.one value="/one" span=0:40[one]',
        "Binding scope=API name=this.list value=API.list span=0:84[list]",
        "Binding name=Routes value={Routes} span=1:5[Routes]",
        'Binding name=Routes.A value="/a" span=1:14[A = "/a"]',
        'Binding name=Routes.B value="2" span=1:24[B = 2]',
        "Binding name=VITE_API value=$VITE_API span=2:8[VITE_API]",
        "Binding name=url value=config.deep.url span=2:48[url]",
        "Binding name=rest value=config span=2:58[rest]",
        "Binding name=count value={count} span=3:7[count]",
        "Binding name=setCount value={setCount} span=3:14[setCount]",
        'Binding name=later value=API.base+"/x" span=4:11[later]',
        'Binding scope=Service name=this.base value="/b" span=5:16[base]',
        'Binding scope=Service name=PREFIX value="/p" span=5:36[PREFIX]',
        'Binding scope=Service name=this.late value="/l" span=5:67[this.late]',
        "Binding scope=f name=id value={id} span=6:13[id]",
        'Binding scope=f name=local value=other+"/l" span=6:41[local]',
    ]


def test_default_exports() -> None:
    assert facts("const api = 1; export default api;", "bindings", "functions") == [
        'Binding name=api value="1" span=0:6[api]',
        "Binding name=default value=api span=0:22[default]",
    ]
    assert facts("export default function App() {}", "bindings", "functions") == [
        "Binding name=default value=App span=0:24[App]",
        "Function name=App span=0:24[App] extent=0:15[function App() {}]",
    ]
    assert facts("export default { base: '/a', list() {}, one: () => 1 };", "bindings", "functions") == [
        "Binding name=default value={default} span=0:7[default]",
        'Binding name=default.base value="/a" span=0:17[base]',
        "Binding scope=default name=this.list value=default.list span=0:29[list]",
        "Function name=default.list span=0:29[list] extent=0:29[list() {}]",
        "Function name=default.one span=0:40[one] extent=0:45[() => 1]",
    ]
    assert facts("export default async () => 1;", "bindings", "functions") == [
        "Function name=default span=0:7[default] extent=0:15[async () => 1] is_async=True"
    ]
    assert facts("module.exports = { a, b: c }; exports.d = '/d'; export { e as f, g };", "bindings", file="a.js") == [
        "Binding name=default value={default} span=0:0[module.exports]",
        "Binding name=default.a value=a span=0:19[a]",
        "Binding name=default.b value=c span=0:22[b]",
        'Binding name=d value="/d" span=0:30[exports.d]',
        "Binding name=default.d value=d span=0:30[exports.d]",
        "Binding name=f value=e span=0:62[f]",
    ]


def test_functions() -> None:
    assert facts(
        """
        async function outer(a: string, { b, c }: Props, d = "/d", ...e) { return (x) => x; }
        const arrow = async id => id;
        const called = useCallback(() => {}, []);
        const service = { list() {}, one: function () {} };
        export class Client extends Base { get(path) {} save = async () => {}; }
        socket.onmessage = (event) => {};
        store({ actions: { load() {} } });
        """,
        "functions",
        "classes",
    ) == [
        (
            'Function name=outer span=0:15[outer] extent=0:0[async function outer(a: string, { b, c }: Props, d = "/d", ...e) '
            "{ return (x) => x; }] parameters=(name=a annotation=string, name={b, c} "
            'annotation=Props, name=d default="/d", name=...e) is_async=True returns=<result>'
        ),
        "Function scope=outer name=<result> span=0:74[(x) => x] extent=0:74[(x) => x] parameters=(name=x) returns=x",
        "Function name=arrow span=1:6[arrow] extent=1:14[async id => id] parameters=(name=id) is_async=True returns=id",
        "Function name=called span=2:6[called] extent=2:27[() => {}]",
        "Function name=service.list span=3:18[list] extent=3:18[list() {}]",
        "Function name=service.one span=3:29[one] extent=3:34[function () {}]",
        "Function scope=Client name=get span=4:35[get] extent=4:35[get(path) {}] parameters=(name=path)",
        "Function scope=Client name=save span=4:48[save] extent=4:55[async () => {}] is_async=True",
        "Function name=socket.onmessage span=5:0[socket.onmessage] extent=5:19[(event) => {}] parameters=(name=event)",
        "Function name=load span=6:19[load] extent=6:19[load() {}]",
        "Class name=Client span=4:13[Client] extent=4:7[class Client extends Base { get(path) {} save = async () => {}; }] bases=(Base)",
    ]


def test_invocations() -> None:
    assert facts(
        """
        import api from "./api";
        function f(id, given) { api.list(`/x/${id}`, { a: 1 }, ...rest, "/lost"); f(id)(); given.list(); console.log(id); }
        class Page { load() { this.load(); Page.load(); fetch("/a"); new Page().load(); } }
        """,
        "invocations",
    ) == [
        'Invocation scope=f callee=api.list span=1:24[api.list(`/x/${id}`, { a: 1 }, ...rest, "/lost")] arguments=("/x/"+id, <a: "1">)',
        "Invocation scope=f callee=f span=1:74[f(id)] arguments=(id)",
        "Invocation scope=Page.load callee=this.load span=2:22[this.load()]",
        "Invocation scope=Page.load callee=Page.load span=2:35[Page.load()]",
        "Invocation scope=Page.load callee=Page span=2:61[new Page()]",
        "Invocation scope=Page.load callee=Page().load span=2:61[new Page().load()]",
    ]


def test_methods_are_members_of_this() -> None:
    assert facts("class Page { state = { page: 1 }; load = () => 1; save() {} static one() {} }", "bindings") == [
        "Binding scope=Page name=this.state value={state} span=0:13[state]",
        "Binding scope=Page name=this.load value=Page.load span=0:34[load]",
        "Binding scope=Page name=this.save value=Page.save span=0:50[save]",
        "Binding scope=Page name=this.one value=Page.one span=0:67[one]",
    ]
    vue = "<script>export default { data: () => ({ page: 1 }), methods: { load() {} } }</script>"
    assert facts(vue, "bindings", "functions", file="a.vue") == [
        "Binding name=this.data value=data span=0:25[data]",
        "Binding name=this.load value=load span=0:63[load]",
        "Function name=data span=0:25[data] extent=0:31[() => ({ page: 1 })]",
        "Function name=load span=0:63[load] extent=0:63[load() {}]",
    ]


def test_values_made_of_themselves_stop_growing() -> None:
    for change in ("a += a;", "a = a + a;", "a = f(a, a);"):
        source = "function f(x, y) { return x + y; }\nlet a = '/a';\n" + f"{change}\n" * 60 + "fetch(a);"
        assert len(facts_text(scan("a.js", source), source, ("bindings", "calls"))) < 2_000
