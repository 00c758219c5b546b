"""Drafts of commit messages, whole."""

import pytest

from wirelens.model.contract_change import ChangeKind, ContractChange, Operation
from wirelens.model.message import Language
from wirelens.model.span import Location, Position, Span
from wirelens.model.staged_change import ChangeOfFile, CommitStyle, DependencyChange, NameChange, StagedChange, StagedFile
from wirelens.views.commit_draft import commit_draft, draft_language

CONVENTIONAL = CommitStyle(
    "", ":", {"fix": "fix", "feat": "feat", "chore": "chore"}, ("deps", "web", "api"), is_capitalised=False, language="en"
)
PLAIN = CommitStyle(language="en")


def operation(asked: str, handler: str = "notes", file: str = "api/main.py") -> Operation:
    method, _, path = asked.partition(" ")
    return Operation(asked, "api", "http", method, path, handler, Location(file, Span(Position(0, 0), Position(0, 0))))


def contract(kind: ChangeKind, before: str | None, after: str | None) -> ContractChange:
    return ContractChange(kind, operation(before) if before else None, operation(after) if after else None)


def file(kind: ChangeOfFile, path: str, *names: str, before: str = "") -> StagedFile:
    changes = tuple(NameChange({"+": "added", "-": "removed", "~": "changed"}[name[0]], name[1:]) for name in names)  # pyright: ignore[reportArgumentType] - spelled above
    return StagedFile(kind, path, before or path, changes)


def draft(*files: StagedFile, contracts: tuple[ContractChange, ...] = (), style: CommitStyle = PLAIN, language: Language = "en") -> str:
    return commit_draft(StagedChange(files, contracts, style), language).text


@pytest.mark.parametrize(
    ("contracts", "subject"),
    [
        ((contract("added", None, "GET /notes"),), "Add GET /notes"),
        ((contract("removed", "GET /notes", None),), "Remove GET /notes"),
        ((contract("changed", "GET /notes", "POST /memos"),), "Change GET /notes to POST /memos"),
        ((contract("moved", "GET /notes", "GET /notes"),), "Move GET /notes to api/main.py"),
        ((contract("added", None, "GET /notes"), contract("added", None, "POST /notes")), "Add GET/POST /notes"),
        ((contract("added", None, "GET /a"), contract("added", None, "GET /b")), "Add GET /a and GET /b"),
        (tuple(contract("added", None, f"GET /v1/{name}") for name in "abc"), "Add 3 endpoints under /v1"),
        (tuple(contract("added", None, f"GET /{name}") for name in "abc"), "Add 3 endpoints"),
        ((contract("added", None, "GET /v1/a"), contract("removed", "GET /v1/b", None)), "Update 2 endpoints under /v1"),
        ((contract("added", None, f"GET /{'가' * 80}"),), "Add an endpoint"),
    ],
)
def test_contracts_come_first(contracts: tuple[ContractChange, ...], subject: str) -> None:
    assert draft(file("changed", "api/main.py", "~load()"), contracts=contracts).splitlines()[0].startswith(subject)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([file("changed", "api/notes.py", "~load()")], "Update load() in api/notes.py"),
        (
            [file("changed", "api/notes.py", "~load()", "+_cut()")],
            "Update load() in api/notes.py\n\n- api/notes.py: add _cut(); update load()",
        ),
        ([file("added", "api/notes.py", "+load()")], "Add api/notes.py"),
        ([file("renamed", "api/memos.py", before="api/notes.py")], "Rename api/notes.py to api/memos.py"),
        ([file("changed", "README.md")], "Update README.md"),
        ([file("added", "tests/test_notes.py", "+test_load()")], "Add tests in test_notes.py"),
        ([file("changed", "uv.lock")], "Update lock files"),
        (
            [file("changed", "web/src/App.vue"), file("changed", "web/src/api.ts", "~load()"), file("removed", "web/src/old.ts", "-old()")],
            "Update 3 files in web/src\n\n- web/src/api.ts: update load()\n- Remove web/src/old.ts\n- Update web/src/App.vue",
        ),
        (
            [file("changed", "api/notes.py", "+summarise()"), file("changed", "docs/notes.md"), file("changed", "tests/test_notes.py")],
            "Add summarise() in api/notes.py\n\n- api/notes.py: add summarise()\n- Update docs/notes.md\n- Update tests/test_notes.py",
        ),
    ],
)
def test_files(files: list[StagedFile], message: str) -> None:
    assert draft(*files) == message


def test_packages_and_the_code_that_follows_them() -> None:
    manifest = StagedFile("changed", "package.json", "package.json", (), (DependencyChange("axios", "^1.6", "^1.7"),))
    assert draft(manifest, file("changed", "package-lock.json"), style=CONVENTIONAL) == "chore(deps): bump axios from ^1.6 to ^1.7"
    assert draft(manifest, file("changed", "web/api.ts", "~load()")) == "Bump axios from ^1.6 to ^1.7\n\n- web/api.ts: update load()"


def test_the_style_of_the_repository() -> None:
    changed = file("changed", "web/src/api.ts", "~load()")
    assert draft(changed, style=CONVENTIONAL) == "fix(web): update load() in web/src/api.ts"
    assert draft(changed, style=CommitStyle("[", "]", {"fix": "Fix"}, language="ko"), language="ko") == "[Fix] web/src/api.ts: load() 수정"
    assert draft(changed, style=CommitStyle(words={"fix": "🐛"})) == "🐛 Update load() in web/src/api.ts"


def test_lengths_whatever_the_names_are() -> None:
    long = [file("changed", f"{'가나다/' * 12}{number}.py", *(f"~{'함수' * 10}{name}()" for name in "abcdefgh")) for number in range(30)]
    for language in ("en", "ko"):
        subject, empty, *body = draft(*long, language=language).splitlines()
        assert len(subject) < 72
        assert empty == ""
        assert len(body) < 80


def test_names_that_hide_something_are_shown_as_what_they_are() -> None:
    assert draft(file("changed", "a\n# b\u202e.py", "~load()")) == "Update load() in a # b\N{REPLACEMENT CHARACTER}.py"


def test_whose_language_it_is() -> None:
    assert draft_language("ko", PLAIN, "en") == "ko"
    assert draft_language("auto", PLAIN, "ko") == "en"
    assert draft_language("auto", CommitStyle(), "ko") == "ko"
