from dataclasses import replace

import pytest

from support.markdown_text import unlinked
from support.narratives import narrative
from support.polling_system import CALLBACK, FILES, MAP, MODELS, PAGE, POLL, ROUTES, VIEWS, WORKER, at, snapshot
from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding, Related
from wirelens.model.message import Language, message
from wirelens.model.narrative import Citation, Claim, Explanation, Scope, Staleness
from wirelens.views.report import report

VIEWS_REPORT = {
    "ko": """\
backend/ai/views.py
[분석 결과: 요청 중계 · 콜백 수신 · 폴링 응답]
- 구조 분석: Django 함수형 뷰 4개입니다. 결과를 `AnalysisResult`에 저장하고 읽으며, FastAPI는 동기 `httpx.Client`로 호출합니다.
- 통신 관점: React의 요청을 FastAPI에 넘기고, 콜백을 저장하고, 폴링에 답합니다.
  - `receive_analysis`(11) POST /api/ai/results/ ← App.jsx:84, 다시 POST :9000/ai/analyze-file → main.py:26
  - `receive_analysis_callback`(41) POST /api/ai/callback/ ← main.py:110
  - `get_analysis_result`(66) GET /api/ai/summaries/ ← App.jsx:105, 2초마다
  - `get_analysis_list`(100) GET /api/ai/list/ ← 호출하는 곳 없음""",
    "en": """\
backend/ai/views.py
[Analysis: request relay · callback receiver · poll responder]
- Structure: Four Django function views. Results live in `AnalysisResult`; FastAPI is called with the synchronous `httpx.Client`.
- Communication: Relays React's request to FastAPI, stores the callback, answers the poll.
  - `receive_analysis` (11) POST /api/ai/results/ ← App.jsx:84, then POST :9000/ai/analyze-file → main.py:26
  - `receive_analysis_callback` (41) POST /api/ai/callback/ ← main.py:110
  - `get_analysis_result` (66) GET /api/ai/summaries/ ← App.jsx:105, every 2 s
  - `get_analysis_list` (100) GET /api/ai/list/ ← no caller here""",
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_model_answer(language: Language) -> None:
    assert report(snapshot(language), VIEWS).text() == VIEWS_REPORT[language]


def test_the_worker() -> None:
    assert report(snapshot("en"), WORKER).text() == (
        "ai_server/main.py\n"
        "[Analysis: task intake · background worker · callback sender]\n"
        "- Structure: Two FastAPI endpoints, one background task. Django is called with the asynchronous `httpx.AsyncClient`.\n"
        "- Communication: Takes on tasks from Django, goes on working after the response, calls Django back.\n"
        "  - `analyze_file` (26) POST /ai/analyze-file ← ai/views.py:27, then queues `perform_ai_process` → main.py:74\n"
        "  - `perform_ai_process` (74) background task ← main.py:30, then POST :8000/api/ai/callback/ → ai/views.py:41\n"
        "  - `list_results` (102) GET /ai/results ← no caller here"
    )


def test_the_page() -> None:
    assert report(snapshot("ko"), PAGE).text() == (
        "frontend/src/App.jsx\n"
        "[분석 결과: 요청 전송 · 폴링]\n"
        "- 구조 분석: JavaScript (React) 함수 4개입니다. Django는 `axios`로 호출합니다.\n"
        "- 통신 관점: Django에 요청을 보내고, Django를 2초마다 폴링합니다.\n"
        "  - `handleAIRun`(84) POST :8000/api/ai/results/ → ai/views.py:11\n"
        '  - `startPolling`(105) GET :8000/api/ai/summaries/ → ai/views.py:66, 2초마다, `status === "COMPLETED"`까지'
    )


def test_url_configuration_and_model() -> None:
    assert report(snapshot("en"), ROUTES).text() == (
        "backend/ai/urls.py\n"
        "[Analysis: URL configuration]\n"
        "- Structure: Four Django routes.\n"
        "- Communication: Leads requests to their handlers.\n"
        "  - line 6: POST /api/ai/results/ → ai/views.py:11 `receive_analysis`\n"
        "  - line 8: POST /api/ai/callback/ → ai/views.py:41 `receive_analysis_callback`\n"
        "  - line 10: GET /api/ai/summaries/ → ai/views.py:66 `get_analysis_result`\n"
        "  - line 12: GET /api/ai/list/ → ai/views.py:100 `get_analysis_list`"
    )
    assert report(snapshot("en"), MODELS).text() == (
        "backend/ai/models.py\n"
        "[Analysis: data model]\n"
        "- Structure: One Python class.\n"
        "- Communication: Defines what is stored (`AnalysisResult`)."
    )


@pytest.mark.parametrize(
    ("summary", "structure"),
    [
        (FileSummary("python"), "One Python file."),
        (FileSummary("python", ("f", "C.<12>"), ("C", "D")), "One Python function, two Python classes."),
        (FileSummary("typescript", tuple("abcdefghijk")), "11 TypeScript functions."),
        (FileSummary("markdown"), "One Markdown file."),
    ],
    ids=["empty", "classes", "many", "no code"],
)
def test_a_file_without_wires(summary: FileSummary, structure: str) -> None:
    moment = replace(snapshot("en"), files={**FILES, "notes/x": summary})
    assert report(moment, "notes/x").text() == (
        f"notes/x\n[Analysis: no communication]\n- Structure: {structure}\n- Communication: No calls, endpoints or background tasks."
    )


def test_a_class_counts_once_however_many_methods_answer() -> None:
    handlers = ("Products.list", "Products.create", "User", "health")
    endpoints = tuple(
        replace(MAP.endpoints[0], id=str(line), handler=handler, framework="drf", location=at("shop/views.py", line, 5, 4), stores=())
        for line, handler in enumerate(handlers, start=1)
    )
    moment = replace(
        snapshot("en", replace(MAP, endpoints=endpoints, calls=(), flows=(), channels=())),
        files={**FILES, "shop/views.py": FileSummary("python", ("health",), ("Products", "User"))},
    )
    assert report(moment, "shop/views.py").text().splitlines()[2] == (
        "- Structure: Two Django REST framework class-based views, one Django REST framework function view."
    )


def test_nobody_calls() -> None:
    alone = replace(MAP, calls=(), flows=(), channels=())
    assert report(snapshot("ko", alone), WORKER).text() == (
        "ai_server/main.py\n"
        "[분석 결과: 엔드포인트]\n"
        "- 구조 분석: FastAPI 엔드포인트 2개입니다.\n"
        "- 통신 관점: 이 폴더에 호출하는 곳이 없는 엔드포인트를 제공합니다.\n"
        "  - `analyze_file`(26) POST /ai/analyze-file ← 호출하는 곳 없음\n"
        "  - `list_results`(102) GET /ai/results ← 호출하는 곳 없음"
    )


def lost() -> CommunicationMap:
    """The map with the poll leading nowhere, and two more that are not of this workspace."""
    reason = message("resolution.dynamic-url")
    poll = replace(POLL, status="no-route", endpoints=(), reason=reason)
    unknown = replace(POLL, id="a", status="unresolved", endpoints=(), reason=reason, url="", path="", method=None, repetition=None)
    abroad = replace(unknown, id="b", status="external", url="https://api.example.com/v1/x?key={key}", path="/v1/x", function="<module>")
    return replace(MAP, calls=(poll, unknown, abroad))


def test_what_leads_nowhere_is_said_and_findings_are_listed() -> None:
    problem = Finding(
        "no-route",
        "error",
        message("resolution.dynamic-url"),
        at(PAGE, 105, 60, 4),
        (Related(CALLBACK.location, message("views.no-caller")),),
    )
    moment = replace(snapshot("en", lost()), findings=(problem,), changed_files={PAGE: "?"})
    assert report(moment, PAGE).text() == (
        "frontend/src/App.jsx\n"
        "[Analysis: request sender · poller]\n"
        "- Structure: Four JavaScript (React) functions. `api.example.com` is called with `axios`.\n"
        "- Communication: Sends requests to `api.example.com`, polls every 2 s.\n"
        '  - `startPolling` (105) GET :8000/api/ai/summaries/ → no such route, every 2 s until `status === "COMPLETED"`\n'
        "  - `startPolling` (105) {method} {url} → not resolved\n"
        "  - line 105: {method} api.example.com/v1/x → external\n"
        "  - ❌ line 105: The URL is put together when the program runs.\n"
        "- Git: changed since HEAD (new)"
    )
    assert report(moment, VIEWS).text().endswith("  - ❌ App.jsx:105: The URL is put together when the program runs.")


def test_two_services_of_one_framework_go_by_their_names() -> None:
    twin = replace(MAP.services[0], id="worker", root="worker")
    assert (
        "Relays React's request to `ai_server`, stores"
        in report(snapshot("en", replace(MAP, services=(*MAP.services, twin))), VIEWS).text()
    )
    version = replace(MAP.services[0], id="ai_server:old", root="ai_server")
    assert report(snapshot("en", replace(MAP, services=(*MAP.services, version))), VIEWS).text() == VIEWS_REPORT["en"]


def test_markdown_is_the_same_with_links() -> None:
    title, _, body = VIEWS_REPORT["ko"].partition("\n")
    heading, _, items = body.partition("\n")
    text = report(snapshot("ko"), VIEWS).markdown()
    seen = unlinked(text).replace("[11]", "11").replace("[41]", "41").replace("[66]", "66").replace("[100]", "100")
    for place in ("App.jsx:84", "App.jsx:105", "main.py:26", "main.py:110"):
        seen = seen.replace(f"[{place}]", place)
    assert seen == f"[{title}]\n\n**{heading.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}**\n\n{items}\n"
    assert "[App.jsx:84](file:///home/user/project/frontend/src/App.jsx#L84)" in text


def test_gemini_comes_last_and_is_marked() -> None:
    said = narrative(
        "One *sentence*.",
        title="A <b>title</b>",
        structure=(Claim("# Second.", (Citation(VIEWS, 11), Citation("gone.py", 3))),),
        flows=(Claim("`c`", (Citation(PAGE, 84),)), Claim("1. d", (Citation(VIEWS, 0),))),
        questions=(Claim("![x](http://evil/x.png)?"),),
        dropped_claims=2,
        dropped_citations=3,
    )
    plain = report(snapshot("en"), VIEWS).markdown()
    text = report(replace(snapshot("en"), explanations={VIEWS: (Explanation(said),)}), VIEWS).markdown()
    assert (
        unlinked(text.removeprefix(plain))
        == """
---

## Gemini on the file: A \\<b\\>title\\</b\\>

*Written by Gemini (gemini-3, 2026-01-24 05:06 UTC). The lines it names were found in the code; what it says of them was not checked. \
Fresh: the code is as it was then.*

### Structure

- \\# Second. ([ai/views.py:11], gone.py:3)

### Communication

- One \\*sentence\\*. ([ai/views.py:27])

### Flow

1. `c` ([App.jsx:84])
1. 1\\. d (backend/ai/views.py:0)

### Worth asking

- !\\[x\\](http:\\//evil/x.png)?

*Left out, because the code does not show it: statements 2, places 3.*
"""
    )


def test_what_no_longer_holds_says_why_and_comes_in_the_order_of_scopes() -> None:
    said = narrative("A.", scope=Scope("function", VIEWS, "receive_analysis"), language="ko")
    moments = {
        Staleness(own=True): "파일이 바뀜",
        Staleness(others=(WORKER,)): "상대 쪽이 바뀜([ai_server/main.py])",
        Staleness(True, (WORKER, "gone.py")): "파일과 상대 쪽이 바뀜([ai_server/main.py], gone.py)",
        Staleness(): "주변에 대해 알려진 것이 바뀜",
    }
    for staleness, why in moments.items():
        text = report(replace(snapshot("ko"), explanations={VIEWS: (Explanation(said, staleness),)}), VIEWS).markdown()
        assert (
            unlinked(text.partition("\n---\n")[2])
            == f"""
## Gemini의 함수 `receive_analysis` 설명: Relay

*Gemini(gemini-3, 2026-01-24 05:06 UTC)가 쓴 글입니다. 표시한 줄이 코드에 있다는 것만 확인했고, 내용은 확인하지 않았습니다.*

**지난 설명입니다: {why}. 지금 코드에 대한 설명은 다시 요청하세요.**

### 통신

- A. ([ai/views.py:27])
"""
        )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("`a` calls `b_c`.", "`a` calls `b_c`."),
        ("`# a`", "`# a`"),
        ("# `a`", "\\# `a`"),
        ("a ` b", "a \\` b"),
        ("`` [x](http://evil)", "\\`\\` \\[x\\](http:\\//evil)"),
        ("`[x](http://evil)` *b*", "`[x](http://evil)` \\*b\\*"),
        ("`a` `b", "\\`a\\` \\`b"),
    ],
)
def test_names_between_backticks_are_code_and_all_else_is_plain(said: str, shown: str) -> None:
    text = report(replace(snapshot("en"), explanations={VIEWS: (Explanation(narrative(said)),)}), VIEWS).markdown()
    assert f"\n- {shown} ([ai/views.py:27]" in text
