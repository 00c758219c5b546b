"""Workspaces made to keep linking busy or to break it: it ends soon, and says what it can."""

import time

import pytest

from wirelens.model.settings import Settings
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.results import AnalysisResult

PATIENCE = 5.0
"""Seconds of work; each of these takes a fraction of one, or would take hours."""


def _analyse(sources: dict[str, str]) -> AnalysisResult:
    began = time.process_time()
    result = Analysis(Settings()).update(sources)
    assert time.process_time() - began < PATIENCE
    return result


def _endpoints(result: AnalysisResult) -> list[str]:
    return [endpoint.id for endpoint in result.map.endpoints]


APPLICATION = "from fastapi import APIRouter, FastAPI, BackgroundTasks\nimport httpx\n\napp = FastAPI()\n\n"


def test_a_long_chain_of_functions() -> None:
    chain = "".join(f"def f{n}():\n    f{n + 1}()\n\n" for n in range(3_000))
    last = 'def f3000():\n    httpx.get("http://localhost:1/x")\n\n'
    result = _analyse({"main.py": APPLICATION + chain + last + '@app.get("/")\ndef root():\n    f0()\n'})
    assert _endpoints(result) == ["main GET /"]


def test_functions_that_call_each_other_many_times() -> None:
    doubling = "".join(f"def f{n}():\n    f{n + 1}()\n    f{n + 1}()\n\n" for n in range(60))
    last = 'def f60():\n    httpx.get("http://localhost:1/x")\n    f0()\n\n'
    result = _analyse({"main.py": APPLICATION + doubling + last + '@app.get("/")\ndef root():\n    f0()\n'})
    assert _endpoints(result) == ["main GET /"]


def test_routers_that_include_each_other_many_times() -> None:
    routers = "".join(f"r{n} = APIRouter()\n" for n in range(41))
    routes = '@r40.get("/x")\ndef x():\n    return 1\n\n'
    includes = "".join(f'r{n}.include_router(r{n + 1}, prefix="/{side}")\n' for n in range(40) for side in "ab")
    result = _analyse({"main.py": f"{APPLICATION}{routers}\n{routes}{includes}app.include_router(r0)\nr40.include_router(r0)\n"})
    assert len(_endpoints(result)) < 100_000


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param({"a.py": "from b import *\n", "b.py": "from a import *\nimport httpx\nx = 1\n"}, id="star imports in a circle"),
        pytest.param({"a.py": "from b import url\n", "b.py": "from a import url\n"}, id="imports in a circle"),
        pytest.param({"a.py": "import httpx\na = b\nb = c\nc = a\nhttpx.get(a)\n"}, id="names in a circle"),
        pytest.param({"a.py": "import httpx\na = a + '/x'\nhttpx.get(f'http://h/{a}')\n"}, id="a name of itself"),
        pytest.param({"a.py": "class A(B):\n    pass\n\nclass B(A):\n    pass\n\nA.x.y.z()\n"}, id="classes in a circle"),
        pytest.param({"a/__init__.py": "from a import a\n", "a/a.py": "from . import a\n"}, id="a package of its own name"),
        pytest.param({"..py": "import httpx\n", "a..b.py": "from .... import x\n", ".py": "x = 1\n"}, id="odd file names"),
    ],
)
def test_circles_end(sources: dict[str, str]) -> None:
    assert _endpoints(_analyse(sources)) == []


def test_values_that_double_with_every_name() -> None:
    doubling = "".join(f'a{n + 1} = f"{{a{n}}}{{a{n}}}"\n' for n in range(64))
    result = _analyse({"a.py": f'import httpx\na0 = "/x"\n{doubling}httpx.get(f"http://localhost:1/{{a64}}")\n'})
    assert [call.status for call in result.map.calls] == ["external"]


@pytest.mark.parametrize("names", [("example.com",), ("one.example.com", "two.example.com"), ("example.com",) * 20])
def test_gateways_that_send_to_each_other(names: tuple[str, ...]) -> None:
    targets = (*names[1:], names[0])
    servers = "".join(
        f"server {{ listen 80; server_name {name}; location / {{ proxy_pass http://{target}; }} }}\n"
        for name, target in zip(names, targets, strict=True)
    )
    result = _analyse({"nginx.conf": f"http {{\n{servers}}}\n", "main.py": f'import httpx\nhttpx.get("http://{names[0]}/x")\n'})
    assert [(call.url, call.status) for call in result.map.calls] == [(f"http://{names[0]}/x", "unresolved")]


_ROUTE = APPLICATION + '@app.get("/x/{path}")\ndef route():\n    return httpx.get(f"http://localhost:8000/x/{asked}")\n'


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}{l}{m}{n}/y", "a" * 80 + "/z", id="parameters side by side"),
        pytest.param("/".join(f"{{p{n}:path}}" for n in range(20)) + "/y", "a/" * 40 + "z", id="paths in a path"),
        pytest.param("a" * 80, "a".join(f"{{v{n}}}" for n in range(20)) + "b", id="values beside what is written"),
        pytest.param("a/" * 40, "a/".join(f"{{v{n}}}" for n in range(20)) + "b", id="values that may hold several segments"),
    ],
)
def test_paths_of_many_open_parts(path: str, asked: str) -> None:
    result = _analyse({"main.py": _ROUTE.replace("{path}", path).replace("{asked}", asked)})
    assert [(call.status, call.endpoints) for call in result.map.calls] == [("no-route", ())]


@pytest.mark.parametrize("pattern", ["a*" * 30 + "b", "*" * 60 + "b"])
def test_patterns_of_many_open_parts(pattern: str) -> None:
    begin = "import redis\nr = redis.Redis()\nps = r.pubsub()\n"
    result = _analyse({"a.py": f'{begin}r.publish("{"a" * 80}", "x")\nps.psubscribe("{pattern}")\nfor m in ps.listen(): print(m)\n'})
    assert [channel.name for channel in result.map.channels] == [pattern, "a" * 80]


def test_icons_of_fonts_are_no_values() -> None:
    calls = '    httpx.get(f"http://localhost:8000/\ue000/{name}\ue009")\n    httpx.get("\uf8ff")\n'
    route = f'@app.get("/\ue000/{{name}}")\ndef route(name):\n{calls}'
    result = _analyse({"main.py": APPLICATION + route})
    assert [(call.status, call.endpoints) for call in result.map.calls] == [("linked", tuple(_endpoints(result))), ("unresolved", ())]


def test_objects_that_hand_on_a_router_to_two_others_each() -> None:
    kept = "    def __init__(self, app):\n        self.app = app\n"
    handing_on = "".join(f"class A{n}:\n{kept}        A{n + 1}(self.app)\n        A{n + 1}(self.app)\n\n" for n in range(24))
    last = f'class A24:\n{kept}\n    def boot(self):\n        @self.app.get("/x")\n        def x(): ...\n\n'
    result = _analyse({"main.py": f"{APPLICATION}{handing_on}{last}A0(app)\nA0(app)\n"})
    assert _endpoints(result) == ["main GET /x"]


@pytest.mark.parametrize("url", ["http://localhost:abc", "http://localhost:99999", "http://[::1", "", "한글"])
def test_settings_that_name_no_address(url: str) -> None:
    result = Analysis(Settings(services={url: "."})).update({"main.py": f'{APPLICATION}@app.get("/x")\ndef x(): ...\n'})
    assert _endpoints(result) == ["main GET /x"]
