from dataclasses import replace

import pytest

from support.markdown_text import shown, unlinked
from support.narratives import narrative
from support.polling_system import (
    CALLBACK,
    MAP,
    PAGE,
    POLL,
    RECEIVE,
    RELAY,
    ROUTES,
    START,
    SUMMARIES,
    VIEWS,
    WORKER,
    at,
    snapshot,
    span,
)
from wirelens.model.communication_map import CommunicationMap, OutgoingCall, WrapperUse
from wirelens.model.finding import Finding, Related
from wirelens.model.message import Language, message
from wirelens.model.narrative import Explanation
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position
from wirelens.views.hover import hover, hover_text


def told(moment: Snapshot, file: str, line: int, column: int) -> str:
    """The hover at a place that counts from 1, without the links' targets."""
    found = hover(moment, file, Position(line - 1, column - 1))
    assert found is not None
    return unlinked(found.markdown)


def with_calls(*calls: OutgoingCall) -> CommunicationMap:
    return replace(MAP, calls=tuple(sorted((*MAP.calls, *calls), key=lambda call: call.location)))


HANDLER = {
    "en": """\
**POST** `/api/ai/callback/` · Django · `backend`

- From [ai_server/main.py:110] `send_to_django_callback`, last step of a background task
- Stores a new `AnalysisResult` ([backend/ai/models.py:3])
- Polled back by [frontend/src/App.jsx:105] every 2 s until `status === "COMPLETED"`""",
    "ko": """\
**POST** `/api/ai/callback/` · Django · `backend`

- 보내는 곳: [ai_server/main.py:110] `send_to_django_callback`, 백그라운드 작업의 마지막 단계
- 저장: 새 `AnalysisResult` ([backend/ai/models.py:3])
- 폴링: [frontend/src/App.jsx:105], 2초마다, `status === "COMPLETED"`까지""",
}
URL = {
    "en": """\
**GET** `/api/ai/summaries/?filename={filename}` → [backend/ai/views.py:66] `get_analysis_result`

- Every 2 s (`setInterval`, line [103]) until `status === "COMPLETED"` (line [113])""",
    "ko": """\
**GET** `/api/ai/summaries/?filename={filename}` → [backend/ai/views.py:66] `get_analysis_result`

- 2초마다(`setInterval`, [103]행), `status === "COMPLETED"`까지([113]행)""",
}
TASK = {
    "en": """\
**Background task** `perform_ai_process` · FastAPI · `ai_server`

- Queued at [ai_server/main.py:30] by `POST /ai/analyze-file`; runs on the event loop after the response, in memory only
- Then **POST** `/api/ai/callback/` → [backend/ai/views.py:41]""",
    "ko": """\
**백그라운드 작업** `perform_ai_process` · FastAPI · `ai_server`

- 예약: [ai_server/main.py:30], `POST /ai/analyze-file`; 응답 뒤 이벤트 루프에서 실행, 메모리에만 존재
- 이어서 **POST** `/api/ai/callback/` → [backend/ai/views.py:41]""",
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(VIEWS, 41, 5), (VIEWS, 41, 30), (ROUTES, 8, 13)], HANDLER),
        ([(PAGE, 105, 37), (PAGE, 105, 60), (PAGE, 105, 41)], URL),
        ([(WORKER, 74, 11), (WORKER, 30, 40)], TASK),
    ],
    ids=["handler", "url", "task"],
)
def test_model_answers(language: Language, places: list[tuple[str, int, int]], expected: dict[str, str]) -> None:
    assert [told(snapshot(language), *place) for place in places] == [expected[language]] * len(places)


@pytest.mark.parametrize(
    ("file", "line", "column"),
    [(VIEWS, 41, 4), (VIEWS, 42, 5), (PAGE, 105, 30), (PAGE, 103, 24), ("backend/ai/models.py", 3, 8), ("unknown.py", 1, 1)],
    ids=["before the name", "another line", "the client's name", "setInterval", "a model", "an unknown file"],
)
def test_silent_where_no_wire_is(file: str, line: int, column: int) -> None:
    assert hover(snapshot("en"), file, Position(line - 1, column - 1)) is None


def test_links_lead_to_the_line() -> None:
    found = hover(snapshot("en"), PAGE, Position(104, 50))
    assert found is not None
    assert shown(found.markdown).links == (
        "file:///home/user/project/backend/ai/views.py#L66",
        "file:///home/user/project/frontend/src/App.jsx#L103",
        "file:///home/user/project/frontend/src/App.jsx#L113",
    )
    assert found.span == POLL.url_span


