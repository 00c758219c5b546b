"""What the map knows from files that are never sent is not sent either."""

from pathlib import Path

import pytest

from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.folder_analysis import analyze_folder
from wirelens.workspace.folders import Root
from wirelens.workspace.sendable import Sendable
from wirelens.workspace.sendable_map import sendable_part, without_files

FILES = {
    "server/main.py": """\
from fastapi import BackgroundTasks, FastAPI

from work import later

app = FastAPI()


@app.post("/items")
def create(tasks: BackgroundTasks):
    tasks.add_task(later)


@app.get("/items")
def items():
    return []
""",
    "server/work.py": 'import httpx\n\n\ndef later():\n    httpx.post("http://localhost:8000/items")\n',
    "web/client.js": 'export const send = () => fetch("http://localhost:8000/items", { method: "POST" });\n',
    "web/poll.js": 'setInterval(() => fetch("http://localhost:8000/items"), 2000);\n',
}


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return analyze_folder(tmp_path, Settings(), "en", tuple(FILES), keeps=False)


def names(snapshot: Snapshot) -> dict[str, list[str]]:
    """What is in the map, shortly."""
    known = snapshot.map
    return {
        "files": sorted(snapshot.files),
        "endpoints": [endpoint.handler for endpoint in known.endpoints],
        "calls": [f"{call.location.file} {call.status}" for call in known.calls],
        "channels": [
            f"{channel.name}: {[end.location.file for end in channel.producers]} → {[end.location.file for end in channel.consumers]}"
            for channel in known.channels
        ],
        "flows": [f"{flow.function.name}: {len(flow.steps)}" for flow in known.flows],
        "functions": [function.location.file for function in known.functions],
    }


def test_the_whole_of_it(snapshot: Snapshot) -> None:
    assert names(snapshot) == {
        "files": ["server/main.py", "server/work.py", "web/client.js", "web/poll.js"],
        "endpoints": ["create", "items"],
        "calls": ["server/work.py linked", "web/client.js linked", "web/poll.js linked"],
        "channels": ["later: ['server/main.py'] → ['server/work.py']"],
        "flows": ["create: 1", "later: 1"],
        "functions": ["server/main.py", "server/main.py", "server/work.py", "web/client.js"],
    }


def test_without_whoever_answers(snapshot: Snapshot) -> None:
    assert names(without_files(snapshot, {"server/main.py"})) == {
        "files": ["server/work.py", "web/client.js", "web/poll.js"],
        "endpoints": [],
        "calls": ["server/work.py unresolved", "web/client.js unresolved", "web/poll.js unresolved"],
        "channels": ["later: [] → ['server/work.py']"],
        "flows": ["later: 1"],
        "functions": ["server/work.py", "web/client.js"],
    }


def test_without_whoever_sends(snapshot: Snapshot) -> None:
    assert names(without_files(snapshot, {"web/client.js", "server/work.py"})) == {
        "files": ["server/main.py", "web/poll.js"],
        "endpoints": ["create", "items"],
        "calls": ["web/poll.js linked"],
        "channels": ["later: ['server/main.py'] → []"],
        "flows": ["create: 1"],
        "functions": ["server/main.py", "server/main.py"],
    }


def test_nothing_refused_is_the_same_snapshot(snapshot: Snapshot, tmp_path: Path) -> None:
    rules = Sendable([Root("", tmp_path, tmp_path.as_uri())])
    assert sendable_part(snapshot, rules) is snapshot
    (tmp_path / ".aiexclude").write_text("web/\n")
    rules = Sendable([Root("", tmp_path, tmp_path.as_uri())])
    assert sendable_part(snapshot, rules) == without_files(snapshot, {"web/client.js", "web/poll.js"})


def test_without_what_repeats(tmp_path: Path) -> None:
    (tmp_path / "again.js").write_text(
        'import { load } from "./client";\nconst t = setInterval(async () => { if ((await load()).done) clearInterval(t) }, 2000);\n'
    )
    (tmp_path / "client.js").write_text('export const load = () => fetch("http://localhost:8000/items");\n')
    found = analyze_folder(tmp_path, Settings(), "en", ("again.js", "client.js"), keeps=False)
    assert [call.repetition.ends[0].text for call in found.map.calls if call.repetition is not None] == ["(await load()).done"]
    known = without_files(found, {"again.js"}).map
    assert [(call.location.file, call.repetition) for call in known.calls] == [("client.js", None)]
