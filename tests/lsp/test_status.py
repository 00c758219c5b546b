"""`wirelens/status`, what status bars show."""

from pathlib import Path
from typing import Any

from support.gemini_stand_in.fixture import Gemini, gemini
from support.language_server import Editor, editor, write
from support.repositories import Repository
from support.two_services import TWO_SERVICES, WATCH_ORDER

__all__ = ["gemini"]

WANTED = {"statusNotifications": True}


def statuses(client: Editor) -> list[dict[str, Any]]:
    """Each status with its git part as a dictionary."""
    return [
        {"git": None if params.git is None else params.git._asdict(), "findings": params.findings._asdict(), "jobs": params.jobs}
        for params in client.all("wirelens/status")
    ]


def status(git: dict[str, Any] | None = None, *, errors: int = 2, jobs: int = 0) -> dict[str, Any]:
    return {"git": git, "findings": {"errors": errors, "warnings": 0}, "jobs": jobs}


def branch(repository: Repository, name: str | None = "main", **counts: int) -> dict[str, Any]:
    commit = repository.git("rev-parse", "HEAD")[:9]
    none = dict.fromkeys(("changed", "staged", "unstaged", "untracked", "conflicted"), 0)
    return {"branch": name, "commit": commit, "upstream": None, "ahead": None, "behind": None, **none, **counts}


async def test_the_status_follows_git(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "system")
    repository.commit(TWO_SERVICES)
    async with editor(repository.root, options=WANTED) as client:
        await client.until(lambda: status(branch(repository)) in statuses(client))
        repository.write({"notes.md": "new"})
        client.changed_on_disk("notes.md")
        await client.until(lambda: statuses(client)[-1] == status(branch(repository, changed=1, untracked=1)))
        repository.git("switch", "-q", "-c", "topic/주문")
        client.changed_on_disk(".git/HEAD")
        await client.until(lambda: statuses(client)[-1] == status(branch(repository, "topic/주문", changed=1, untracked=1)))


async def test_the_status_follows_findings(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), options=WANTED) as client:
        client.open("shop/client.py")
        await client.until(lambda: statuses(client) == [status()])
        client.rewrite("shop/client.py", TWO_SERVICES["shop/client.py"].replace('/order")', '/orders")'))
        await client.until(lambda: statuses(client) == [status(), status(errors=1)])


async def test_the_status_counts_jobs(tmp_path: Path, gemini: Gemini) -> None:
    settings = {"gemini.enabled": "on", "gemini.baseUrl": gemini.address}
    options = {**WANTED, "settings": settings}
    async with editor(write(tmp_path, TWO_SERVICES), options=options, environment={"GEMINI_API_KEY": "test-key"}) as client:
        await client.indexed()
        await client.execute("wirelens.explain", client.uri("shop/client.py"))
        await client.until(lambda: statuses(client) == [status(), status(jobs=1), status()])


async def test_nothing_is_sent_unasked(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        await client.indexed()
        assert statuses(client) == []


async def test_hover_says_what_git_says_of_the_file(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "system")
    repository.commit(TWO_SERVICES)
    repository.write({"api/main.py": TWO_SERVICES["api/main.py"] + "\n"})
    async with editor(repository.root, options=WANTED) as client:
        await client.until(lambda: status(branch(repository, changed=1, unstaged=1)) in statuses(client))
        hover = await client.hover("api/main.py", 12, 12)
        assert hover is not None
        assert "git" in hover.lower() or "changed" in hover.lower()


async def test_an_untrusted_workspace_is_not_shown_to_git(tmp_path: Path) -> None:
    """The repository would run a program; neither listing files nor reading the state may give it the chance."""
    repository = Repository.create(tmp_path / "system")
    repository.commit({**TWO_SERVICES, ".gitignore": "ignored/\n", "ignored/a.py": "x = 1\n"})
    trap = tmp_path / "trap"
    repository.git("config", "core.fsmonitor", f"touch {trap};")
    async with editor(repository.root, options={**WANTED, "trusted": False}) as client:
        client.open("shop/client.py")
        await client.indexed()
        assert await client.hover("shop/client.py", WATCH_ORDER, 40) is not None
        client.save("shop/client.py")
        await client.pull("shop/client.py")
        assert statuses(client) == [status()]
    assert not trap.exists()
