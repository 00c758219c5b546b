"""Stage, unstage, commit and push on repositories made by git itself; what is there before and after is asked of git."""

import os
import time
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.messages import render
from wirelens.repository import acts
from wirelens.repository.acts import GitRefusedError, Pushing

IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


@pytest.fixture(autouse=True)
def _identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def remote(repository: Repository, tmp_path: Path) -> Repository:
    """A bare repository that `repository` knows as `origin`."""
    bare = Repository.create(tmp_path / "remote.git", "--bare")
    repository.commit({"a.py": "1\n"})
    repository.git("remote", "add", "origin", str(bare.root))
    return bare


def refused(error: pytest.ExceptionInfo[GitRefusedError]) -> tuple[str, str]:
    return render(error.value.reason, "en"), render(error.value.reason, "ko")


def status(repository: Repository) -> list[str]:
    return repository.git("status", "--porcelain", "-z").rstrip("\0").split("\0")


def hook(repository: Repository, name: str, script: str) -> None:
    path = repository.root / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_stage_and_unstage_what_is_named_and_nothing_else(repository: Repository) -> None:
    repository.commit({"gone.py": "", "kept.py": "", "*.py": ""})
    names = ["한글 이름.py", "-rf", "줄\n바꿈.py", "*.py"]
    repository.write(dict.fromkeys((*names, "kept.py"), "2\n"))
    (repository.root / "gone.py").unlink()
    acts.stage(repository.root, [*names, "gone.py"])
    assert sorted(status(repository)) == sorted(["M  *.py", "A  -rf", "D  gone.py", " M kept.py", "A  한글 이름.py", "A  줄\n바꿈.py"])
    acts.unstage(repository.root, ["*.py", "gone.py", "-rf"])
    assert sorted(status(repository)) == sorted([" M *.py", "?? -rf", " D gone.py", " M kept.py", "A  한글 이름.py", "A  줄\n바꿈.py"])


def test_unstage_before_the_first_commit(repository: Repository) -> None:
    repository.write({"a.py": "1\n"})
    acts.stage(repository.root, ["a.py"])
    acts.unstage(repository.root, ["a.py"])
    assert status(repository) == ["?? a.py"]


def test_stage_a_file_that_is_not_there(repository: Repository) -> None:
    with pytest.raises(GitRefusedError) as error:
        acts.stage(repository.root, ["nowhere.py"])
    assert refused(error)[0] == "Git refused: pathspec 'nowhere.py' did not match any files"


def test_commit_what_is_staged_with_its_hooks(repository: Repository) -> None:
    repository.commit({"a.py": "1\n", "b.py": "1\n"})
    repository.write({"a.py": "2\n", "b.py": "2\n"})
    hook(repository, "commit-msg", 'echo "Checked-by: hook" >> "$1"')
    acts.stage(repository.root, ["a.py"])
    made = acts.commit(repository.root, "콜백을 저장한다\n\n# 본문 😀")
    assert made == repository.git("rev-parse", "HEAD").strip()
    assert repository.git("log", "-1", "--format=%B%an") == "콜백을 저장한다\n\n# 본문 😀\nChecked-by: hook\nAda\n"
    assert status(repository) == [" M b.py"]


