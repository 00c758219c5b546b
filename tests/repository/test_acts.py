"""Stage, unstage, commit and push on repositories made by git itself; what is there before and after is asked of git."""

import os
import signal
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from support.repositories import Repository
from wirelens.messages import render
from wirelens.repository import acts
from wirelens.repository.acts import Pushing
from wirelens.repository.refusals import GitRefusedError

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
        f"Another git process is at work in this repository. If there is none, delete the lock file that it left: {lock}",
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
    assert target == Pushing("origin", str(remote.root), "main", "main", sets_upstream=True)
    acts.push(repository.root, target)
    head = repository.commit({"a.py": "2\n"})
    again = acts.pushing(repository.root)
    assert again == Pushing("origin", str(remote.root), "main", "main", sets_upstream=False)
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
    assert refused(error)[0] == "The remote has commits that are not here. Pull first; nothing was overwritten."
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


def test_hooks_that_refuse_a_push_are_repeated(repository: Repository, remote: Repository) -> None:
    hook(repository, "pre-push", 'echo "Tests run." >&2; printf "\\033[31m2 tests failed\\033[0m\\n" >&2; exit 1')
    with pytest.raises(GitRefusedError) as here:
        acts.push(repository.root, acts.pushing(repository.root))
    (repository.root / ".git/hooks/pre-push").unlink()
    there = remote.root / "hooks/pre-receive"
    there.parent.mkdir(exist_ok=True)
    there.write_text('#!/bin/sh\necho "main is protected" >&2\nexit 1\n', encoding="utf-8")
    there.chmod(0o755)
    with pytest.raises(GitRefusedError) as received:
        acts.push(repository.root, acts.pushing(repository.root))
    assert [refused(error) for error in (here, received)] == [
        ("Git refused: 2 tests failed", "git이 거부했습니다: 2 tests failed"),
        ("The remote forbids the push: pre-receive hook declined", "원격이 푸시를 거부했습니다: pre-receive hook declined"),
    ]
    assert here.value.output.splitlines()[:2] == ["Tests run.", "2 tests failed"]
    assert "remote: main is protected" in received.value.output.splitlines()[0]
    assert remote.git("for-each-ref") == ""


def test_a_push_goes_where_the_configuration_pushes_to(repository: Repository, remote: Repository, tmp_path: Path) -> None:
    fork = Repository.create(tmp_path / "fork.git", "--bare")
    repository.git("remote", "add", "fork", str(fork.root))
    repository.git("switch", "-q", "-c", "topic/주문")
    with pytest.raises(GitRefusedError) as undecided:
        acts.pushing(repository.root)
    assert undecided.value.reason.key == "git.refused.no-upstream"
    repository.git("push", "-q", "-u", "origin", "topic/주문:next")
    assert acts.pushing(repository.root) == Pushing("origin", str(remote.root), "topic/주문", "next", sets_upstream=False)
    repository.git("config", "remote.pushDefault", "fork")
    target = acts.pushing(repository.root)
    assert target == Pushing("fork", str(fork.root), "topic/주문", "topic/주문", sets_upstream=False)
    repository.commit({"a.py": "2\n"})
    acts.push(repository.root, target)
    assert fork.git("rev-parse", "topic/주문") == repository.git("rev-parse", "HEAD")
    assert remote.git("rev-parse", "next") == repository.git("rev-parse", "HEAD~1")
    assert repository.git("rev-parse", "--abbrev-ref", "@{upstream}") == "origin/next\n"


@pytest.mark.parametrize(
    "printed",
    ["curl: (6) Could not resolve host: example.org", "there is nothing to commit here, failed", "2 unmerged files found, error"],
)
def test_what_a_hook_prints_is_not_taken_for_gits_own_words(repository: Repository, printed: str) -> None:
    repository.write({"a.py": "1\n"})
    acts.stage(repository.root, ["a.py"])
    hook(repository, "pre-commit", f'echo "{printed}" >&2; exit 1')
    with pytest.raises(GitRefusedError) as error:
        acts.commit(repository.root, "first")
    assert refused(error)[0] == f"The commit was refused: {printed}"


