"""What is read, kept and left unread never changes the map."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from support.language_server import write
from support.processes import children
from support.scenario import read_scenario
from wirelens.model.settings import Settings
from wirelens.store.folders import cache_folder
from wirelens.workspace import scanners as scanners_module
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.folders import Root
from wirelens.workspace.pipeline import Pipeline, finish
from wirelens.workspace.results import AnalysisResult
from wirelens.workspace.scanners import Scanners
from wirelens.workspace.skimming import Job, Skimmed, skim

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.scenario"))

SYSTEM = {
    "api/main.py": (
        "from fastapi import FastAPI\nfrom routers import items\n\napp = FastAPI()\napp.include_router(items.router, prefix=items.PREFIX)\n"
    ),
    "api/routers/__init__.py": "",
    "api/routers/items.py": (
        "from common.making import router\nfrom common.names import PREFIX\n\n\n@router.get('/all/')\ndef read():\n    return 1\n"
    ),
    "api/common/names.py": "BASE = '/items'\nPREFIX = BASE + '/v1'\n",
    "api/common/making.py": "from fastapi import APIRouter\n\nrouter = APIRouter()\n",
    "web/package.json": '{"name": "web"}',
    "web/src/http/client.ts": 'export const send = (path: string) => fetch("http://127.0.0.1:8000" + path);\n',
    "web/src/http/index.ts": 'export * from "./client";\n',
    "web/src/pages/list.ts": 'import { send } from "../http";\n\nexport const load = () => send("/items/v1/all/");\n',
    "web/src/pages/other.ts": 'import { show } from "../text/show";\n\nexport const other = () => show("/items/");\n',
    "web/src/text/show.ts": "export const show = (text: string) => text;\n",
}


def _pipeline(root: Path, scanners: Scanners, *, keeps: bool = False) -> Pipeline:
    return Pipeline((Root("", root, root.as_uri()),), Settings(), git=False, scanners=scanners, keeps=keeps)


def _whole(root: Path, files: dict[str, str]) -> AnalysisResult:
    """Every file scanned."""
    return Analysis(Settings()).update({file: (root / file).read_text(encoding="utf-8") for file in files})


def _read(root: Path, *, keeps: bool = False) -> AnalysisResult:
    with closing(Scanners(0)) as scanners:
        pipeline = _pipeline(root, scanners, keeps=keeps)
        result = finish(pipeline.run({}, rescan=True))
        pipeline.keep()
        return result


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_unread_files_change_nothing_in_scenarios(tmp_path: Path, path: Path) -> None:
    sources = read_scenario(path).sources
    root = write(tmp_path, sources)
    whole, read = _whole(root, sources), _read(root)
    assert (read.map, read.findings) == (whole.map, whole.findings)


def test_what_says_nothing_by_itself_is_read_where_it_matters(tmp_path: Path) -> None:
    root = write(tmp_path, SYSTEM)
    read = _read(root)
    assert (read.map, read.findings) == (_whole(root, SYSTEM).map, ())
    assert [(call.location.file, call.endpoints) for call in read.map.calls] == [("web/src/pages/list.ts", ("api GET /items/v1/all/",))]
    assert {file for file, summary in read.files.items() if summary.functions} == {
        "api/routers/items.py",
        "web/src/http/client.ts",
        "web/src/pages/list.ts",
    }


def test_after_edits_it_is_as_if_all_were_read(tmp_path: Path) -> None:
    root = write(tmp_path, SYSTEM)
    edits = (
        {"web/src/text/show.ts": 'import axios from "axios";\nexport const show = (text: string) => axios.get(text);\n'},
        {"api/common/names.py": "PREFIX = '/goods'\n"},
        {"web/src/pages/list.ts": SYSTEM["web/src/pages/list.ts"].replace("send", "sent")},
        {"web/src/pages/list.ts": None, "api/common/names.py": None},
    )
    texts: dict[str, str | None] = dict(SYSTEM)
    with closing(Scanners(0)) as scanners:
        pipeline = _pipeline(root, scanners)
        finish(pipeline.run({}, rescan=True))
        for edit in edits:
            result = finish(pipeline.run(edit, rescan=False))
            texts.update({file: SYSTEM[file] if text is None else text for file, text in edit.items()})
            whole = Analysis(Settings()).update(texts)
            assert (result.map, result.findings) == (whole.map, whole.findings)


def test_the_next_start_knows_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write(tmp_path / "system", SYSTEM)
    for file in SYSTEM:
        os.utime(root / file, ns=(10**18, 10**18))
    first = _read(root, keeps=True)
    monkeypatch.setattr(scanners_module, "skim", _nothing_is_scanned)
    assert _read(root, keeps=True) == first
    with closing(Scanners(0)) as scanners:  # the kept map stands until something changes
        pipeline = _pipeline(root, scanners, keeps=True)
        finish(pipeline.run({}, rescan=True))
        changed = finish(pipeline.run({"api/common/names.py": "PREFIX = '/goods'\n"}, rescan=False))
        whole = Analysis(Settings()).update({**SYSTEM, "api/common/names.py": "PREFIX = '/goods'\n"})
        assert (changed.map, changed.findings) == (whole.map, whole.findings)


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems allow no such names")
def test_a_file_whose_name_is_no_text_costs_the_others_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = {**SYSTEM, os.fsdecode(b"api/\xff.py"): "import httpx\n\nhttpx.get('http://127.0.0.1:8000/items/v1/all/')\n"}
    root = write(tmp_path / "system", files)
    for file in files:
        os.utime(root / file, ns=(10**18, 10**18))
    first = _read(root, keeps=True)
    scanned: list[str] = []

    def noted(job: Job) -> Skimmed | None:
        scanned.append(job.key)
        return skim(job)

    monkeypatch.setattr(scanners_module, "skim", noted)
    assert _read(root, keeps=True) == first
    assert scanned == ["api/\udcff.py"]


def test_what_is_on_disk_need_not_be_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write(tmp_path / "system", SYSTEM)
    with closing(Scanners(0)) as scanners:
        pipeline = _pipeline(root, scanners, keeps=True)
        first = finish(pipeline.run({}, rescan=True))
        for edit in ({"api/common/names.py": "PREFIX = '/goods'\n"}, {"api/common/names.py": None}, {}):
            pipeline.keep()
            pipeline.let_go()
            result = finish(pipeline.run(edit, rescan=True, changed=frozenset(SYSTEM)))
        assert result == first
        (root / "api/common/names.py").write_text("PREFIX = '/goods'\n", encoding="utf-8")
        changed = finish(pipeline.run({}, rescan=True))
    whole = Analysis(Settings()).update({**SYSTEM, "api/common/names.py": "PREFIX = '/goods'\n"})
    assert (changed.map, changed.findings) == (whole.map, whole.findings)


def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write(tmp_path / "system", SYSTEM)
    first = _read(root, keeps=True)
    for path in (cache_folder() / "facts").iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    assert _read(root, keeps=True) == first


def test_several_processes_find_what_one_does_and_one_that_ends_costs_nothing(tmp_path: Path) -> None:
    files = {f"area{number}/client.py": f"import httpx\n\nhttpx.get('http://127.0.0.1:8000/{number}/')\n" for number in range(400)}
    root = write(tmp_path, files)
    jobs = [Job(file, root / file) for file in files]
    with closing(Scanners(0)) as alone:
        expected = {job.key: skimmed for job, skimmed in alone.skim(jobs)}
    before = set(children(os.getpid()))
    with closing(Scanners(1)) as scanners:
        assert {job.key: skimmed for job, skimmed in scanners.skim(jobs)} == expected
        [beside] = set(children(os.getpid())) - before
        found = scanners.skim(jobs)
        first = [next(found) for _ in range(5)]
        os.kill(beside, 9)
        assert {job.key: skimmed for job, skimmed in (*first, *found)} == expected
    assert set(children(os.getpid())) == before


def _nothing_is_scanned(job: Job) -> None:
    raise AssertionError(job.key)
