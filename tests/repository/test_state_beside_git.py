"""`read_state` beside what plain git prints of the same repository, asked in other ways than Wirelens asks."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.repository.state import read_state

Arrange = Callable[[Repository], Repository]


def _unborn(repository: Repository) -> Repository:
    repository.write({"a.py": "1\n", "-n": "", "b c.py": ""})
    repository.git("add", "--", "a.py", "-n")
    return repository


def _everything(repository: Repository) -> Repository:
    names = [
        "edited.py",
        "both.py",
        "gone.py",
        "removed.py",
        "typed.py",
        "한글 이름.py",
        "줄\n바꿈.py",
        "-rf",
        'quo"te\\.py',
        " leading.py",
    ]
    repository.commit({name: f"{name}\n" for name in names})
    repository.write({name: "edited\n" for name in names if name not in {"gone.py", "removed.py", "typed.py"}})
    repository.git("add", "--", "both.py", "한글 이름.py", "-rf")
    repository.git("rm", "-q", "removed.py")
    (repository.root / "gone.py").unlink()
    (repository.root / "typed.py").unlink()
    (repository.root / "typed.py").symlink_to("edited.py")
    repository.write({"both.py": "again\n", "new/deep/file.py": "", "intended.py": "1\n", ".gitignore": "*.log\n", "x.log": ""})
    repository.git("add", "--intent-to-add", "intended.py")
    return repository


def _not_utf8(repository: Repository) -> Repository:
    for name in (b"caf\xe9.py", b"\xff\xfe", b"line\xe9\n.py"):
        (repository.root / os.fsdecode(name)).write_text("1\n", encoding="utf-8")
    repository.git("add", "--", os.fsdecode(b"caf\xe9.py"))
    return repository


def _detached(repository: Repository) -> Repository:
    repository.commit({"a.py": "1\n"})
    repository.commit({"a.py": "2\n"})
    repository.git("switch", "-q", "--detach", "HEAD^")
    return repository


def _diverged(repository: Repository) -> Repository:
    repository.commit({"a.py": "1\n"})
    clone = Repository(repository.root.parent / "clone")
    repository.git("clone", "-q", str(repository.root), str(clone.root))
    for number in range(3):
        repository.commit({"a.py": f"there {number}\n"})
    clone.commit({"b.py": "here\n"})
    clone.git("fetch", "-q")
    return clone


def _merging(repository: Repository) -> Repository:
    """Every kind of conflict that git knows."""
    both = {"both-modified.py": "1\n", "they-delete.py": "1\n", "we-delete.py": "1\n", "renamed.py": "a\nb\nc\nd\ne\n"}
    repository.commit(both)
    repository.git("switch", "-q", "-c", "other")
    repository.git("mv", "renamed.py", "theirs.py")
    repository.commit({"both-modified.py": "2\n", "we-delete.py": "2\n", "both-added.py": "2\n"}, removed=["they-delete.py"])
    repository.git("switch", "-q", "main")
    repository.git("mv", "renamed.py", "ours.py")
    repository.commit({"both-modified.py": "3\n", "they-delete.py": "3\n", "both-added.py": "3\n"}, removed=["we-delete.py"])
    repository.git("merge", "-q", "other", expect=1)
    return repository


def _rebasing(repository: Repository) -> Repository:
    repository.commit({"a.py": "1\n"})
    repository.git("switch", "-q", "-c", "topic")
    repository.commit({"a.py": "2\n"})
    repository.git("switch", "-q", "main")
    repository.commit({"a.py": "3\n"})
    repository.git("rebase", "main", "topic", expect=1)
    return repository


def _worktree(repository: Repository) -> Repository:
    repository.commit({"a.py": "1\n"})
    tree = Repository(repository.root.parent / "linked tree")
    repository.git("worktree", "add", "-q", "-b", "feature/주문", str(tree.root))
    tree.write({"b.py": "1\n"})
    return tree


def _submodule(repository: Repository) -> Repository:
    """The state of the submodule itself, whose `.git` is a file."""
    inner = Repository.create(repository.root.parent / "inner")
    inner.commit({"a.py": "1\n"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "part")
    repository.commit({})
    part = Repository(repository.root / "part")
    part.write({"a.py": "2\n"})
    return part


def _around_a_submodule(repository: Repository) -> Repository:
    part = _submodule(repository)
    part.commit({"a.py": "3\n"})
    repository.git("mv", "part", "moved")
    return repository


def _sparse(repository: Repository) -> Repository:
    repository.commit({"in/a.py": "1\n", "out/b.py": "1\n"})
    repository.git("sparse-checkout", "set", "in")
    return repository


@pytest.mark.parametrize(
    "arrange",
    [
        _unborn,
        _everything,
        _not_utf8,
        _detached,
        _diverged,
        _merging,
        _rebasing,
        _worktree,
        _submodule,
        _around_a_submodule,
        _sparse,
    ],
)
def test_state(repository: Repository, arrange: Arrange) -> None:
    arranged = arrange(repository)
    state = read_state(arranged.root)
    assert state is not None
    assert (state.root, state.prefix) == (arranged.git("rev-parse", "--show-toplevel").removesuffix("\n"), "")
    assert (state.branch or "") == arranged.git("branch", "--show-current").strip()
    assert (state.commit or "") == arranged.git("log", "-1", "--format=%H", expect=None).strip()
    upstream = arranged.git("rev-parse", "--abbrev-ref", "@{upstream}", expect=None).strip()
    assert (state.upstream or "") == ("" if state.upstream is None else upstream)
    counts = arranged.git("rev-list", "--left-right", "--count", "HEAD...@{upstream}", expect=None).split()
    assert [str(count) for count in (state.ahead, state.behind) if count is not None] == counts
    conflicted = {entry.partition("\t")[2] for entry in names(arranged, "ls-files", "--unmerged", "-z")}
    staged = set(names(arranged, "diff", "--cached", "--name-only", "--find-renames", "--ignore-submodules=dirty", "-z"))
    unstaged = set(names(arranged, "diff", "--name-only", "--ignore-submodules=dirty", "-z"))
    untracked = names(arranged, "ls-files", "--others", "--exclude-standard", "-z")
    assert {file.path for file in state.changed if file.is_conflicted} == conflicted
    assert {file.path for file in state.changed if file.is_staged} == staged - conflicted
    assert {file.path for file in state.changed if file.is_unstaged} == unstaged - conflicted
    assert sorted(file.path for file in state.changed if file.is_untracked) == sorted(untracked)
    assert sorted((file.index + file.worktree, file.path) for file in state.changed) == porcelain(arranged)


def names(repository: Repository, *arguments: str) -> list[str]:
    return [name for name in repository.git(*arguments).split("\0") if name]


def porcelain(repository: Repository) -> list[tuple[str, str]]:
    """What `git status --porcelain=v2` prints line by line: letters and quoted names, unquoted here."""
    found: list[tuple[str, str]] = []
    for line in repository.git("status", "--porcelain=v2", "--untracked-files=all", "--ignore-submodules=dirty").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "?":
            found.append(("??", unquoted(rest)))
        else:
            fields = rest.split(" ", {"1": 7, "2": 8, "u": 9}[kind])
            found.append((fields[0], unquoted(fields[-1].partition("\t")[0])))
    return sorted(found)


def unquoted(name: str) -> str:
    """A name as git quotes it (git-config(1), core.quotePath)."""
    if not name.startswith('"'):
        return name
    return os.fsdecode(name[1:-1].encode("ascii").decode("unicode_escape").encode("latin-1"))


def test_a_folder_that_is_no_working_tree(tmp_path: Path) -> None:
    bare = Repository.create(tmp_path / "bare.git", "--bare")
    assert bare.git("rev-parse", "--is-inside-work-tree") == "false\n"
    assert read_state(bare.root) is None
