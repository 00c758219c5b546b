"""What hover says of a handler's history, held against `git log -L`."""

from collections.abc import Mapping
from pathlib import Path

from support.language_server import Editor, editor
from support.repositories import Repository
from support.two_services import CREATE_ORDER, TWO_SERVICES

SERVER = "api/main.py"
TEXT = TWO_SERVICES[SERVER]
READ_ORDER = TEXT.splitlines().index("async def read_order(order_id: int):")


def commit(repository: Repository, files: Mapping[str, str], subject: str) -> None:
    repository.write(files)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", subject)


def logged(repository: Repository, first: int, last: int) -> str:
    """The last commit of some lines (0-based), in the hover's words."""
    form = "Git: last commit `%h`, %as, %an: %s"
    return repository.git("log", "-1", "-s", "--abbrev=9", f"--format={form}", f"-L{first + 1},{last + 1}:{SERVER}").strip()


async def history(client: Editor, line: int) -> str:
    """Hover never waits for git, so that the first may not know yet."""
    for _ in range(100):
        lines = (await client.hover(SERVER, line, 12) or "").splitlines()
        found = [
            text.removeprefix("- ") for text in lines if "Git: last" in text or "Git: changed since HEAD;" in text or "Git: new" in text
        ]
        if found:
            return found[0]
    return ""


async def test_the_last_commit_of_a_handler(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "system")
    commit(repository, TWO_SERVICES, "Orders: first version")
    changed = TEXT.replace("async def read_order(order_id: int):\n    return {}", "async def read_order(order_id: int):\n    return {1: 2}")
    commit(repository, {SERVER: changed}, "주문을 읽는다 `now` <b>😀</b>")
    commit(repository, {SERVER: "# orders\n" + changed}, "A remark")
    async with editor(repository.root, options={"statusNotifications": True}) as client:
        await client.indexed()
        await client.until(lambda: client.all("wirelens/status")[-1].git is not None)
        client.open(SERVER)
        create, read = CREATE_ORDER + 1, READ_ORDER + 1
        assert await history(client, create) == logged(repository, create - 1, create + 1)
        assert "Orders: first version" in logged(repository, create - 1, create + 1)
        last = logged(repository, read - 1, read + 1)
        assert "주문을 읽는다" in last
        escaped = last.replace("`now`", r"\`now\`").replace("<b>", r"\<b\>").replace("</b>", r"\</b\>")
        assert await history(client, read) == escaped
        client.replace(SERVER, (read + 1, 0), (read + 1, 0), "    order_id += 1\n")
        client.replace(SERVER, (0, 0), (1, 0), "")
        edited = escaped.replace("Git: last commit", "Git: changed since HEAD; last commit")
        assert await history(client, read - 1) == edited
        assert await history(client, create - 1) == logged(repository, create - 1, create + 1)
        client.replace(SERVER, (create - 2, 0), (create - 2, 0), '@app.put("/orders")\nasync def put_order():\n    return {}\n\n\n')
        assert await history(client, create - 1) == "Git: new since HEAD"
