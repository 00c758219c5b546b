from inspect import cleandoc

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


def network(source: str) -> list[str]:
    source = cleandoc(source)
    return facts_text(scan("app.js", source), source).splitlines()


def test_periods() -> None:
    assert network("""
        const PERIOD = 2 * 1000, settings = { slow: 60_000 };
        setInterval(() => a(), PERIOD);
        window.setInterval(async function () { b() }, settings.slow + 5);
        setInterval(() => c(), props.period);
        setInterval(() => d());
    """) == [
        "Repeat by=setInterval period_ms=2000 span=1:0[setInterval] extent=1:12[() => a()] ends=(kind=nothing span=1:0[setInterval])",
        (
            "Repeat by=setInterval period_ms=60005 span=2:0[window.setInterval] extent=2:19[async function () { b() }] "
            "ends=(kind=nothing span=2:0[window.setInterval])"
        ),
        "Repeat by=setInterval period_ms=None span=3:0[setInterval] extent=3:12[() => c()] ends=(kind=nothing span=3:0[setInterval])",
        "Repeat by=setInterval period_ms=None span=4:0[setInterval] extent=4:12[() => d()] ends=(kind=nothing span=4:0[setInterval])",
    ]


def test_callbacks_by_name() -> None:
    assert network("""
        function App() {
          const poll = useCallback(async () => { load() }, []);
          useEffect(() => { const timer = setInterval(poll, 500); setInterval(later, 1e3); }, []);
          function later() {}
        }
    """) == [
        (
            "Repeat scope=App.<3> by=setInterval period_ms=500 span=2:34[setInterval] extent=1:27[async () => { load() }] "
            "ends=(kind=nothing span=2:34[setInterval])"
        ),
        (
            "Repeat scope=App.<3> by=setInterval period_ms=1000 span=2:58[setInterval] extent=3:2[function later() {}] "
            "ends=(kind=nothing span=2:58[setInterval])"
        ),
    ]


def test_callbacks_that_are_methods() -> None:
    assert network("""
        class Page {
          start() { this.a = setInterval(this.load, 10); this.b = setInterval(this.load.bind(this), 20); }
          load() {}
        }
        const service = { poll: () => 1 };
        keep(setInterval(service.poll, 30));
    """) == [
        "Repeat scope=Page.start by=setInterval period_ms=10 span=1:21[setInterval] extent=2:2[load() {}]",
        "Repeat scope=Page.start by=setInterval period_ms=20 span=1:58[setInterval] extent=2:2[load() {}]",
        "Repeat by=setInterval period_ms=30 span=5:5[setInterval] extent=4:24[() => 1]",
    ]


def test_connections() -> None:
    assert network("""
        import Socket from "ws";
        const socket = new WebSocket(`ws://${location.host}/ws/${room}`);
        new Socket("ws://localhost:8000/a");
        new EventSource("/events", { withCredentials: true });
    """) == [
        (
            'Call library=WebSocket method=GET url="ws://"+location.host+"/ws/"+room '
            "span=1:15[new WebSocket(`ws://${location.host}/ws/${room}`)] "
            "url_span=1:29[`ws://${location.host}/ws/${room}`] protocol=websocket"
        ),
        (
            'Call library=WebSocket method=GET url="ws://localhost:8000/a" span=2:0[new Socket("ws://localhost:8000/a")] '
            'url_span=2:11["ws://localhost:8000/a"] protocol=websocket'
        ),
        (
            'Call library=EventSource method=GET url="/events" span=3:0[new EventSource("/events", { withCredentials: true })] '
            'url_span=3:16["/events"] protocol=sse'
        ),
    ]


def test_connections_of_packages() -> None:
    assert network("""
        import { w3cwebsocket as Socket } from "websocket";
        import { WebSocketServer } from "ws"; import { Backoff } from "websocket-ts"; new Backoff("/x");
        import useWebSocket, { ReadyState } from "react-use-websocket";
        import { useEventSource } from "@vueuse/core";
        import { webSocket } from "rxjs/webSocket";
        import { fetchEventSource } from "@microsoft/fetch-event-source";
        new WebSocketServer({ port: 80 });
        new Socket("/a");
        const { lastMessage } = useWebSocket("/b");
        useEventSource("/c");
        webSocket({ url: "/d" });
        fetchEventSource("/e", { method: "POST" });
        function useWebSocketOfOurs(url) { return useOther(url) }
        useWebSocketOfOurs("/f");
    """) == [
        'Call library=WebSocket method=GET url="/a" span=7:0[new Socket("/a")] url_span=7:11["/a"] protocol=websocket',
        'Call library=WebSocket method=GET url="/b" span=8:24[useWebSocket("/b")] url_span=8:37["/b"] protocol=websocket',
        'Call library=EventSource method=GET url="/c" span=9:0[useEventSource("/c")] url_span=9:15["/c"] protocol=sse',
        'Call library=WebSocket method=GET url="/d" span=10:0[webSocket({ url: "/d" })] url_span=10:17["/d"] protocol=websocket',
        (
            'Call library=fetchEventSource method=POST url="/e" span=11:0[fetchEventSource("/e", { method: "POST" })] '
            'url_span=11:17["/e"] method_span=11:34[POST] protocol=sse'
        ),
    ]


def test_silent() -> None:
    assert (
        network("""
        import { setInterval } from "timers/promises";
        import { WebSocket } from "./sockets";
        setInterval(() => a(), 10);
        new WebSocket("/a"); new Map("/b"); new URL("/c", base);
        setTimeout(() => b(), 10);
    """)
        == []
    )
    assert network("setInterval(callback, 10); timer.setInterval(() => a(), 10);") == []
