"""What the user does to the repository: stage, unstage, commit, push.

These are acts of the user's own in a workspace that they trust, so git runs as it would in a terminal: with its configuration, hooks and
credential helpers. Nothing can ask, since nobody could answer; every act ends within its time; and git undoes what it began when it is told
to stop.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import cast

from wirelens.model.message import message
from wirelens.repository import hardened_git
from wirelens.repository.refusals import GitRefusedError, refusal

COMMIT_TIMEOUT_S = 120.0
"""Hooks may run linters and tests."""

PUSH_TIMEOUT_S = 120.0
_STAGE_TIMEOUT_S = 30.0
_GRACE_S = 5.0
"""How long git has to take its locks away after it was told to stop."""

_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_EDITOR": "false",
    "LC_ALL": "C.UTF-8",
}
"""Nothing asks; and git speaks the language in which its refusals are recognised, which leaves the encoding as it is."""

_THE_USERS = re.compile(r"GIT_(?:AUTHOR|COMMITTER)_\w+|GIT_SSH(?:_COMMAND)?|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)")
"""Variables that say who acts and how; all others could lead to another repository."""


@dataclass(frozen=True, slots=True)
class Pushing:
    """Where a push would go.

    `remote` is named as in the configuration, `url` is without credentials; `source` is the local branch, `branch` the one there.
    `sets_upstream`: the local branch has no upstream yet, and this becomes it.
    """

    remote: str
    url: str
    source: str
    branch: str
    sets_upstream: bool


def stage(folder: Path, files: Iterable[str]) -> None:
    """Puts files as they are on the disk, deleted ones too, into the index. Paths are relative to `folder` and are no patterns.

    Raises:
        GitRefusedError: git did not.
    """
    _act(folder, _STAGE_TIMEOUT_S, "--literal-pathspecs", "add", "--all", "--", *files)


def unstage(folder: Path, files: Iterable[str]) -> None:
    """Takes files out of the index again; the disk is left alone.

    Raises:
        GitRefusedError: git did not.
    """
    _act(folder, _STAGE_TIMEOUT_S, "--literal-pathspecs", "reset", "--quiet", "--", *files)


def commit(folder: Path, text: str) -> str:
    """Commits what is staged, with the repository's hooks; answers the new commit's name.

    Raises:
        GitRefusedError: git or a hook did not let it through.
    """
    if not text.strip():
        raise GitRefusedError(message("git.refused.no-message"))
    before = _head(folder)
    try:
        _act(folder, COMMIT_TIMEOUT_S, "commit", "--quiet", "--file=-", given=text.encode("utf-8", "surrogateescape"))
    except GitRefusedError:
        if _head(folder) in {None, before}:
            raise
        # The commit is made; what did not end was a hook that comes after it.
    made = _head(folder)
    if made is None:
        raise GitRefusedError(message("git.refused.unknown", text="HEAD"))
    return made


def pushing(folder: Path) -> Pushing:
    """Where `push` would send the current branch, as git-config(1) has it under `push.default`, "simple".

    To the remote that the configuration pushes to, else to the upstream, else to the only remote; there to the upstream's branch, on
    another remote than the upstream's to the branch of the same name.

    Raises:
        GitRefusedError: there is no branch, or nothing says where to.
    """
    branch = _line(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    if branch is None:
        raise GitRefusedError(message("git.refused.detached"))
    if _head(folder) is None:
        raise GitRefusedError(message("git.refused.unborn", branch=branch))
    upstream = _line(folder, "config", "--get", f"branch.{branch}.remote")
    merge = _line(folder, "config", "--get", f"branch.{branch}.merge")
    remotes = (_line(folder, "remote") or "").splitlines()
    chosen = _line(folder, "config", "--get", f"branch.{branch}.pushRemote") or _line(folder, "config", "--get", "remote.pushDefault")
    remote = chosen or upstream or (remotes[0] if len(remotes) == 1 else None)
    if remote not in remotes:
        raise GitRefusedError(message("git.refused.no-upstream", branch=branch))
    there = merge.removeprefix("refs/heads/") if merge is not None and remote == upstream else branch
    url = _line(folder, "remote", "get-url", "--push", remote) or remote
    return Pushing(remote, _without_credentials(url), branch, there, sets_upstream=merge is None)


def push(folder: Path, target: Pushing) -> None:
    """Sends a branch where `pushing` said, never by force.

    Raises:
        GitRefusedError: git or the remote did not let it through, or it took too long.
    """
    upstream = ("--set-upstream",) if target.sets_upstream else ()
    _act(
        folder,
        PUSH_TIMEOUT_S,
        "push",
        "--porcelain",
        *upstream,
        "--",
        target.remote,
        f"refs/heads/{target.source}:refs/heads/{target.branch}",
    )


def _act(folder: Path, timeout: float, *arguments: str, given: bytes = b"") -> None:
    program = hardened_git.program()
    if program is None:
        raise GitRefusedError(message("git.refused.no-git"))
    command = [program, "-C", str(folder.absolute()), *arguments]
    with TemporaryFile() as standard_input:
        standard_input.write(given)
        standard_input.seek(0)
        with hardened_git.inherited_variables(kept=_THE_USERS):
            from git.cmd import Git  # noqa: PLC0415 (85 ms to import)

            running = Git().execute(command, as_process=True, istream=standard_input, env=_QUIET, start_new_session=True)
        process = cast("subprocess.Popen[bytes]", running.proc)  # pyright: ignore[reportUnknownMemberType]
        printed = _Printed(process)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            raise GitRefusedError(message("git.refused.too-long", seconds=round(timeout))) from None
    if process.returncode != 0:
        raise refusal(arguments, printed.all())


class _Printed:
    """What git and its hooks print. A hook may leave a program behind that never closes git's output: nobody waits for that one."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._parts: tuple[list[bytes], ...] = ([], [])
        streams = (stream for stream in (process.stderr, process.stdout) if stream is not None)
        # Copies, since GitPython closes its own as soon as git ends, and closing waits for who reads.
        self._readers = [
            Thread(target=self._read, args=(os.dup(stream.fileno()), part), daemon=True)
            for stream, part in zip(streams, self._parts, strict=True)
        ]
        for reader in self._readers:
            reader.start()

    def all(self) -> bytes:
        """Standard error before standard output."""
        for reader in self._readers:
            reader.join(_GRACE_S)
        return b"\n".join(b"".join(part) for part in self._parts)

    def _read(self, descriptor: int, part: list[bytes]) -> None:
        with os.fdopen(descriptor, "rb") as stream:
            part.extend(stream)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends git with all that it started; git takes its locks away by itself when it is asked to end."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
            return


def _head(folder: Path) -> str | None:
    return _line(folder, "rev-parse", "--verify", "--quiet", "HEAD")


def _line(folder: Path, *arguments: str) -> str | None:
    printed = hardened_git.read_names(folder, *arguments)
    return None if printed is None else os.fsdecode(printed).rstrip("\n")


def _without_credentials(url: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", url)
