"""Git at hand in an editor; what a repository holds before and after is asked of plain git."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.language_server import Editor, editor
from support.repositories import Repository
from support.two_services import TWO_SERVICES

CLIENT = "shop/client.py"
EDITED = {CLIENT: TWO_SERVICES[CLIENT] + "\n# 주문\n"}
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}
WANTED = {"statusNotifications": True}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "주문 system")
    made.commit(TWO_SERVICES)
    return made


@pytest.fixture
def remote(repository: Repository, tmp_path: Path) -> Repository:
    bare = Repository.create(tmp_path / "remote.git", "--bare")
    repository.git("remote", "add", "origin", str(bare.root))
    return bare


@asynccontextmanager
async def opened(repository: Repository, *, environment: dict[str, str] = ENVIRONMENT, **options: Any) -> AsyncGenerator[Editor]:
    async with editor(repository.root, options={**WANTED, **options}, environment=environment) as client:
        await client.indexed()
        yield client


def git(client: Editor) -> dict[str, Any]:
    """What the status bar says of git."""
    shown = [params.git for params in client.all("wirelens/status")]
    return shown[-1]._asdict() if shown and shown[-1] is not None else {}


def contents(repository: Repository) -> tuple[str, str, str]:
    """The commits of every branch, the index and the working tree as git sees them."""
    refs = repository.git("for-each-ref", "--format=%(refname) %(objectname)")
    return refs, repository.git("ls-files", "-s"), repository.git("status", "--porcelain", "-z")


def hook(repository: Repository, name: str, script: str) -> None:
    path = repository.root / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


async def test_from_the_working_tree_to_the_remote(repository: Repository, remote: Repository) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.write(EDITED)
    questions: list[str] = []

    def answer(params: types.ShowMessageRequestParams) -> str:
        questions.append(params.message)
        assert params.actions is not None
        assert [action.title for action in params.actions] == ["Push", "Cancel"]
        return "Cancel" if len(questions) == 1 else "Push"

    async with opened(repository) as client:
        client.answer_question = answer
        uri = client.uri(CLIENT)
        assert await client.execute("wirelens.gitStage", uri) == f"Staged {CLIENT}"
        assert contents(repository)[2] == f"M  {CLIENT}\0"
        assert await client.execute("wirelens.gitUnstage", uri) == f"Unstaged {CLIENT}"
        assert contents(repository)[2] == f" M {CLIENT}\0"
        await client.execute("wirelens.gitStage", uri)
        committed = await client.execute("wirelens.gitCommit", client.folder.as_uri(), "주문을 고친다\n\n본문")
        head = repository.git("rev-parse", "HEAD").strip()
        assert committed == f"Committed {head[:9]}: 주문을 고친다"
        assert repository.git("log", "--format=%H%n%B%an", "-1") == f"{head}\n주문을 고친다\n\n본문\nAda\n"
        assert repository.git("rev-parse", "HEAD^").strip() == first
        assert await client.execute("wirelens.gitPush", uri) is None
        assert remote.git("for-each-ref") == ""
        assert await client.execute("wirelens.gitPush", uri) == "Pushed main to main at origin."
        assert remote.git("rev-parse", "main").strip() == head
        assert questions == [f"Push main to main at origin ({remote.root})?"] * 2
        await client.until(lambda: git(client).get("upstream") == "origin/main")
        assert client.notices() == [
            f"Staged {CLIENT}",
            f"Unstaged {CLIENT}",
            f"Staged {CLIENT}",
            f"Committed {head[:9]}: 주문을 고친다",
            "Pushed main to main at origin.",
        ]


def _nothing_staged(_: Repository) -> None:
    """It is as it stands."""


def _locked(repository: Repository) -> None:
    repository.git("add", "-A")
    (repository.root / ".git/index.lock").touch()


def _hooked(repository: Repository) -> None:
    repository.git("add", "-A")
    hook(repository, "pre-commit", 'echo "checking" >&2; echo "lint failed" >&2; exit 1')


def _in_conflict(repository: Repository) -> None:
    repository.commit({})
    repository.git("switch", "-q", "-c", "other", "HEAD^")
    repository.commit({CLIENT: "theirs\n"})
    repository.git("merge", "main", expect=1)


def _nameless(repository: Repository) -> None:
    repository.git("add", "-A")
    repository.git("config", "user.useConfigOnly", "true")


@pytest.mark.parametrize(
    ("arrange", "sentence"),
    [
        (_nothing_staged, "Nothing is staged. Stage a file first."),
        (_hooked, "The commit was refused: lint failed"),
        (_locked, "Another git process is at work in this repository. If there is none, delete the lock file that it left: {lock}"),
        (_in_conflict, "Files are in conflict. Solve the conflicts and stage the files first."),
        (_nameless, "Git does not know who commits. Run: git config --global user.name NAME, and user.email ADDRESS."),
    ],
)
async def test_a_commit_that_git_refuses_changes_nothing(
    repository: Repository, arrange: Callable[[Repository], None], sentence: str
) -> None:
    repository.write(EDITED)
    arrange(repository)
    before = contents(repository)
    environment = {name: value for name, value in ENVIRONMENT.items() if arrange is not _nameless or "CONFIG" in name}
    async with opened(repository, environment=environment) as client:
        assert await client.execute("wirelens.gitCommit", client.uri(CLIENT), "주문") is None
        assert client.notices() == [sentence.format(lock=repository.root / ".git/index.lock")]
    assert contents(repository) == before


async def test_a_rejected_push_overwrites_nothing(repository: Repository, remote: Repository, tmp_path: Path) -> None:
    repository.git("push", "-q", "-u", "origin", "main")
    other = Repository(tmp_path / "other")
    repository.git("clone", "-q", str(remote.root), str(other.root))
    other.commit({"b.py": "1\n"})
    other.git("push", "-q", "origin", "main")
    repository.commit(EDITED)
    before = contents(repository), remote.git("for-each-ref")
    async with opened(repository) as client:
        client.answer_question = lambda _: "Push"
        assert await client.execute("wirelens.gitPush", client.uri(CLIENT)) is None
        assert client.notices() == ["The remote has commits that are not here. Pull first; nothing was overwritten."]
    assert (contents(repository), remote.git("for-each-ref")) == before


async def test_what_is_not_saved_is_not_staged_and_that_is_said(repository: Repository) -> None:
    repository.write(EDITED)
    async with opened(repository) as client:
        client.open(CLIENT, "x = 1\n")
        sentence = f"Staged {CLIENT} as it is on the disk, without the changes that are not saved."
        assert await client.execute("wirelens.gitStage", client.uri(CLIENT)) == sentence
    assert repository.git("show", f":{CLIENT}") == EDITED[CLIENT]


async def test_an_untrusted_workspace_and_a_folder_without_repository(repository: Repository, tmp_path: Path) -> None:
    repository.write(EDITED)
    before = contents(repository)
    arguments = {"wirelens.gitStage": (), "wirelens.gitUnstage": (), "wirelens.gitCommit": ("주문",), "wirelens.gitPush": ()}
    async with opened(repository, trusted=False) as client:
        for command, more in arguments.items():
            assert await client.execute(command, client.uri(CLIENT), *more) is None
        assert client.notices() == ["Git is left alone in a workspace that is not trusted."] * len(arguments)
    assert contents(repository) == before
    plain = Repository(tmp_path / "plain")
    plain.write(TWO_SERVICES)
    async with opened(plain) as client:
        assert await client.execute("wirelens.gitStage", client.uri(CLIENT)) is None
        assert await client.execute("wirelens.gitStage", "file:///nowhere.py") is None
        assert client.notices() == [
            f"{CLIENT} is in no repository that git reads.",
            "Wirelens does not read file:///nowhere.py.",
        ]


async def test_commits_and_branches_made_elsewhere_are_heard_of(repository: Repository) -> None:
    """The editor says nothing of them: many editors do not watch `.git`, and some watch nothing."""
    async with opened(repository) as client:
        await client.until(lambda: git(client).get("branch") == "main")
        repository.write(EDITED)
        repository.git("add", "-A")
        await client.until(lambda: git(client)["staged"] == 1)
        repository.git("commit", "-q", "-m", "주문")
        head = repository.git("rev-parse", "HEAD")[:9]
        await client.until(lambda: (git(client)["commit"], git(client)["staged"]) == (head, 0))
        repository.git("switch", "-q", "-c", "topic/결제")
        await client.until(lambda: git(client)["branch"] == "topic/결제")
        repository.git("switch", "-q", "--detach", "HEAD^")
        await client.until(lambda: git(client)["branch"] is None)


async def test_a_switched_branch_changes_the_map(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "mended")
    mended = TWO_SERVICES[CLIENT].replace('/order")', '/orders")')
    repository.commit({CLIENT: mended})
    repository.git("switch", "-q", "main")

    def errors(client: Editor) -> int:
        return client.all("wirelens/status")[-1].findings.errors

    async with opened(repository) as client:
        await client.until(lambda: git(client).get("branch") == "main")
        assert errors(client) == 2
        repository.git("switch", "-q", "mended")
        await client.until(lambda: (git(client)["branch"], errors(client)) == ("mended", 1))


async def test_several_repositories_in_one_folder(tmp_path: Path) -> None:
    """Two clones side by side, a common way to hold a front end and its servers, and neither is the folder that is open."""
    shop, api = (Repository.create(tmp_path / "work" / name) for name in ("shop", "api"))
    shop.commit({"client.py": TWO_SERVICES[CLIENT]})
    api.commit({"main.py": TWO_SERVICES["api/main.py"]})
    api.git("switch", "-q", "-c", "결제")
    api.write({"main.py": TWO_SERVICES["api/main.py"] + "\n"})
    async with opened(Repository(tmp_path / "work")) as client:

        def shown() -> list[tuple[str, str, int]]:
            status = client.all("wirelens/status")[-1]
            return [(client.place(each.folder), each.branch, each.unstaged) for each in status.repositories]

        await client.until(lambda: shown() == [("api", "결제", 1), ("shop", "main", 0)])
        assert await client.execute("wirelens.gitStage", client.uri("api/main.py")) == "Staged main.py"
        await client.until(lambda: shown() == [("api", "결제", 0), ("shop", "main", 0)])
        shop.git("switch", "-q", "-c", "주문")
        await client.until(lambda: shown() == [("api", "결제", 0), ("shop", "주문", 0)])
    assert api.git("status", "--porcelain") == "M  main.py\n"