def test_a_handler_that_sends_on() -> None:
    assert told(snapshot("en"), VIEWS, 11, 6) == (
        "**POST** `/api/ai/results/` · Django · `backend`\n\n"
        "- From [frontend/src/App.jsx:84] `handleAIRun`\n"
        "- Then **POST** `/ai/analyze-file` → [ai_server/main.py:26]"
    )
    assert told(snapshot("en"), WORKER, 26, 12) == (
        "**POST** `/ai/analyze-file` · FastAPI · `ai_server`\n\n"
        "- From [backend/ai/views.py:27] `receive_analysis`\n"
        "- Then queues [ai_server/main.py:74] `perform_ai_process`"
    )


def test_nobody_calls() -> None:
    assert told(snapshot("en"), VIEWS, 100, 5) == (
        "**GET** `/api/ai/list/` · Django · `backend`\n\n- No caller here\n- Reads stored `AnalysisResult` ([backend/ai/models.py:3])"
    )


def test_many_callers_are_counted() -> None:
    others = [replace(START, id=str(line), location=at(PAGE, line, 13, 9), url_span=span(line, 24, 9)) for line in range(201, 208)]
    assert told(snapshot("en", with_calls(*others)), VIEWS, 11, 6) == (
        "**POST** `/api/ai/results/` · Django · `backend`\n\n"
        "- From [frontend/src/App.jsx:84] `handleAIRun`\n"
        "- From [frontend/src/App.jsx:201] `handleAIRun`\n"
        "- From [frontend/src/App.jsx:202] `handleAIRun`\n"
        "- From [frontend/src/App.jsx:203] `handleAIRun`\n"
        "- and 4 more\n"
        "- Then **POST** `/ai/analyze-file` → [ai_server/main.py:26]"
    )


def lost(status: str, reason: str, **arguments: str | int) -> CommunicationMap:
    """The map with the poll leading nowhere."""
    call = replace(POLL, status=status, endpoints=(), reason=message(reason, **arguments), repetition=None)
    return replace(MAP, calls=tuple(call if known is POLL else known for known in MAP.calls))


def test_unresolved_external_and_ambiguous_say_so() -> None:
    unresolved = lost("unresolved", "resolution.dynamic-url")
    assert told(snapshot("en", unresolved), PAGE, 105, 45) == (
        "**GET** `/api/ai/summaries/?filename={filename}`\n\n- Not resolved: The URL is put together when the program runs."
    )
    assert told(snapshot("ko", unresolved), PAGE, 105, 45) == (
        "**GET** `/api/ai/summaries/?filename={filename}`\n\n- 알 수 없음: URL이 실행 중에 만들어집니다."
    )
    external = lost("external", "resolution.external", host="api.example.com")
    assert told(snapshot("en", external), PAGE, 105, 45) == (
        "**GET** `http://127.0.0.1:8000/api/ai/summaries/?filename={filename}`\n\n"
        "- External: api.example.com is not a service of this workspace."
    )
    ambiguous = replace(POLL, status="ambiguous", endpoints=(SUMMARIES.id, CALLBACK.id), reason=message("resolution.ambiguous", count=2))
    known = replace(MAP, calls=tuple(ambiguous if call is POLL else call for call in MAP.calls))
    assert told(snapshot("en", known), PAGE, 105, 45) == (
        "**GET** `/api/ai/summaries/?filename={filename}`\n\n"
        "- Ambiguous: 2 endpoints fit.\n"
        "- Perhaps → [backend/ai/views.py:66] `get_analysis_result`\n"
        "- Perhaps → [backend/ai/views.py:41] `receive_analysis_callback`\n"
        '- Every 2 s (`setInterval`, line [103]) until `status === "COMPLETED"` (line [113])'
    )
    assert told(snapshot("en", known), VIEWS, 66, 5) == (
        "**GET** `/api/ai/summaries/` · Django · `backend`\n\n"
        '- Possibly from [frontend/src/App.jsx:105] `startPolling`, every 2 s until `status === "COMPLETED"`\n'
        "- Reads stored `AnalysisResult` ([backend/ai/models.py:3])"
    )


