"""What ends a repeat. Each case gives its ends as `kind text @line`, the most telling first."""

from inspect import cleandoc

import pytest

from wirelens.scan.javascript.scanner import scan


def ends(source: str, file: str = "app.tsx") -> list[list[str]]:
    return [[f"{end.kind} {end.text} @{end.span.start.line}" for end in repeat.ends] for repeat in scan(file, cleandoc(source)).repeats]


def test_a_condition_in_the_callback() -> None:
    assert ends("""
        const polling = useRef(null);
        const startPolling = (name) => {
          if (polling.current) clearInterval(polling.current);
          polling.current = setInterval(async () => {
            try {
              const response = await axios.get(`/api/summaries/?name=${name}`);
              if (response.data.status === 'COMPLETED') {
                clearInterval(polling.current);
              }
            } catch (error) { console.log(error) }
          }, 2000);
        };
    """) == [["until response.data.status === 'COMPLETED' @6"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if (a.done) clearInterval(t)", "until a.done @0"),
        ("if (a.busy > 0) wait(); else clearInterval(t)", "while a.busy > 0 @0"),
        ("if (!a.done) return; clearInterval(t)", "until a.done @0"),
        ("if (a.n < 3) { tell(); return } clearInterval(t)", "while a.n < 3 @0"),
        ("a.done && clearInterval(t)", "until a.done @0"),
        ("a.busy || clearInterval(t)", "while a.busy @0"),
        ("a.done ? clearInterval(t) : go()", "until a.done @0"),
        ("if (a.done) { if (t) clearInterval(t) }", "until a.done @0"),
        ("if (a.x) one(); else if (a.failed === 2) clearInterval(t)", "until a.failed === 2 @0"),
        ("load().then((r) => { if (r.done) clearInterval(t) })", "until r.done @0"),
        ("load().then((r) => { show(r); clearInterval(t) })", "success  @0"),
        ("load().catch(() => clearInterval(t))", "failure  @0"),
        ("try { await load() } catch { clearInterval(t) }", "failure  @0"),
        ("try { await load(); clearInterval(t) } catch {}", "success  @0"),
        ("switch (a.s) { case 1: go(); break; case 'X': case 'Y': clearInterval(t) }", "until a.s === 'X' || a.s === 'Y' @0"),
        ("if (a\n  .some((x) =>   x.y)) window.clearInterval(t)", "until a .some((x) => x.y) @0"),
        (f"if ({'a.long && ' * 9}b.c) clearInterval(t)", f"until {('a.long && ' * 9)[:59]}… @0"),
        ("if (a['키'] === '완료 🎉') clearInterval(t)", "until a['키'] === '완료 🎉' @0"),
    ],
)
def test_guards(body: str, expected: str) -> None:
    assert ends(f"const t = setInterval(async () => {{ {body} }}, 10)") == [[expected]]


@pytest.mark.parametrize(
    "body",
    [
        "clearInterval(other)",
        "clearInterval(t)",
        "if (a) clearTimer(t)",
        "if (a) { const t = 1; clearInterval(t) }",
        "const stop = () => 1; if (a.done) stop()",
        "if (a.done) clearInterval()",
    ],
)
def test_no_guard(body: str) -> None:
    assert ends(f"const t = setInterval(async () => {{ {body} }}, 10); keep(t)") == [[]]


def test_through_functions() -> None:
    assert ends("""
        function Jobs() {
          const timer = useRef();
          const stop = () => { if (timer.current) { clearInterval(timer.current); timer.current = null } };
          const check = async () => {
            const job = await load();
            if (job.state === "DONE") stop();
          };
          const start = () => { stop(); timer.current = setInterval(() => check(), 3000) };
          useEffect(() => { start(); return () => stop() }, []);
          return <button onClick={stop} />;
        }
    """) == [['until job.state === "DONE" @5', "call stop @2", "unmount  @2"]]


