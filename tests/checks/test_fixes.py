"""Which findings offer a fix, and that it says what is to be written where the URL stands."""

from wirelens.model.settings import Settings
from wirelens.workspace.analysis import Analysis

SERVER = 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/items")\ndef items(): ...\n'
FILES = {"README.md": "```\ncd api\nuvicorn main:app --port 8000\n```\n", "api/main.py": SERVER, "web/package.json": "{}"}


def fixes(url: str, files: dict[str, str] | None = None, settings: Settings | None = None) -> list[tuple[str, list[str]]]:
    result = Analysis(settings or Settings()).update({**FILES, **(files or {}), "web/a.js": f"fetch({url!r});\n"})
    return [(finding.code, [fix.new_text for fix in finding.fixes]) for finding in result.findings]


def test_the_nearest_route_is_offered() -> None:
    assert fixes("http://localhost:8000/item") == [("no-route", ["/items"])]
    assert fixes("http://localhost:8000/entirely/else") == [("no-route", [])]


def test_what_a_proxy_rewrites_is_not_offered() -> None:
    configuration = 'export default {server: {proxy: {"/api": {target: "http://localhost:8000", rewrite: (p) => p.replace("/api", "")}}}}'
    assert fixes("/api/item", {"web/vite.config.js": configuration}) == [("no-route", [])]


def test_what_a_setting_strips_is_not_offered() -> None:
    settings = Settings(services={"http://localhost:7000/base": "api"})
    assert fixes("http://localhost:7000/base/item", settings=settings) == [("no-route", [])]


def test_what_is_only_likely_is_not_offered() -> None:
    """Where no document tells the port, the framework's default is likely."""
    assert fixes("http://localhost:8000/item", {"README.md": ""}) == [("no-route", [])]


def test_another_method_is_offered_where_the_service_is_certain() -> None:
    asking = {"api/main.py": SERVER.replace("get", "post"), "web/a.js": 'fetch("http://localhost:8000/items", {method: "GET"});\n'}
    offered: list[list[str]] = []
    for readme in (FILES["README.md"], ""):
        [finding] = Analysis(Settings()).update({**FILES, **asking, "README.md": readme}).findings
        assert finding.code == "method-mismatch"
        offered.append([fix.new_text for fix in finding.fixes])
    assert offered == [["POST"], []]