def test_nothing_to_push_before_the_first_commit(repository: Repository) -> None:
    with pytest.raises(GitRefusedError) as error:
        acts.pushing(repository.root)
    assert refused(error)[0] == "There is nothing to push: main has no commit yet."


def test_a_remote_that_asks_for_a_password_is_not_waited_for(repository: Repository) -> None:
    class Closed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - its name there

    repository.commit({"a.py": "1\n"})
    with ThreadingHTTPServer(("127.0.0.1", 0), Closed) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        repository.git("remote", "add", "origin", f"http://127.0.0.1:{server.server_port}/x.git")
        with pytest.raises(GitRefusedError) as error:
            acts.push(repository.root, acts.pushing(repository.root))
        server.shutdown()
    assert refused(error)[0] == (
        "The remote asks for credentials that git does not have. Push once in a terminal, or set up a credential helper."
    )


def test_what_a_hook_leaves_running_is_not_waited_for(repository: Repository, tmp_path: Path) -> None:
    repository.write({"a.py": "1\n"})
    acts.stage(repository.root, ["a.py"])
    running = tmp_path / "running"
    hook(repository, "post-commit", f"sleep 30 & echo $! > '{running}'")
    started = time.monotonic()
    made = acts.commit(repository.root, "first")
    os.kill(int(running.read_text()), signal.SIGTERM)  # it was left alone
    assert time.monotonic() - started < 20
    assert made == repository.git("rev-parse", "HEAD").strip()


def test_a_commit_that_is_made_is_made_even_if_the_hook_after_it_never_ends(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write({"a.py": "1\n"})
    acts.stage(repository.root, ["a.py"])
    hook(repository, "post-commit", "sleep 60")
    monkeypatch.setattr(acts, "COMMIT_TIMEOUT_S", 2)
    assert acts.commit(repository.root, "first") == repository.git("rev-parse", "HEAD").strip()
    assert not (repository.root / ".git/index.lock").exists()


def test_in_a_linked_worktree(repository: Repository, tmp_path: Path) -> None:
    head = repository.commit({"a.py": "1\n"})
    tree = Repository(tmp_path / "tree")
    repository.git("worktree", "add", "-q", "-b", "feature", str(tree.root))
    tree.write({"b.py": "1\n"})
    acts.stage(tree.root, ["b.py"])
    made = acts.commit(tree.root, "feature")
    assert [tree.git("rev-parse", name).strip() for name in ("feature", "feature^", "main")] == [made, head, head]


def test_hooks_see_what_they_see_under_plain_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for what keeps git from asking, and the language of its messages."""
    repository.commit({"a.py": "1\n"})
    seen = tmp_path / "seen"
    monkeypatch.setenv("THE_USERS_OWN", "주문")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    hook(repository, "commit-msg", f"env -0 > '{seen}'")
    for name in "ab":
        repository.write({f"{name}.py": "2\n"})
        repository.git("add", "-A")
        if name == "a":
            acts.commit(repository.root, "ours")
        else:
            plainly = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
            subprocess.run(["git", "commit", "-q", "-m", "plain"], cwd=repository.root, env=plainly, check=True)
        (tmp_path / name).write_bytes(seen.read_bytes())
    ours, plain = (dict(line.split("=", 1) for line in (tmp_path / name).read_text().split("\0") if line) for name in "ab")
    differing = {name for name in ours.keys() | plain.keys() if ours.get(name) != plain.get(name)}
    silenced = {"GIT_TERMINAL_PROMPT", "GIT_ASKPASS", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "GIT_EDITOR", "LC_ALL", "LANGUAGE"}
    assert differing - {"GIT_AUTHOR_DATE", "_"} <= silenced
    assert ours["THE_USERS_OWN"] == "주문"
