"""Who calls whom inside the workspace, as far as it leads to a wire."""

from collections.abc import Mapping

from wirelens.model.settings import Settings
from wirelens.workspace.analysis import Analysis

SERVER = """import httpx
from fastapi import BackgroundTasks, FastAPI

from .tools import shout as loud

app = FastAPI()


def fetch_it():
    return httpx.get("http://localhost:9000/x")


def twice():
    fetch_it()
    fetch_it()


def silent():
    return loud("여기")


def later():
    silent()


@app.post("/start")
async def start(tasks: BackgroundTasks):
    twice()
    tasks.add_task(later)


twice()
"""
TOOLS = """def shout(text):
    return text.upper()
"""
PAGE = """import load from "./load";
import { saveAll as save } from "./lib";

export function Page() {
  const refresh = async () => {
    await load(1);
    save();
  };
  refresh();
}
"""
LOAD = """export default async function loadOne(id) {
  return fetch(`http://localhost:8000/start/${id}`);
}
"""
LIB = """import axios from "axios";
export class Store {
  push() { return axios.post("/start"); }
  pushTwice() { this.push(); }
}
export function saveAll() { const store = new Store(); store.pushTwice(); }
"""


def _local_calls(sources: Mapping[str, str]) -> tuple[list[str], list[str]]:
    found = Analysis(Settings()).update(sources).map
    names = {function.location: function.name for function in found.functions}
    edges = [
        f"{call.location.file}:{call.location.line} {names[call.caller] if call.caller else '-'} → {names[call.callee]}"
        for call in found.local_calls
    ]
    return [f"{function.location.file}:{function.location.line} {function.name}" for function in found.functions], edges


def test_callers_are_followed_backwards_from_what_sends() -> None:
    functions, edges = _local_calls({"api/main.py": SERVER, "api/tools.py": TOOLS, "api/__init__.py": ""})
    assert functions == ["api/main.py:9 fetch_it", "api/main.py:13 twice", "api/main.py:22 later", "api/main.py:27 start"]
    assert edges == [
        "api/main.py:14 twice → fetch_it",
        "api/main.py:15 twice → fetch_it",
        "api/main.py:28 start → twice",
        "api/main.py:32 - → twice",
    ]


def test_imports_by_other_names_and_default_exports() -> None:
    functions, edges = _local_calls({"web/Page.jsx": PAGE, "web/load.js": LOAD, "web/lib/index.js": LIB})
    assert functions == [
        "web/Page.jsx:4 Page",
        "web/Page.jsx:5 refresh",
        "web/lib/index.js:3 Store.push",
        "web/lib/index.js:4 Store.pushTwice",
        "web/lib/index.js:6 saveAll",
        "web/load.js:1 loadOne",
    ]
    assert edges == [
        "web/Page.jsx:6 refresh → loadOne",
        "web/Page.jsx:7 refresh → saveAll",
        "web/Page.jsx:9 Page → refresh",
        "web/lib/index.js:4 Store.pushTwice → Store.push",
        "web/lib/index.js:6 saveAll → Store.pushTwice",
    ]


def test_what_leads_to_no_wire_is_left_out() -> None:
    assert _local_calls({"a.py": "def f(): g()\ndef g(): pass\nf()\n"}) == ([], [])


def test_functions_that_call_each_other() -> None:
    source = "import requests\ndef f(): g()\ndef g():\n    requests.get('http://localhost:1/x')\n    f()\n"
    assert _local_calls({"a.py": source}) == (["a.py:2 f", "a.py:3 g"], ["a.py:2 f → g", "a.py:5 g → f"])
