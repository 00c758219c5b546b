"""Neovim without a screen, driven from outside: what a key would do is done by Lua in it, and what a person would see is read back."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

README = Path(__file__).parents[3] / "README.md"
ACTIONS = Path(__file__).with_name("actions.lua")
PATIENCE = 20.0
"""Seconds that Neovim may take to start, to answer or to end."""


def snippet(name: str = "neovim-snippet") -> str:
    """The configuration that README shows."""
    found = re.search(rf"<!-- {name} -->\n```lua\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"README has no {name}"
    return found[1]


def program() -> str | None:
    """Neovim as installed beside Python, else the system's."""
    return shutil.which("nvim", path=str(Path(sys.executable).parent)) or shutil.which("nvim")


class Neovim:
    """A running Neovim that listens at an address."""

    def __init__(self, command: str, address: Path) -> None:
        self._command = command
        self._address = address

    def lua(self, code: str, *arguments: object) -> Any:
        """Runs Lua in Neovim, where `...` stands for the arguments; answers what it returns, by way of JSON.

        Raises:
            AssertionError: the code failed.
        """
        payload = json.dumps({"code": code, "arguments": arguments}).replace("'", "''")
        expression = f"luaeval('run(_A)', '{payload}')"
        done = subprocess.run(
            [self._command, "--server", self._address, "--remote-expr", expression],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["succeeded"], answer["result"]
        return answer.get("result")


@contextmanager
def neovim(root: Path, folder: Path, configuration: str) -> Generator[Neovim]:
    """Runs Neovim in `folder` with this `init.lua` alone, until the block ends. `root` takes its files."""
    command = program()
    assert command, "no Neovim here"
    root.mkdir()
    (root / "init.lua").write_text(f"{configuration}\ndofile({json.dumps(str(ACTIONS))})\n", encoding="utf-8")
    address = root / "socket"
    arguments = ["--headless", "--clean", "-u", str(root / "init.lua"), "--listen", str(address)]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen([command, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not address.exists():
            assert process.poll() is None, (root / "log").read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "Neovim does not listen"
            time.sleep(0.02)
        yield Neovim(command, address)
    finally:
        process.terminate()
        process.wait(PATIENCE)