def test_a_finding_takes_the_place_of_its_reason() -> None:
    moment = snapshot("en", lost("no-route", "resolution.no-route", service="backend", path="/api/ai/summaries/"))
    finding = Finding(
        "no-route",
        "error",
        message("resolution.no-route", service="backend", path="/api/ai/summaries/"),
        at(PAGE, 105, 62, 18),
        (Related(CALLBACK.declared, message("views.no-caller")),),
    )
    without = "**GET** `/api/ai/summaries/?filename={filename}`\n\n- No route: `backend` has no route for /api/ai/summaries/."
    assert told(moment, PAGE, 105, 45) == without
    moment = replace(moment, findings=(finding,))
    assert told(moment, PAGE, 105, 45) == (
        "**GET** `/api/ai/summaries/?filename={filename}`\n\n❌ `backend` has no route for /api/ai/summaries/."
    )
    assert told(moment, ROUTES, 8, 12).endswith("\n\n❌ [frontend/src/App.jsx:105]: `backend` has no route for /api/ai/summaries/.")


def test_a_likely_link_and_a_wrapper() -> None:
    likely = replace(RELAY, certainty="likely", via=(WrapperUse("post_json", at("backend/http.py", 9, 1, 9)),))
    known = replace(MAP, calls=tuple(likely if call is RELAY else call for call in MAP.calls))
    assert told(snapshot("en", known), VIEWS, 27, 40) == (
        "**POST** `/ai/analyze-file` → [ai_server/main.py:26] `analyze_file`\n\n"
        "- Likely, not certain: the only endpoint that fits\n"
        "- Through `post_json` ([backend/http.py:9])"
    )


def test_git_and_gemini_come_last_and_twelve_lines_are_enough() -> None:
    others = [replace(START, id=str(line), location=at(PAGE, line, 13, 9), url_span=span(line, 24, 9)) for line in range(201, 208)]
    findings = tuple(
        Finding("no-route", severity, message("resolution.dynamic-url"), RECEIVE.location) for severity in ("error", "warning", "hint")
    )
    said = Explanation(narrative("Relays [requests](http://evil) <b>now</b>. More."), None, "/cache/r e.md")
    moment = replace(snapshot("en", with_calls(*others)), findings=findings, changed_files={VIEWS: "M"}, explanations={VIEWS: (said,)})
    text = told(moment, VIEWS, 11, 6)
    assert text == (
        "**POST** `/api/ai/results/` · Django · `backend`\n\n"
        "- From [frontend/src/App.jsx:84] `handleAIRun`\n"
        "- and 7 more\n"
        "- Then **POST** `/ai/analyze-file` → [ai_server/main.py:26]\n"
        "- Git: changed since HEAD (modified)\n\n"
        "❌ The URL is put together when the program runs.\n\n"
        "⚠ The URL is put together when the program runs.\n\n"
        "*Gemini:* Relays \\[requests\\](http:\\//evil) \\<b\\>now\\</b\\>. More. [report]"
    )
    assert len(text.splitlines()) == 12
    assert shown(text).links == ()


def test_plain_text_for_terminals() -> None:
    assert hover_text(snapshot("ko"), PAGE, Position(104, 50)) == (
        "GET `/api/ai/summaries/?filename={filename}` → backend/ai/views.py:66 `get_analysis_result`\n\n"
        '- 2초마다(`setInterval`, 103행), `status === "COMPLETED"`까지(113행)'
    )


HOSTILE = [
    "`code`",
    "``` x",
    "a|b",
    "](http://evil)",
    "![x](http://evil/x.png)",
    "<img src=x onerror=alert(1)>",
    "line\nbreak\r\n# heading",
    "**bold** __bold__ _em_",
    "\u202eevil",
    "a\x00b\x1b[31m",
    "한국어 경로 🚀",
    "\udc80",
    "x" * 5000,
    "&lt;b&gt;",
    "",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_names(name: str) -> None:
    file = f"back{name}/views.py"
    endpoint = replace(RECEIVE, path=f"/{name}", handler=name, service=name, location=replace(RECEIVE.location, file=file))
    call = replace(START, path=f"/{name}", url=f"http://h/{name}", function=name, location=replace(START.location, file=f"{name}.jsx"))
    moment = snapshot("en", replace(MAP, endpoints=(endpoint,), calls=(call,)))
    for place in ((file, Position(10, 5)), (f"{name}.jsx", Position(83, 40))):
        found = hover(moment, *place)
        assert found is not None
        found.markdown.encode("utf-8")
        assert len(found.markdown.splitlines()) <= 12
        seen = shown(found.markdown)
        assert len(seen.links) == 1
        assert seen.links[0].startswith("file:///home/user/project/")
        assert not set(seen.text) & set("\u202e\x00\x1b\r\n")