def test_what_a_stopping_function_asks_of_the_state_around_is_no_condition() -> None:
    assert ends("""
        let timer, running = false;
        function stop() { if (running) clearInterval(timer) }
        timer = setInterval(() => { if (left() === 0) stop() }, 10);
    """) == [["until left() === 0 @2"]]
    assert ends("""
        class Page {
          start() { this.timer = setInterval(() => this.load(), 10) }
          stop() { if (this.running) { clearInterval(this.timer) } }
          send(text) { if (open(text)) write(text); else clearInterval(this.other) }
        }
    """) == [["call stop @2"]]


def test_components_that_go() -> None:
    effect = """
        useEffect(() => {
          if (!isAnalyzing || paused) return;
          const timer = setInterval(() => load(), 2000);
          return () => clearInterval(timer);
        }, [isAnalyzing, paused]);
    """
    assert ends(effect) == [["until !isAnalyzing || paused @1", "unmount  @3"]]
    assert ends(effect.replace(", paused]", "]")) == [["unmount  @3"]]
    assert ends(effect.replace("!isAnalyzing || paused", "!isAnalyzing")) == [["while isAnalyzing @1", "unmount  @3"]]
    assert ends(
        "useEffect(() => { ref.current = setInterval(f, 9); function f() {} }); useEffect(() => () => clearInterval(ref.current), [])"
    ) == [["unmount  @0"]]
    assert ends("class A { m() { this.t = setInterval(() => f(), 9) } componentWillUnmount() { clearInterval(this.t) } }") == [
        ["unmount  @0"]
    ]
    vue = "<script setup>\nlet t; onMounted(() => { t = setInterval(() => f(), 9) });\nonUnmounted(() => clearInterval(t));\n</script>"
    assert ends(vue, "A.vue") == [["unmount  @2"]]
    methods = "mounted() { this.t = setInterval(() => f(), 9) },\nbeforeDestroy() { clearInterval(this.t) }"
    options = f"<script>\nexport default {{ {methods} }}\n</script>"
    assert ends(options, "A.vue") == [["unmount  @2"]]
    assert ends("const t = setInterval(() => f(), 9); onUnmounted(stop); function stop() { clearInterval(t) }") == [["unmount  @0"]]


def test_watched_state() -> None:
    assert ends("""
        function Page({ status }) {
          const [timer, setTimer] = useState(null);
          const start = () => { const id = setInterval(() => load(), 9); setTimer(id) };
          useEffect(() => { if (isTerminal(status)) clearInterval(timer) }, [status]);
        }
    """) == [["until isTerminal(status) @3"]]


def test_time_limits_and_events() -> None:
    assert ends("""
        const t = setInterval(() => f(), 9);
        setTimeout(() => clearInterval(t), 30 * 1000);
        socket.addEventListener("close", () => clearInterval(t));
    """) == [["after 30000 @1", "event close @2"]]
    assert ends("const t = setInterval(() => f(), 9); socket.onclose = () => { clearInterval(t) }") == [["event close @0"]]
    assert ends("const t = setInterval(() => f(), 9); function stop() { setTimeout(() => clearInterval(t), 50) }") == [["call stop @0"]]


def test_nothing_ends_it() -> None:
    assert ends("setInterval(() => f(), 9); const unused = setInterval(() => g(), 9); clearInterval(other)") == [
        ["nothing  @0"],
        ["nothing  @0"],
    ]
    silent = """
        const a = setInterval(() => f(), 9); share(a);
        const b = () => setInterval(() => f(), 9);
        export const c = setInterval(() => f(), 9);
        window.d = setInterval(() => f(), 9);
        setInterval(() => { if (done) process.exit() }, 9);
        setInterval(() => { if (done) location.reload() }, 9);
        useInterval(() => f(), 9);
    """
    assert ends(silent) == [[], [], [], [], [], [], []]


def test_restarting_is_no_end() -> None:
    assert ends("""
        let t;
        function start() { clearInterval(t); t = setInterval(() => f(), 9) }
        function faster() { clearInterval(t); t = setInterval(() => f(), 3) }
    """) == [[], []]


