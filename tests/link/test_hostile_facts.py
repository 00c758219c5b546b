"""Sources that would grow without end if every name and every include were followed are linked all the same."""

from wirelens.link.composition import MAX_VISITS
from wirelens.link.linking import link
from wirelens.model.communication_map import CommunicationMap
from wirelens.scan.python.scanner import scan

APPLICATION = "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n"


def _linked(text: str) -> CommunicationMap:
    return link({"main.py": scan("main.py", text)}, {})


def test_a_text_of_texts_of_texts() -> None:
    doubled = "".join(f'a{n} = f"{{a{n - 1}}}{{a{n - 1}}}"\n' for n in range(1, 31))
    found = _linked(f'{APPLICATION}a0 = "/x"\n{doubled}@app.get(a30)\ndef f(): ...\n')
    assert [endpoint.path for endpoint in found.endpoints] == ["/{?}"]


def test_classes_that_are_their_own_bases() -> None:
    found = _linked(f"{APPLICATION}class A(B, C): ...\nclass B(C, A): ...\nclass C(A, B): ...\n@app.get(A.x)\ndef f(): ...\n")
    assert [endpoint.path for endpoint in found.endpoints] == ["/{?}"]


def test_functions_that_return_each_other() -> None:
    found = _linked(
        "from flask import Flask\ndef f() -> g: return g()\ndef g() -> f: return f()\napp = f()\n@app.get('/x')\ndef h(): ...\n"
    )
    assert found.endpoints == ()


def test_routers_included_twice_by_each_other() -> None:
    routers = "".join(f"r{n} = APIRouter()\n" for n in range(24))
    includes = "".join(f"r{n}.include_router(r{n + 1})\n" * 2 for n in range(23))
    found = _linked(f"{APPLICATION}{routers}app.include_router(r0)\n{includes}@r23.get('/x')\ndef f(): ...\n")
    assert len(found.endpoints) <= MAX_VISITS
