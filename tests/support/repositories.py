"""Real repositories, made by git itself with a configuration of its own."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


@dataclass(frozen=True)
class Repository:
    """A working tree and the plain git that works on it."""

    root: Path

    @classmethod
    def create(cls, root: Path, *options: str) -> "Repository":
        """`git init` at `root`, on branch `main`."""
        root.mkdir(parents=True)
        repository = cls(root)
        repository.git("init", "-q", "-b", "main", *options)
        return repository

    def git(self, *arguments: str, expect: int | None = 0, environment: Mapping[str, str] | None = None) -> str:
        """Runs plain git here, without any protection; answers what it prints."""
        return self.run("git", *arguments, expect=expect, environment=environment)

    def run(self, *command: str, expect: int | None = 0, environment: Mapping[str, str] | None = None) -> str:
        """Runs a command here; answers what it prints. `expect` is its exit code, None for any."""
        folder = self.root if self.root.exists() else self.root.parent
        done = subprocess.run(
            command, cwd=folder, env={**_ENVIRONMENT, **(environment or {})}, capture_output=True, check=False, timeout=30
        )
        assert expect in (None, done.returncode), done.stderr
        return os.fsdecode(done.stdout)

    def write(self, files: Mapping[str, str]) -> None:
        """Writes files below the root."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def commit(self, files: Mapping[str, str], removed: Iterable[str] = ()) -> str:
        """Writes and removes files and commits everything; answers the commit."""
        self.write(files)
        for name in removed:
            (self.root / name).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
        return self.git("rev-parse", "HEAD").strip()