def test_functions_that_call_themselves_again() -> None:
    assert ends("""
        const poll = async () => {
          if (cancelled) return;
          const data = await load();
          if (data.status === "done") { show(data); return }
          if (tries++ < 60) setTimeout(poll, 2000);
        };
    """) == [['until data.status === "done" @3', "while tries++ < 60 @4", "until cancelled @1"]]
    assert ends("function poll() { load().then((d) => { if (d.done) finish(); else setTimeout(poll, 5) }) }") == [
        ["until d.done @0", "failure  @0"]
    ]
    assert ends("async function poll() { try { await load() } catch { setTimeout(() => poll(), 5) } }") == [["success  @0"]]
    assert ends("""
        async function poll() {
          try {
            const d = await load();
            if (d.done) return;
            setTimeout(poll, 5);
          } catch { setTimeout(poll, 50) }
        }
        useEffect(() => { poll() }, [id]);
    """) == [["until d.done @3"], ["until d.done @3"]]
    assert ends("""
        class Page {
          componentWillUnmount() { clearTimeout(this.timer) }
          refresh = () => { clearTimeout(this.timer); this.timer = setTimeout(this.refresh, 9) };
        }
    """) == [["unmount  @1"]]


def test_functions_that_always_call_themselves_again() -> None:
    assert ends("""
        function poll() { load(); setTimeout(poll, 5) }
        function either() { if (slow) setTimeout(either, 9); else setTimeout(either, 3) }
        async function anyway() { try { if ((await load()).done) return } finally { setTimeout(anyway, 3) } }
        function first() { if (pending) { setTimeout(first, 3); return } setTimeout(first, 5) }
    """) == [[], [], [], [], [], []]


def test_options_of_queries() -> None:
    assert ends("""
        useQuery({ queryKey: ["a"], queryFn: f, refetchInterval: (q) => q.state.data?.status === "done" ? false : 2000, enabled: !!id });
        useQuery({ queryKey: ["a"], queryFn: f, refetchInterval: (data) => { if (data.busy > 0) return 2000; return false } });
        useSWR("/x", { refreshInterval: (d) => d?.ready ? 0 : 1000 });
        useStatusQuery(id, { pollingInterval: done ? 0 : 2000, skip: !id });
        useQuery(JOB, { pollInterval: waiting && 500 });
        useInterval(() => f(), isPlaying ? 100 : null);
    """) == [
        ['until q.state.data?.status === "done" @0', "while id @0"],
        ["while data.busy > 0 @1"],
        ["until d?.ready @2"],
        ["until done @3", "while id @3"],
        ["while waiting @4"],
        ["while isPlaying @5"],
    ]


def test_periods_that_conditions_decide() -> None:
    source = """
        useQuery({ refetchInterval: done ? false : 2 * SECOND });
        useQuery({ refetchInterval: fast ? 100 : 200 });
        useQuery({ refetchInterval: done ? false : 0 });
        useQuery({ refetchInterval: given ?? false });
        useQuery({ refetchInterval: (q) => pace(q) });
        const SECOND = 1000;
    """
    assert [repeat.period_ms for repeat in scan("a.ts", cleandoc(source)).repeats] == [2000, None, None, None]


def test_state_that_is_the_period() -> None:
    assert ends("""
        function Page() {
          const [pollingInterval, setPollingInterval] = useState(2000);
          const { data } = useStatusQuery(id, { pollingInterval: pollingInterval });
          useEffect(() => { if (data?.status === "done") setPollingInterval(0) }, [data]);
          const slower = () => setPollingInterval(9000);
        }
    """) == [['until data?.status === "done" @3']]


def test_streams() -> None:
    assert ends("""
        import { interval, timer } from "rxjs";
        interval(1000).pipe(switchMap(() => load().pipe(take(1))), takeWhile((s) => s.status !== "DONE")).subscribe(f);
        timer(0, 500).pipe(takeUntil(this.destroyed$), take(5)).subscribe(f);
        interval(10).pipe(takeUntilDestroyed()).subscribe(f);
        class Page {
          start() { this.polling = interval(10).subscribe(f) }
          ngOnDestroy() { this.polling.unsubscribe() }
        }
    """) == [['while s.status !== "DONE" @1'], ["times 5 @2", "event this.destroyed$ @2"], ["unmount  @3"], ["unmount  @6"]]


