"""What the user does to the repository: stage, unstage, commit, push.

These are acts of the user's own in a workspace that they trust, so git runs as it would in a terminal: with its configuration, hooks and
credential helpers. Nothing can ask, since nobody could answer; every act ends within its time; and git undoes what it began when it is told
to stop.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import cast

from wirelens.model.message import Message, message
from wirelens.repository import hardened_git

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
    "LC_ALL": "C",
}
"""Nothing asks; and git speaks the language in which its refusals are recognised."""

_THE_USERS = re.compile(r"GIT_(?:AUTHOR|COMMITTER)_\w+|GIT_SSH(?:_COMMAND)?|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)")
"""Variables that say who acts and how; all others could lead to another repository."""

_REFUSALS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("locked", re.compile(rb"(?:index|HEAD|\.git/[^']*)\.lock'?: File exists|Another git process")),
    ("no-identity", re.compile(rb"Please tell me who you are|unable to auto-detect email address|empty ident name")),
    ("nothing-staged", re.compile(rb"nothing to commit|no changes added to commit|nothing added to commit")),
    ("conflicts", re.compile(rb"unmerged files|not possible because you have unmerged|unresolved conflict|fix conflicts")),
    ("rejected", re.compile(rb"\[rejected\]|non-fast-forward|fetch first|\[remote rejected\]")),
    ("credentials", re.compile(rb"terminal prompts disabled|Authentication failed|Permission denied|could not read (?:Username|Password)")),
    ("unreachable", re.compile(rb"Could not resolve host|unable to access|Connection (?:refused|timed out)|does not appear to be a git")),
)


class GitRefusedError(Exception):
    """Git did not do it; `reason` says why in one sentence, and nothing was changed."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pushing:
    """Where a push would go.

    `remote` is named as in the configuration, `url` is without credentials; `source` is the local branch, `branch` the one there.
    `is_new`: the remote has none of it yet.
    """

    remote: str
    url: str
    source: str
    branch: str
    is_new: bool


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
    _act(folder, COMMIT_TIMEOUT_S, "commit", "--quiet", "--file=-", given=text.encode("utf-8", "surrogateescape"))
    head = hardened_git.read(folder, "rev-parse", "HEAD")
    if head is None:
        raise GitRefusedError(message("git.refused.unknown", text="HEAD"))
    return os.fsdecode(head).strip()


def pushing(folder: Path) -> Pushing:
    """Where `push` would send the current branch: to its upstream; without one, to the branch of the same name at the only remote.

    Raises:
        GitRefusedError: there is no branch, or nothing says where to.
    """
    branch = _line(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    if branch is None:
        raise GitRefusedError(message("git.refused.detached"))
    remote = _line(folder, "config", "--get", f"branch.{branch}.remote")
    merge = _line(folder, "config", "--get", f"branch.{branch}.merge")
    remotes = (_line(folder, "remote") or "").splitlines()
    if remote is None or merge is None:
        if len(remotes) != 1:
            raise GitRefusedError(message("git.refused.no-upstream", branch=branch))
        remote, merge = remotes[0], f"refs/heads/{branch}"
    if remote not in remotes:
        raise GitRefusedError(message("git.refused.no-upstream", branch=branch))
    url = _line(folder, "remote", "get-url", "--push", remote) or remote
    known = _line(folder, "rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{merge.removeprefix('refs/heads/')}")
    return Pushing(remote, _without_credentials(url), branch, merge.removeprefix("refs/heads/"), known is None)


def push(folder: Path, target: Pushing) -> None:
    """Sends a branch where `pushing` said, never by force, and remembers a new branch as its upstream.

    Raises:
        GitRefusedError: git or the remote did not let it through, or it took too long.
    """
    upstream = ("--set-upstream",) if target.is_new else ()
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
    command = [program, "--no-pager", "-C", str(folder.absolute()), *arguments]
    with TemporaryFile() as standard_input:
        standard_input.write(given)
        standard_input.seek(0)
        with hardened_git.inherited_variables(kept=_THE_USERS):
            from git.cmd import Git  # noqa: PLC0415 (85 ms to import)

            running = Git().execute(command, as_process=True, istream=standard_input, env=_QUIET, start_new_session=True)
        process = cast("subprocess.Popen[bytes]", running.proc)  # pyright: ignore[reportUnknownMemberType]
        try:
            printed, complaints = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            raise GitRefusedError(message("git.refused.too-long", seconds=round(timeout))) from None
    if process.returncode != 0:
        raise GitRefusedError(_reason(arguments, complaints + b"\n" + printed))


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends git with all that it started; git takes its locks away by itself when it is asked to end."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=_GRACE_S)
            return


def _reason(arguments: tuple[str, ...], said: bytes) -> Message:
    for key, pattern in _REFUSALS:
        if pattern.search(said):
            return message(f"git.refused.{key}")
    shown = next(_sentences(said), "")
    if "commit" in arguments:
        return message("git.refused.hook", text=shown)
    return message("git.refused.unknown", text=shown)


def _sentences(said: bytes) -> Iterator[str]:
    """What git printed, the lines that say why first."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(("fatal:", "error:"))]
    yield from (line.partition(":")[2].strip() for line in marked)
    yield from lines


def _line(folder: Path, *arguments: str) -> str | None:
    printed = hardened_git.read(folder, *arguments)
    return None if printed is None else os.fsdecode(printed).rstrip("\n")


def _without_credentials(url: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", url)
