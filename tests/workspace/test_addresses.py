"""Addresses from elsewhere stay on the machine when a file is explained."""

from wirelens.model.narrative import Scope
from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.requesting import request_of

SOURCES = {
    "web/package.json": "{}",
    "web/.env.local": "VITE_API=https://internal.example.net/hidden\n",
    "web/src/a.js": 'import axios from "axios";\n\n'
    "export const hidden = () => axios.get(`${import.meta.env.VITE_API}/secret/plans`);\n"
    'export const written = () => axios.get("https://api.example.com/open");\n'
    'export const own = () => axios.get("http://127.0.0.1:8000/items");\n',
    "README.md": "```\ncd api\nuvicorn main:app --port 8000\n```\n",
    "api/main.py": 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/items")\ndef items():\n    return []\n',
}

FACTS = {
    "web/src/a.js": """\
[Analysis: request sender]
- Structure: Three JavaScript functions. `api.example.com` and FastAPI are called with `axios`.
- Communication: Sends requests to `api.example.com` and FastAPI.
  - `hidden` (3) GET {url} → external
  - `written` (4) GET api.example.com/open → external
  - `own` (5) GET :8000/items → api/main.py:7""",
    "api/main.py": "- `items` (7) GET /items ← web/src/a.js:5",
}


def test_only_addresses_that_the_file_holds_are_sent() -> None:
    result = Analysis(Settings()).update(SOURCES)
    snapshot = Snapshot(result.map, result.findings, Places((Folder("", "file:///w"),)), files=result.files)
    assert next(call.url for call in result.map.calls) == "https://internal.example.net/hidden/secret/plans"
    request = request_of(snapshot, Scope("file", "web/src/a.js"), SOURCES.get, "gemini")
    assert request is not None
    assert {facts.file: facts.text for facts in request.facts} == FACTS
