"""What the analysis process says, and what the server makes of it."""

import gc
import os
import weakref
from pathlib import Path

import pytest

from support.language_server import write
from wirelens.link.linker import Linker
from wirelens.model.settings import Settings
from wirelens.store.folders import cache_folder
from wirelens.store.kept_facts import KeptFacts, Listing
from wirelens.workspace.analysis_process import AnalysisFailedError, AnalysisProcess
from wirelens.workspace.exchange import Analysed, Kept, Reply, Request, Scope
from wirelens.workspace.folders import Root
from wirelens.workspace.recipe import recipe
from wirelens.workspace.results import result_encoding
from wirelens.workspace.worker import Worker

CLIENT = 'import requests\n\nrequests.get("http://127.0.0.1:8000/items/")\n'
SERVER = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/items/')\ndef read():\n    return 1\n"


@pytest.fixture
def scope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """A workspace that was not written to for long: what is found in it is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write(tmp_path / "system", {"api/main.py": SERVER, "client/main.py": CLIENT})
    for path in root.rglob("*.py"):
        os.utime(path, ns=(10**18, 10**18))
    return Scope((Root("", root, root.as_uri()),), Settings(), git=False)


def _replies(worker: Worker, request: Request) -> tuple[list[Kept], Analysed]:
    replies: list[Reply] = list(worker.answer(request))
    analysed = replies[-1]
    assert isinstance(analysed, Analysed)
    return [reply for reply in replies if isinstance(reply, Kept)], analysed


def _linker(worker: Worker) -> Linker:
    return worker._pipeline._analysis._linker  # pyright: ignore[reportPrivateUsage] - it is asked of nobody else


def _kept_by_an_earlier_start(scope: Scope) -> Analysed:
    worker = Worker()
    kept, analysed = _replies(worker, Request(scope))
    assert (kept, analysed.is_as_kept) == ([], False)
    worker.rest()
    return analysed


def test_what_was_kept_is_sent_at_once_and_what_became_of_it_after_that(scope: Scope) -> None:
    first = _kept_by_an_earlier_start(scope)
    worker = Worker()
    [kept], analysed = _replies(worker, Request(scope))
    result = result_encoding().decode(kept.outcome)
    assert (result.map, result.findings, result.files) == (first.map, first.findings, first.files)
    assert analysed == Analysed(None, (), {}, is_as_kept=True)
    worker.rest()
    _, again = _replies(worker, Request(rescan=True))
    assert (again.map, again.change, again.findings, again.files, again.is_as_kept) == (None, None, first.findings, {}, False)


def test_what_was_kept_of_other_texts_does_not_count(scope: Scope) -> None:
    _kept_by_an_earlier_start(scope)
    (scope.folders[0].path / "client/main.py").write_text(CLIENT.replace("/items/", "/nothing/"), encoding="utf-8")
    kept, analysed = _replies(Worker(), Request(scope))
    assert (len(kept), analysed.is_as_kept) == (1, False)
    assert analysed.map is not None
    assert [call.status for call in analysed.map.calls] == ["no-route"]


def test_a_second_question_before_there_was_time_is_told_only_what_changed(scope: Scope) -> None:
    first = _kept_by_an_earlier_start(scope)
    worker = Worker()
    _replies(worker, Request(scope))
    kept, again = _replies(worker, Request(buffers={"client/main.py": CLIENT}))
    assert (kept, again.map, again.change, again.findings, again.files) == ([], None, None, first.findings, {})
    kept, changed = _replies(worker, Request(buffers={"client/main.py": CLIENT.replace("/items/", "/nothing/")}))
    assert (kept, changed.map) == ([], None)
    assert changed.change is not None
    assert set(changed.change.splices) == {"calls", "services"}  # which is asked for by nobody now


async def test_what_somebody_else_wrote_is_no_result(scope: Scope) -> None:
    first = _kept_by_an_earlier_start(scope)
    [root] = scope.folders
    kept = KeptFacts(cache_folder() / "facts", f"{root.prefix}\0{root.path}", recipe())
    kept.keep(Listing(kept.listing().files, kept.listing().state, b"\x90"), None)
    process = AnalysisProcess(lambda _: None)
    try:
        with pytest.raises(AnalysisFailedError):
            await process.ask(Request(scope))
        again = await process.ask(Request(buffers={"client/main.py": CLIENT}))
        assert (again.map, again.findings, again.files) == (first.map, first.findings, first.files)
    finally:
        await process.close()


async def test_the_server_makes_the_same_of_both(scope: Scope) -> None:
    first = _kept_by_an_earlier_start(scope)
    process = AnalysisProcess(lambda _: None)
    try:
        assert await process.ask(Request(scope)) == first
        changed = {"client/main.py": CLIENT.replace("/items/", "/nothing/")}
        outcome = await process.ask(Request(buffers=changed))
        assert outcome.map is not None
        assert [call.status for call in outcome.map.calls] == ["no-route"]
    finally:
        await process.close()


def test_edits_and_other_settings_leave_nothing_behind(scope: Scope) -> None:
    worker = Worker()
    list(worker.answer(Request(scope)))
    stays = gc.get_freeze_count()
    for number in range(3):
        _, analysed = _replies(
            worker, Request(buffers={"client/main.py": f"{CLIENT}\n# {number}\nrequests.get('http://127.0.0.1:8000/{number}/')\n"})
        )
        assert analysed.change is not None
        assert gc.get_freeze_count() <= stays, "what is scanned for one edit is not kept for ever"
    before = weakref.ref(_linker(worker))
    list(worker.answer(Request(Scope(scope.folders, Settings(exclude=("api",)), git=False))))
    assert _linker(worker) is not before() is None
