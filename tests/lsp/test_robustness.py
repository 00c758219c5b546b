"""Whatever happens around the server: one clear message, nothing lost, and it goes on."""

import os
import shutil
import signal
from pathlib import Path

from lsprotocol import types

from support.language_server import Editor, editor, write
from support.processes import children
from support.two_services import SEND_ORDER, TWO_SERVICES

FILE = "shop/client.py"
RESTARTED = "The analysis ended unexpectedly. It starts again; nothing of yours is lost."
STOPPED = "The analysis ended unexpectedly twice in a row and is stopped. Restart the language server to try again; its log says more."
MANY = {f"shop/client_{number}.py": TWO_SERVICES[FILE] for number in range(300)}


def analysis_process(client: Editor) -> int:
    """The one child of the server that analyses; git may be another for a moment."""
    [child] = [each for each in children(client.process.pid) if b"wirelens.workspace.worker" in Path(f"/proc/{each}/cmdline").read_bytes()]
    return child


async def finds_the_handler(client: Editor, line: int = SEND_ORDER) -> bool:
    return await client.definition(FILE, line, 24) == ["api/main.py:8"]


async def test_the_analysis_is_killed_while_it_reads(tmp_path: Path) -> None:
    async with editor(write(tmp_path, {**TWO_SERVICES, **MANY})) as client:
        client.open(FILE, "\n" + TWO_SERVICES[FILE])
        await client.until(lambda: client.progress_of("Reading the workspace"))
        os.kill(analysis_process(client), signal.SIGKILL)
        await client.indexed(2)
        assert client.notices() == [RESTARTED]
        assert await finds_the_handler(client, SEND_ORDER + 1)


async def test_the_analysis_is_killed_between_edits(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        os.kill(analysis_process(client), signal.SIGKILL)
        client.replace(FILE, (0, 0), (0, 0), "# typed meanwhile\n")
        await client.indexed(2)
        assert client.notices() == [RESTARTED]
        assert await finds_the_handler(client, SEND_ORDER + 1)


async def test_an_analysis_that_keeps_ending_is_given_up(tmp_path: Path) -> None:
    broken = write(
        tmp_path / "broken", {"sitecustomize.py": "import os, sys\nif 'wirelens.workspace.worker' in sys.orig_argv: os._exit(3)\n"}
    )
    async with editor(write(tmp_path / "system", TWO_SERVICES), environment={"PYTHONPATH": str(broken)}) as client:
        client.open(FILE)
        await client.until(lambda: len(client.notices()) == 2)
        assert client.notices() == [RESTARTED, STOPPED]
        assert await client.hover(FILE, SEND_ORDER, 24) is None
        client.replace(FILE, (0, 0), (0, 0), "\n")
        assert await client.definition(FILE, SEND_ORDER, 24) is None


async def test_the_folder_is_not_there_and_then_it_is(tmp_path: Path) -> None:
    async with editor(tmp_path / "system") as client:
        await client.indexed()
        notice = f"The folder {tmp_path / 'system'} is not there or cannot be read."
        await client.until(lambda: client.notices() == [notice])
        write(tmp_path / "system", TWO_SERVICES)
        client.open(FILE)
        client.save(FILE)
        await client.until(lambda: client.all(types.WORKSPACE_DIAGNOSTIC_REFRESH))
        assert await finds_the_handler(client)
        shutil.rmtree(tmp_path / "system")
        client.save(FILE)
        await client.until(lambda: client.notices() == [notice, notice])


async def test_a_file_of_50_megabytes(tmp_path: Path) -> None:
    large = "x = 1\n" * (50_000_000 // 6)
    async with editor(write(tmp_path, {**TWO_SERVICES, "shop/large.py": large})) as client:
        client.open(FILE)
        await client.indexed()
        assert await finds_the_handler(client)
        client.open("shop/large.py", large)
        client.replace("shop/large.py", (0, 0), (0, 0), "import httpx\n")
        assert await client.hover("shop/large.py", 1, 0) is None
        assert await finds_the_handler(client)
        assert client.notices() == []


async def test_bytes_that_are_not_utf_8_cost_only_themselves(tmp_path: Path) -> None:
    write(tmp_path, TWO_SERVICES)
    (tmp_path / FILE).write_bytes("# 한글\n".encode("euc-kr") + TWO_SERVICES[FILE].encode())
    async with editor(tmp_path) as client:
        await client.indexed()
        assert await finds_the_handler(client, SEND_ORDER + 1)
        assert client.notices() == []


async def test_broken_code_costs_only_itself(tmp_path: Path) -> None:
    async with editor(write(tmp_path, {**TWO_SERVICES, "shop/broken.py": "def f(:\n  'é🚚\n", "shop/empty.py": ""})) as client:
        client.open(FILE, TWO_SERVICES[FILE] + "\n\ndef half(:\n")
        await client.indexed()
        assert await finds_the_handler(client)
        assert client.notices() == []


async def test_lone_surrogates_in_a_document(tmp_path: Path) -> None:
    """JSON can spell half a character."""
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE, "# \ud83d\n" + TWO_SERVICES[FILE])
        await client.indexed()
        assert await finds_the_handler(client, SEND_ORDER + 1)
        assert client.notices() == []


async def test_a_client_that_never_answers(tmp_path: Path) -> None:
    """Neither progress, nor registrations, nor configuration, nor refreshes."""
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.unanswered |= {
            types.CLIENT_REGISTER_CAPABILITY,
            types.WINDOW_WORK_DONE_PROGRESS_CREATE,
            types.WORKSPACE_CONFIGURATION,
            types.WORKSPACE_CODE_LENS_REFRESH,
            types.WORKSPACE_DIAGNOSTIC_REFRESH,
        }
        client.open(FILE)
        await client.until(lambda: client.all(types.WORKSPACE_DIAGNOSTIC_REFRESH))
        assert await finds_the_handler(client)
        client.replace(FILE, (0, 0), (0, 0), "\n")
        assert await finds_the_handler(client, SEND_ORDER + 1)


async def test_the_cache_cannot_be_used(tmp_path: Path) -> None:
    """A file stands where its folder should be."""
    cache = write(tmp_path / "cache", {"wirelens": "not a folder"})
    async with editor(write(tmp_path / "system", TWO_SERVICES), environment={"XDG_CACHE_HOME": str(cache)}) as client:
        client.open(FILE)
        await client.indexed()
        assert await finds_the_handler(client)
        await client.execute("wirelens.report", client.uri(FILE))
        await client.until(client.notices)
        assert len(set(client.notices())) == len(client.notices())
        assert await finds_the_handler(client)


async def test_the_cache_is_corrupt(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    async with editor(write(tmp_path / "system", TWO_SERVICES), environment={"XDG_CACHE_HOME": str(cache)}) as client:
        await client.indexed()
        await client.execute("wirelens.report", client.uri(FILE))
    for database in cache.rglob("*.db"):
        database.write_bytes(b"not a database" * 1000)
    async with editor(tmp_path / "system", environment={"XDG_CACHE_HOME": str(cache)}) as client:
        client.open(FILE)
        await client.indexed()
        assert await finds_the_handler(client)
        await client.execute("wirelens.report", client.uri(FILE))
        assert len(client.shown_documents) == 1