BROKEN: list[tuple[str, list[list[str]]]] = [
    ("const t = setInterval(() => { if (a.b) { clearInterval(t)", []),
    ("const = = ;\nconst t = setInterval(() => { if (a.b) clearInterval(t) }, 5)", [["until a.b @1"]]),
    ("const t = setInterval(() => { if () clearInterval(t); if (a.b) clearInterval(t) }, 5)", [["until a.b @0"]]),
    ("setInterval(() => { if ( clearInterval(", []),
    ("function f() { setTimeout(f, ", []),
    ("useQuery({ refetchInterval: (q) => { if (q.x) return", []),
    ("const f = () => setTimeout(f, 1), g = () => { f() }; const t = setInterval(t, 1); clearInterval(t)", [[]]),
]


@pytest.mark.parametrize(("source", "expected"), BROKEN)
def test_broken_code_and_circles(source: str, expected: list[list[str]]) -> None:
    assert ends(source) == expected


def test_many_timers_take_no_time() -> None:
    body = "".join(f"const t{n} = setInterval(() => {{ if (a{n}.b) clearInterval(t{n}) }}, 5);\n" for n in range(300))
    found = ends(body)
    assert found[0] == ["until a0.b @0"]
    assert found[299] == []


HOSTILE = {
    "functions that return each other": "".join(f"const f{n} = () => {{ {f'return f{n + 1}; ' * 9} }};\n" for n in range(9))
    + "useQuery({ refetchInterval: f0 })",
    "deep blocks": "function poll() {\n" + "if (b) {\n" * 5000 + "if (a) { return; }\n" * 30 + "setTimeout(poll, 1);" + "}" * 5001,
    "started again and again": "let t, u;\n"
    + "t = setInterval(() => load(), 1);\n" * 400
    + "function stop() {\n"
    + "clearInterval(t);\n" * 400
    + "u = setInterval(g, 1);\n" * 400
    + "}",
    "states": "const [period, setPeriod] = useState(9);\n"
    + "".join(f"const q{n} = useQuery({{ refetchInterval: period }});\n" for n in range(200))
    + "function never() {\n"
    + "setPeriod(0);\n" * 200
    + "}",
    "timers in timers": "setTimeout(() => {\n" * 600 + "load();" + "}, 10);" * 600,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_what_grows_is_looked_into_only_so_far(source: str) -> None:
    assert not scan("a.ts", source).problems


def test_numbers_that_are_no_duration() -> None:
    source = "setInterval(f, 1e999); setInterval(f, 1e300 * 1e300); setInterval(f, 2147483648); setInterval(f, 2147483647); function f() {}"
    assert [repeat.period_ms for repeat in scan("a.ts", source).repeats] == [None, None, None, 2147483647]


def test_a_stream_that_gives_one_value_repeats_nothing() -> None:
    source = 'import { timer } from "rxjs"; timer(1000).subscribe(f); timer(0, 1000).subscribe(f);'
    assert [(repeat.by, repeat.period_ms) for repeat in scan("a.ts", source).repeats] == [("timer", 1000)]


def test_comments_are_no_part_of_a_condition() -> None:
    source = """
        const t = setInterval(() => {
          if (a.b && // 끝 🎉
              a.c /* or so */) clearInterval(t);
        }, 5);
    """
    assert ends(source) == [["until a.b && a.c @1"]]


def test_timers_that_are_declared_first() -> None:
    assert ends("""
        function start() {
          let timer;
          $("#box").on("hide", () => clearInterval(timer));
          $("#box").on("show", () => { timer = setInterval(() => load(timer), 500) });
        }
    """) == [["event hide @2"]]
