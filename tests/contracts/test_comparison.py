"""What counts as a contract change, and whom it breaks."""

from collections.abc import Mapping

from wirelens.contracts.comparison import compare
from wirelens.model.contract_change import ContractChange, Operation
from wirelens.model.settings import Settings
from wirelens.workspace.analysis import Analysis

MAIN = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/items/{item_id}")
def read_item(item_id: int):
    return {}


@app.post("/items")
def create_item():
    return {}
"""
RUN = "```sh\nuvicorn main:app --port 9000\n```\n"
CLIENT = """\
import axios from "axios";

export const read = (id) => axios.get(`http://127.0.0.1:9000/items/${id}`);
export const create = (item) => axios.post("http://127.0.0.1:9000/items", item);
"""
SYSTEM = {"api/main.py": MAIN, "api/requirements.txt": "", "api/README.md": RUN, "web/package.json": "{}", "web/client.js": CLIENT}


def changes(edits: Mapping[str, str | None]) -> list[str]:
    analysis = Analysis(Settings())
    before = analysis.update(SYSTEM).map
    return [_line(change) for change in compare(before, analysis.update(edits).map)]


def _line(change: ContractChange) -> str:
    broken = [f"{item.certainty} {item.call.location.file}:{item.call.location.line} {item.call.status}" for item in change.breaks]
    return " · ".join((change.kind, _operation(change.before), _operation(change.after), *broken))


def _operation(operation: Operation | None) -> str:
    return "-" if operation is None else f"{operation.method} {operation.path} {operation.location.file} {operation.handler}"


def test_nothing_changed() -> None:
    assert changes({}) == []


def test_lines_that_shift_bodies_and_names_of_parameters_and_handlers_are_no_change() -> None:
    edited = "# 한국어 주석\n\n" + MAIN.replace("return {}", "return []").replace("item_id", "item").replace("create_item", "add_item")
    assert changes({"api/main.py": edited}) == []


def test_a_removed_operation_breaks_its_callers() -> None:
    assert changes({"api/main.py": MAIN.partition('@app.post("/items")')[0]}) == [
        "removed · POST /items api/main.py create_item · - · certain web/client.js:4 no-route"
    ]


def test_an_added_operation() -> None:
    assert changes({"api/main.py": MAIN + '\n\n@app.delete("/items")\ndef clear():\n    return {}\n'}) == [
        "added · - · DELETE /items api/main.py clear"
    ]


def test_another_path() -> None:
    assert changes({"api/main.py": MAIN.replace('"/items/{', '"/things/{')}) == [
        (
            "changed · GET /items/{item_id} api/main.py read_item · GET /things/{item_id} api/main.py read_item"
            " · certain web/client.js:3 no-route"
        )
    ]


def test_another_method() -> None:
    assert changes({"api/main.py": MAIN.replace("app.post", "app.put")}) == [
        "changed · POST /items api/main.py create_item · PUT /items api/main.py create_item · certain web/client.js:4 method-mismatch"
    ]


def test_a_handler_in_another_file_breaks_nobody() -> None:
    head, _, tail = MAIN.partition('@app.post("/items")')
    moved = {
        "api/main.py": f"{head}from writing import router\n\napp.include_router(router)\n",
        "api/writing.py": f'from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.post("/items"){tail}',
    }
    assert changes(moved) == ["moved · POST /items api/main.py create_item · POST /items api/writing.py create_item"]


def test_a_service_whose_folder_has_another_name_is_moved_and_not_gone() -> None:
    renamed = {file.replace("api/", "server/"): text for file, text in SYSTEM.items() if file.startswith("api/")}
    assert changes({**{file: None for file in SYSTEM if file.startswith("api/")}, **renamed}) == [
        "moved · POST /items api/main.py create_item · POST /items server/main.py create_item",
        "moved · GET /items/{item_id} api/main.py read_item · GET /items/{item_id} server/main.py read_item",
    ]


def test_a_caller_that_went_along_or_is_gone_is_not_broken() -> None:
    renamed = MAIN.replace('"/items"', '"/things"')
    expected = ["changed · POST /items api/main.py create_item · POST /things api/main.py create_item"]
    assert changes({"api/main.py": renamed, "web/client.js": CLIENT.replace('/items"', '/things"')}) == expected
    assert changes({"api/main.py": renamed, "web/client.js": None}) == expected


def test_what_is_not_known_of_a_path_is_no_change() -> None:
    configured = MAIN.replace("app = FastAPI()", "import os\n\napp = FastAPI()\nrouter = APIRouter(prefix=read_prefix())")
    configured = configured.replace("import FastAPI", "import APIRouter, FastAPI").replace("@app.", "@router.")
    assert changes({"api/main.py": f"{configured}\n\napp.include_router(router)\n"}) == []
