import json
from dataclasses import replace
from pathlib import Path

from support.golden import compare
from support.polling_system import MAP, PAGE, POLL, VIEWS, at
from wirelens.model.communication_map import CommunicationMap, WrapperUse
from wirelens.model.finding import Finding, Related
from wirelens.model.message import message
from wirelens.views.map_json import map_json

FINDING = Finding(
    "no-route",
    "error",
    message("resolution.no-route", service="backend", path="/x/"),
    at(PAGE, 105, 62, 18),
    (Related(at(VIEWS, 66, 5, 19), message("checks.handler", handler="get_analysis_result")),),
)


def test_the_whole_document(update: bool) -> None:
    lost = replace(POLL, status="no-route", endpoints=(), reason=FINDING.message, via=(WrapperUse("get", at(PAGE, 9, 7, 3)),))
    known = replace(MAP, calls=tuple(lost if call is POLL else call for call in MAP.calls))
    compare(Path(__file__).parent / "golden" / "map.json", map_json(known, (FINDING,)), update=update)


def test_an_empty_map() -> None:
    assert json.loads(map_json(CommunicationMap(), ())) == {
        "schema": "wirelens.map/1",
        "root": ".",
        "services": [],
        "endpoints": [],
        "calls": [],
        "channels": [],
        "findings": [],
        "coverage": {"files": 0, "skipped": 0, "endpoints": 0, "calls": 0, "linked": 0, "external": 0, "unresolved": 0},
    }


def test_names_that_are_not_utf8_and_names_in_korean() -> None:
    strange = replace(MAP.services[0], id="서버 🚀 \udc80", root='a"\\')
    text = map_json(replace(MAP, services=(strange,)), ())
    text.encode("utf-8")
    assert "서버 🚀 \\udc80" in text
    assert json.loads(text)["services"][0] == {
        "id": "서버 🚀 \udc80",
        "root": 'a"\\',
        "kind": ["fastapi"],
        "base_urls": ["http://127.0.0.1:9000"],
        "unseen_callers": False,
    }
