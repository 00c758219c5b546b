"""Names of applications that lead back to themselves end, and are still found."""

from wirelens.link.linking import link
from wirelens.scan.python.scanner import scan

WRAPPED = """\
from fastapi import FastAPI
def wrapped(app):
    return app
def make(plain):
    app = FastAPI() if plain else None
    app = wrapped(app)
    app = wrapped(app) or app
    return app
app = make(True)
app = wrapped(app)
@app.get("/x")
def x(): ...
"""
KEPT = """\
from fastapi import FastAPI
class Keeper:
    def __init__(self, app):
        self.app = app
        self.other = other
    def again(self):
        return Keeper(self.app)
    def register(self):
        self.app.include_router(self.other)
        self.app.mount("/again", Keeper(self.app).app)
Keeper(Keeper(None).app).register()
"""


def test_applications_that_are_made_of_themselves() -> None:
    found = link({"main.py": scan("main.py", WRAPPED)}, {})
    assert {endpoint.path for endpoint in found.endpoints} == {"/x"}


def test_objects_that_are_made_with_what_they_keep() -> None:
    found = link({"main.py": scan("main.py", KEPT)}, {})
    assert [endpoint.path for endpoint in found.endpoints] == []
