"""Reading a hostile repository runs nothing.

Each case plants a program that leaves a mark. Where plain `git status` or `git ls-files` runs it, the test shows that first.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.hostile_repositories import inherited
from support.repositories import Repository
from wirelens.repository import hardened_git
from wirelens.repository.state import read_state
from wirelens.repository.tracked_files import list_files


@dataclass(frozen=True)
class Victim:
    """A repository with one changed file, and a program that leaves `mark` behind."""

    repository: Repository
    mark: Path
    program: Path

    def config(self, key: str, value: str) -> None:
        self.repository.git("config", key, value)

    def attribute(self, line: str) -> None:
        self.repository.write({".git/info/attributes": line + "\n"})

    def touch(self) -> None:
        """Makes the index doubt that the file is unchanged, so that git reads it again."""
        file = self.repository.root / "a.py"
        os.utime(file, (time.time() + 5, time.time() + 5))


@pytest.fixture
def victim(repository: Repository, tmp_path: Path) -> Victim:
    repository.commit({"a.py": "1\n", "b.py": "a\nb\nc\nd\ne\nf\n"})
    program = tmp_path / "program"
    mark = tmp_path / "mark"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 0\n")
    program.chmod(0o755)
    return Victim(repository, mark, program)


def _monitor(victim: Victim) -> None:
    victim.config("core.fsmonitor", str(victim.program))


def _included_monitor(victim: Victim) -> None:
    victim.repository.write({"innocent.txt": f"[core]\n\tfsmonitor = {victim.program}\n"})
    victim.config("include.path", "../innocent.txt")


def _clean_filter(victim: Victim) -> None:
    victim.config("filter.evil.clean", str(victim.program))
    victim.attribute("*.py filter=evil")
    victim.touch()


def _clean_filter_with_equals_sign(victim: Victim) -> None:
    victim.config("filter.evil=clean.clean", str(victim.program))
    victim.attribute("*.py filter=evil=clean")
    victim.touch()


def _clean_filter_with_odd_name(victim: Victim) -> None:
    victim.config("FILTER.Odd.필터.CLEAN", str(victim.program))
    victim.attribute("*.py filter=Odd.필터")
    victim.touch()


def _process_filter(victim: Victim) -> None:
    victim.config("filter.evil.process", str(victim.program))
    victim.attribute("*.py filter=evil")
    victim.touch()


def _required_filter(victim: Victim) -> None:
    victim.config("filter.evil.clean", f"{victim.program}; cat")
    victim.config("filter.evil.required", "true")
    victim.attribute("*.py filter=evil")
    victim.touch()


def _hook(victim: Victim) -> None:
    hook = victim.repository.root / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(victim.program)
    victim.touch()


def _hooks_path(victim: Victim) -> None:
    (victim.repository.root / "hooks").mkdir()
    (victim.repository.root / "hooks" / "post-index-change").symlink_to(victim.program)
    victim.config("core.hooksPath", "hooks")
    victim.touch()


def _submodule_filter(victim: Victim) -> None:
    inner = Repository.create(victim.mark.parent / "inner")
    inner.commit({"a.py": "1\n"})
    victim.repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "part")
    victim.repository.commit({})
    part = Victim(Repository(victim.repository.root / "part"), victim.mark, victim.program)
    part.config("filter.evil.clean", str(victim.program))
    victim.repository.write({".git/modules/part/info/attributes": "*.py filter=evil\n"})
    part.touch()


def _promisor(victim: Victim) -> None:
    """A staged renaming with changes, whose former content is missing and would be fetched by the given program."""
    repository = victim.repository
    blob = repository.git("rev-parse", "HEAD:b.py").strip()
    repository.git("mv", "b.py", "c.py")
    repository.write({"c.py": "a\nb\nc\nd\ne\nx\n"})
    repository.git("add", "c.py")
    victim.config("extensions.partialClone", "origin")
    victim.config("core.repositoryFormatVersion", "1")
    victim.config("remote.origin.promisor", "true")
    victim.config("remote.origin.url", str(repository.root))
    victim.config("remote.origin.uploadpack", str(victim.program))
    (repository.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


FIRING = [
    _monitor,
    _included_monitor,
    _clean_filter,
    _clean_filter_with_equals_sign,
    _clean_filter_with_odd_name,
    _process_filter,
    _required_filter,
    _hook,
    _hooks_path,
    _submodule_filter,
    _promisor,
]


@pytest.mark.parametrize("plant", FIRING)
def test_what_plain_git_runs(victim: Victim, plant: Callable[[Victim], None]) -> None:
    plant(victim)
    read_state(victim.repository.root)
    list_files(victim.repository.root)
    assert not victim.mark.exists()
    victim.repository.git("status", expect=None)
    assert victim.mark.exists()


@pytest.mark.parametrize("plant", FIRING)
def test_the_answer_comes_all_the_same(victim: Victim, plant: Callable[[Victim], None]) -> None:
    plant(victim)
    state = read_state(victim.repository.root)
    assert state is not None
    assert state.branch == "main"
    assert [change for change in state.changed if change.path == "a.py"] == []
    files = list_files(victim.repository.root)
    assert files is not None
    assert "a.py" in files


@pytest.mark.parametrize(
    "key",
    [
        "filter.evil.smudge",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "core.pager",
        "pager.status",
        "pager.ls-files",
        "core.sshCommand",
        "gpg.program",
        "core.editor",
        "core.askPass",
        "credential.helper",
        "alias.status",
        "alias.rev-parse",
    ],
)
def test_what_other_commands_run(victim: Victim, key: str) -> None:
    victim.config(key, f"!{victim.program}" if key.startswith("alias.") else str(victim.program))
    victim.config("log.showSignature", "true")
    victim.attribute("*.py filter=evil diff=evil")
    victim.touch()
    assert read_state(victim.repository.root) is not None
    assert list_files(victim.repository.root) == ["a.py", "b.py"]
    assert not victim.mark.exists()


def test_inherited_variables(victim: Victim, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = read_state(victim.repository.root), list_files(victim.repository.root)
    variables = inherited(victim.program, victim.mark)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (read_state(victim.repository.root), list_files(victim.repository.root)) == undisturbed
    assert not victim.mark.exists()
    assert {name: os.environ[name] for name in variables} == variables


def test_threads_at_once(victim: Victim, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = read_state(victim.repository.root)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    before = dict(os.environ)
    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(read_state, [victim.repository.root] * 24))
    assert states == [undisturbed] * 24
    assert dict(os.environ) == before


def test_inherited_configuration_fires_with_plain_git(victim: Victim) -> None:
    variables = inherited(victim.program, victim.mark)
    victim.repository.git(
        "status", environment={name: variables[name] for name in ("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0")}
    )
    assert victim.mark.exists()


def test_git_planted_in_the_workspace(victim: Victim, monkeypatch: pytest.MonkeyPatch) -> None:
    (victim.repository.root / "git").symlink_to(victim.program)
    monkeypatch.chdir(victim.repository.root)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert read_state(victim.repository.root) is not None
    assert not victim.mark.exists()


def test_import_of_gitpython_runs_nothing(victim: Victim) -> None:
    """GitPython runs `git version` as it is imported, with whatever `git` the working directory offers."""
    (victim.repository.root / "git").symlink_to(victim.program)
    code = "from pathlib import Path; from wirelens.repository.state import read_state; print(read_state(Path()).branch)"
    environment = {"PATH": f".{os.pathsep}{os.environ['PATH']}"}
    assert victim.repository.run(sys.executable, "-c", code, environment=environment) == "main\n"
    assert not victim.mark.exists()
    victim.repository.run(sys.executable, "-c", "import git", environment=environment, expect=None)
    assert victim.mark.exists()


def test_git_is_not_installed(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_state(repository.root) is None
    assert list_files(repository.root) is None
    assert hardened_git.version() is None


def _install(folder: Path, script: str) -> None:
    folder.mkdir()
    program = folder / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_git_that_does_not_answer(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path / "bin", 'case "$*" in *version*) echo git version 2.45.0;; *) exec sleep 60;; esac')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(hardened_git, "TIMEOUT_S", 0.2)
    started = time.monotonic()
    assert read_state(repository.root) is None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("version", ["git version 2.30.9", "git version 1.8", "no git"])
def test_git_that_is_too_old(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    _install(tmp_path / "bin", f"echo {version}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert read_state(repository.root) is None


def test_version_is_what_git_says(repository: Repository) -> None:
    assert repository.git("version") == f"git version {hardened_git.version()}\n"
