"""A sentence on the idea behind a framework's name: on the right word, in the right place, after what the map says."""

from collections.abc import Mapping

import pytest

from wirelens.messages import TABLE
from wirelens.model.concepts import CONCEPTS
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position
from wirelens.views.hover import hover, hover_text
from wirelens.workspace.analysis import Analysis

API = """import fastapi
from fastapi import APIRouter, BackgroundTasks, Depends as 주입, FastAPI, WebSocket
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import StreamingResponse

app = FastAPI()
router = APIRouter()
app.add_middleware(CORSMiddleware)


def session():
    '''Depends on nothing: Depends(x) in a string, 주입 too.'''
    yield 1  # Depends, async def


@router.get("/slow")
def slow(db=주입(session), other=fastapi.Depends(session)):
    return StreamingResponse([])


@router.post("/fast")
async def fast(tasks: BackgroundTasks):
    tasks.add_task(session)


@router.websocket("/live")
async def live(socket: WebSocket): ...


class Depends: ...


app.include_router(router)
"""
VIEWS = """from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view


@csrf_exempt
def callback(request, include=None): ...


@api_view(["POST"])
def answer(request): ...


urlpatterns = [path("api/", include("other.urls"))]
"""
PAGE = """import { useEffect } from "react";
// setInterval, WebSocket
export function Page() {
  useEffect(() => {
    const timer = setInterval(() => fetch("/fast"), 2000);
    const live = new WebSocket("ws://localhost:8000/live");
    window.setInterval(timer.useEffect, { setInterval: "setInterval" });
    return () => clearInterval(timer);
  }, []);
}
"""
OWN = """import { WebSocket } from "ws";
function setInterval() {}
setInterval(new WebSocket("ws://localhost:1/x"));
"""


def _snapshot(sources: Mapping[str, str], language: Language = "en") -> Snapshot:
    found = Analysis(Settings()).update(sources)
    return Snapshot(found.map, found.findings, Places((Folder("", "file:///w"),)), language, files=found.files)


def _concepts(file: str, source: str) -> list[str]:
    """Each word that is explained, with the words around it on its line."""
    summary = _snapshot({file: source}).files[file]
    lines = source.split("\n")
    found: list[str] = []
    for use in summary.concepts:
        start, end = use.span.start, use.span.end
        assert start.line == end.line
        found.append(f"{start.line + 1} {lines[start.line][start.column : end.column]} {use.concept}")
    return found


def test_words_of_python() -> None:
    assert _concepts("main.py", API) == [
        "2 APIRouter include-router",
        "2 BackgroundTasks background-tasks",
        "2 주입 depends",
        "2 WebSocket websocket",
        "3 CORSMiddleware cors",
        "4 StreamingResponse streaming",
        "7 APIRouter include-router",
        "8 CORSMiddleware cors",
        "17 def sync-handler",
        "17 주입 depends",
        "17 Depends depends",
        "18 StreamingResponse streaming",
        "22 async async-handler",
        "22 def async-handler",
        "22 BackgroundTasks background-tasks",
        "23 add_task background-tasks",
        "26 websocket websocket",
        "27 WebSocket websocket",
        "33 include_router include-router",
    ]


def test_words_of_django() -> None:
    assert _concepts("urls.py", VIEWS) == [
        "1 include django-include",
        "2 csrf_exempt csrf-exempt",
        "3 api_view api-view",
        "6 csrf_exempt csrf-exempt",
        "10 api_view api-view",
        "14 include django-include",
    ]


def test_words_of_javascript() -> None:
    assert _concepts("Page.jsx", PAGE) == [
        "1 useEffect use-effect",
        "4 useEffect use-effect",
        "5 setInterval set-interval",
        "6 WebSocket browser-websocket",
    ]


def test_names_of_ones_own_are_not_explained() -> None:
    assert _concepts("own.js", OWN) == []
    assert _concepts("own.py", "def Depends(x): ...\nDepends(1)\nsetInterval = 1\n") == []


PAGE_OF_DEPENDS = "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/"
SENTENCES: Mapping[Language, str] = {
    "en": "`Depends`: runs once per request, before the handler; what follows a `yield` runs afterwards and cleans up. [Documentation]",
    "ko": "`Depends`: 요청마다 핸들러보다 먼저 한 번 실행됩니다. `yield` 뒤의 코드는 나중에 실행되어 정리합니다. [문서]",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_concept_in_a_sentence(language: Language) -> None:
    found = hover(_snapshot({"main.py": API}, language), "main.py", Position(16, 12))
    assert found is not None
    assert found.markdown == f"{SENTENCES[language]}({PAGE_OF_DEPENDS})"


def test_the_map_comes_first() -> None:
    text = hover_text(_snapshot({"main.py": API}), "main.py", Position(22, 12))
    assert text is not None
    title, *bullets = text.splitlines()
    assert title.startswith("Background task")
    assert bullets[-1] == (
        "- `BackgroundTasks`: runs after the response, in this process and in memory only: a restart loses it. "
        "https://fastapi.tiangolo.com/tutorial/background-tasks/"
    )
    beside = hover_text(_snapshot({"main.py": API}), "main.py", Position(22, 22))
    assert beside is not None
    assert "a restart loses it" not in beside


def test_every_concept_has_its_sentence() -> None:
    keys = {f"editor.concept.{concept.key}" for concept in CONCEPTS}
    assert keys == {key for key in TABLE if key.startswith("editor.concept.")} - {"editor.concept.plain"}
    assert all(concept.page.startswith("https://") for concept in CONCEPTS)