@pytest.mark.parametrize("inherited", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_inherited_variables_lead_nowhere_else(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inherited: str
) -> None:
    repository.write({"a.py": "1\n"})
    monkeypatch.setenv(inherited, str(tmp_path / "elsewhere"))
    acts.stage(repository.root, ["a.py"])
    acts.commit(repository.root, "first")
    monkeypatch.delenv(inherited)
    assert repository.git("show", "--format=%s", "--name-only") == "first\n\na.py\n"
    assert not (tmp_path / "elsewhere").exists()


def test_commits_that_are_refused_leave_all_as_it_was(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    head = repository.commit({"a.py": "1\n"})
    with pytest.raises(GitRefusedError) as nothing:
        acts.commit(repository.root, "none")
    with pytest.raises(GitRefusedError) as wordless:
        acts.commit(repository.root, " \n")
    repository.write({"a.py": "2\n"})
    acts.stage(repository.root, ["a.py"])
    hook(repository, "pre-commit", 'echo "ruff: 3 errors in a.py" >&2; exit 1')
    with pytest.raises(GitRefusedError) as hooked:
        acts.commit(repository.root, "hooked")
    (repository.root / ".git/hooks/pre-commit").unlink()
    lock = repository.root / ".git/index.lock"
    lock.touch()
    with pytest.raises(GitRefusedError) as locked:
        acts.commit(repository.root, "locked")
    lock.unlink()
    for name in IDENTITY:
        if "_NAME" in name or "_EMAIL" in name:
            monkeypatch.delenv(name)
    repository.git("config", "user.useConfigOnly", "true")
    with pytest.raises(GitRefusedError) as nobody:
        acts.commit(repository.root, "nobody")
    assert [refused(error)[0] for error in (nothing, wordless, hooked, locked, nobody)] == [
        "Nothing is staged. Stage a file first.",
        "A commit needs a message.",
        "The commit was refused: ruff: 3 errors in a.py",
        "Another git process is at work in this repository. If there is none, delete the lock file that git names (.git/index.lock).",
        "Git does not know who commits. Run: git config --global user.name NAME, and user.email ADDRESS.",
    ]
    assert (repository.git("rev-parse", "HEAD").strip(), status(repository)) == (head, ["M  a.py"])


def test_a_conflict(repository: Repository) -> None:
    repository.commit({"a.py": "1\n"})
    repository.git("switch", "-q", "-c", "other")
    repository.commit({"a.py": "2\n"})
    repository.git("switch", "-q", "main")
    head = repository.commit({"a.py": "3\n"})
    repository.git("merge", "other", expect=1)
    with pytest.raises(GitRefusedError) as error:
        acts.commit(repository.root, "merged")
    assert refused(error) == (
        "Files are in conflict. Solve the conflicts and stage the files first.",
        "충돌한 파일이 있습니다. 먼저 충돌을 해결하고 스테이징하세요.",
    )
    assert (repository.git("rev-parse", "HEAD").strip(), status(repository)) == (head, ["UU a.py"])


def test_a_hook_that_never_ends_is_stopped_with_all_it_started(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.write({"a.py": "1\n"})
    acts.stage(repository.root, ["a.py"])
    mark = tmp_path / "still running"
    hook(repository, "pre-commit", f"(sleep 3; touch '{mark}') & sleep 60")
    monkeypatch.setattr(acts, "COMMIT_TIMEOUT_S", 0.5)
    with pytest.raises(GitRefusedError) as error:
        acts.commit(repository.root, "never")
    assert error.value.reason.key == "git.refused.too-long"
    time.sleep(3.5)
    assert not mark.exists()
    assert not (repository.root / ".git/index.lock").exists()
    assert status(repository) == ["A  a.py"]


def test_push_a_new_branch_and_again(repository: Repository, remote: Repository) -> None:
    target = acts.pushing(repository.root)
    assert target == Pushing("origin", str(remote.root), "main", "main", is_new=True)
    acts.push(repository.root, target)
    head = repository.commit({"a.py": "2\n"})
    again = acts.pushing(repository.root)
    assert again == Pushing("origin", str(remote.root), "main", "main", is_new=False)
    acts.push(repository.root, again)
    assert remote.git("rev-parse", "main").strip() == head


def test_a_rejected_push_overwrites_nothing(repository: Repository, remote: Repository, tmp_path: Path) -> None:
    acts.push(repository.root, acts.pushing(repository.root))
    other = Repository(tmp_path / "other")
    repository.git("clone", "-q", str(remote.root), str(other.root))
    theirs = other.commit({"b.py": "1\n"})
    other.git("push", "-q", "origin", "main")
    ours = repository.commit({"a.py": "2\n"})
    repository.git("config", "remote.origin.push", "+refs/heads/*:refs/heads/*")
    with pytest.raises(GitRefusedError) as error:
        acts.push(repository.root, acts.pushing(repository.root))
    assert refused(error)[0] == "The remote has commits that are not here, or forbids the push. Pull first; nothing was overwritten."
    assert (remote.git("rev-parse", "main").strip(), repository.git("rev-parse", "main").strip()) == (theirs, ours)


def test_pushes_that_have_nowhere_to_go(repository: Repository) -> None:
    repository.commit({"a.py": "1\n"})
    with pytest.raises(GitRefusedError) as nowhere:
        acts.pushing(repository.root)
    repository.git("remote", "add", "origin", "https://ada:secret@127.0.0.1:9/x.git")
    target = acts.pushing(repository.root)
    assert target.url == "https://127.0.0.1:9/x.git"
    with pytest.raises(GitRefusedError) as unreachable:
        acts.push(repository.root, target)
    repository.git("switch", "-q", "--detach")
    with pytest.raises(GitRefusedError) as detached:
        acts.pushing(repository.root)
    assert [refused(error)[0] for error in (nowhere, unreachable, detached)] == [
        "Nothing says where main is pushed to. Push once with: git push --set-upstream REMOTE main",
        "The remote cannot be reached.",
        "HEAD is on no branch. Switch to a branch to push it.",
    ]
