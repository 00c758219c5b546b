"""A small system through which one flow goes: a page asks, a server relays, a worker works on and calls back, the page polls."""

from collections.abc import Mapping

from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.analysis import Analysis

FLOW_SYSTEM: Mapping[str, str] = {
    "web/package.json": '{"dependencies": {"react": "19", "axios": "1"}}',
    "web/src/App.jsx": """import axios from "axios";

export function start(name) {
  return axios.post("http://127.0.0.1:8000/jobs", { name });
}

export function watch(name) {
  setInterval(() => axios.get(`http://127.0.0.1:8000/jobs/${name}`), 2000);
}
""",
    "server/pyproject.toml": '[project]\nname = "server"\ndependencies = ["fastapi"]\n',
    "server/main.py": """import httpx
import uvicorn
from fastapi import FastAPI

app = FastAPI()
WORKER = "http://127.0.0.1:9000"


def hand_on(name):
    httpx.post(f"{WORKER}/work", json={"name": name})


@app.post("/jobs")
def take(name: str):
    hand_on(name)


@app.get("/jobs/{name}")
def show(name: str):
    return {}


@app.post("/done")
def finish(name: str):
    return {}


uvicorn.run(app, port=8000)
""",
    "worker/pyproject.toml": '[project]\nname = "worker"\ndependencies = ["fastapi"]\n',
    "worker/main.py": """import httpx
import uvicorn
from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


def work(name):
    httpx.post("http://127.0.0.1:8000/done", json={"name": name})


@app.post("/work")
def accept(name: str, background: BackgroundTasks):
    background.add_task(work, name)


@app.get("/health")
def health():
    return {}


uvicorn.run(app, port=9000)
""",
}
PAGE, SERVER, WORKER = "web/src/App.jsx", "server/main.py", "worker/main.py"


def flow_snapshot(files: Mapping[str, str] = FLOW_SYSTEM) -> Snapshot:
    """The moment of a workspace of these files."""
    result = Analysis(Settings()).update(dict(files))
    return Snapshot(result.map, result.findings, Places((Folder("", "file:///w"),)), files=result.files)
