"""Repositories that run a program of their own when git reads them: each known way, planted, with the plain command that falls for it."""

import os
import pty
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from support.repositories import Repository
from support.two_services import TWO_SERVICES

CLIENT = "shop/client.py"
STAGED = TWO_SERVICES[CLIENT].replace("/orders/{order_id}", "/order/{order_id}")
EDITED = STAGED + "\n# 😀\n"


@dataclass(frozen=True)
class Hostile:
    """A repository with staged and unstaged changes; `program` leaves `mark` behind."""

    repository: Repository
    mark: Path
    program: Path

    def config(self, key: str, value: object) -> None:
        self.repository.git("config", key, str(value))

    def attribute(self, line: str) -> None:
        self.repository.write({".git/info/attributes": f"*.py {line}\n"})

    def doubt(self) -> None:
        """Makes the index doubt that files are unchanged, so that git reads them again."""
        for file in ("api/main.py", CLIENT):
            os.utime(self.repository.root / file, (time.time() + 5, time.time() + 5))

    def fires(self, *command: str, environment: Mapping[str, str] | None = None, terminal: bool = False) -> bool:
        """Whether plain git runs the program."""
        if terminal:
            self._in_terminal(*command)
        else:
            self.repository.git(*command, expect=None, environment=environment)
        return self.mark.exists()

    def _in_terminal(self, *command: str) -> None:
        ours, theirs = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PAGER"))}
        subprocess.run(["git", *command], cwd=self.repository.root, stdout=theirs, env=environment, check=False, timeout=30)
        os.close(theirs)
        os.close(ours)


def _hook(victim: Hostile, folder: str) -> None:
    hook = victim.repository.root / folder / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(victim.program)
    victim.doubt()


def _monitor(victim: Hostile) -> None:
    victim.config("core.fsmonitor", victim.program)


def _included(victim: Hostile) -> None:
    victim.repository.write({"innocent.txt": f"[core]\n\tfsmonitor = {victim.program}\n"})
    victim.config("include.path", "../innocent.txt")


def _filter(kind: str) -> Callable[[Hostile], None]:
    def plant(victim: Hostile) -> None:
        victim.config(f"filter.evil.{kind}", victim.program)
        victim.attribute("filter=evil")
        victim.doubt()

    return plant


def _converted(victim: Hostile) -> None:
    victim.config("diff.evil.textconv", victim.program)
    victim.attribute("diff=evil")


def _external(victim: Hostile) -> None:
    victim.config("diff.external", victim.program)
    victim.config("diff.evil.command", victim.program)
    victim.attribute("diff=evil")


def _hooks_path(victim: Hostile) -> None:
    _hook(victim, "hooks")
    victim.config("core.hooksPath", "hooks")


def _pager(victim: Hostile) -> None:
    victim.config("core.pager", victim.program)
    victim.config("pager.status", victim.program)


def _remote_shell(victim: Hostile) -> None:
    victim.config("core.sshCommand", victim.program)
    victim.config("remote.origin.url", "ssh://127.0.0.1/x.git")


def _promisor(victim: Hostile) -> None:
    """A staged renaming with changes, whose former content is missing and would be fetched by the program."""
    repository = victim.repository
    blob = repository.git("rev-parse", "HEAD:api/main.py").strip()
    repository.git("mv", "api/main.py", "api/server.py")
    repository.write({"api/server.py": TWO_SERVICES["api/main.py"] + "\n"})
    repository.git("add", "api/server.py")
    for key, value in (("promisor", "true"), ("url", repository.root), ("uploadpack", victim.program)):
        victim.config(f"remote.origin.{key}", value)
    victim.config("core.repositoryFormatVersion", "1")
    victim.config("extensions.partialClone", "origin")
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()


def _signature(victim: Hostile) -> None:
    repository = victim.repository
    header, _, text = repository.git("cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----"
    (victim.mark.parent / "commit").write_text(f"{header}\n{signature}\n\n{text}", encoding="utf-8")
    signed = repository.git("hash-object", "-t", "commit", "-w", str(victim.mark.parent / "commit")).strip()
    repository.git("update-ref", "refs/heads/main", signed)
    victim.config("gpg.program", victim.program)
    victim.config("log.showSignature", "true")


@dataclass(frozen=True)
class Vector:
    """A way to have a program run: how it is planted, and the command of plain git that falls for it."""

    name: str
    plant: Callable[[Hostile], object]
    command: tuple[str, ...] = ("status",)
    terminal: bool = False


VECTORS = (
    Vector("core.fsmonitor", _monitor),
    Vector("include.path", _included),
    Vector("filter.clean", _filter("clean")),
    Vector("filter.smudge", _filter("smudge"), ("checkout", "--", ".")),
    Vector("filter.process", _filter("process")),
    Vector("diff.textconv", _converted, ("diff",)),
    Vector("diff.external", _external, ("diff",)),
    Vector("post-index-change", lambda victim: _hook(victim, ".git/hooks")),
    Vector("core.hooksPath", _hooks_path),
    Vector("core.pager", _pager, ("log",), terminal=True),
    Vector("core.sshCommand", _remote_shell, ("ls-remote", "origin")),
    Vector("promisor", _promisor),
    Vector("gpg.program", _signature, ("log", "-1")),
)
"""The fourteenth way, inherited variables, is `inherited` and needs nothing in the repository."""


def hostile_repository(folder: Path, vector: Vector | None) -> Hostile:
    """A repository of two services with a vector planted."""
    folder.mkdir(parents=True)
    program, mark = folder / "program", folder / "mark"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    repository = Repository.create(folder / "repository")
    repository.commit(TWO_SERVICES)
    repository.write({CLIENT: STAGED})
    repository.git("add", "-A")
    repository.write({CLIENT: EDITED})
    victim = Hostile(repository, mark, program)
    if vector is not None:
        vector.plant(victim)
    return victim


def inherited(program: Path, mark: Path) -> dict[str, str]:
    """An environment whose variables would have git run the program, or read another repository."""
    return {
        "GIT_EXTERNAL_DIFF": str(program),
        "GIT_PAGER": str(program),
        "GIT_SSH_COMMAND": str(program),
        "GIT_ASKPASS": str(program),
        "GIT_EXEC_PATH": str(mark.parent),
        "GIT_DIR": str(mark.parent / "elsewhere"),
        "GIT_INDEX_FILE": str(mark.parent / "index"),
        "GIT_WORK_TREE": "/",
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={program}'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(program),
        "GIT_TRACE": str(mark),
        "GIT_PYTHON_GIT_EXECUTABLE": str(program),
    }
