"""Which files of a folder are read."""

import os
import subprocess
from pathlib import Path

import pytest

from wirelens.workspace.discovery import Discovery, discover
from wirelens.workspace.reading import MAX_FILE_BYTES, read_text


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=e@example.invalid", *arguments], cwd=root, check=True, capture_output=True
    )


TREE = {
    "README.md": "",
    "api/main.py": "",
    "api/한글 😀.py": "",
    "api/data.csv": "",
    "api/ignored.py": "",
    "api/venv/lib/module.py": "",
    "api/venv/pyvenv.cfg": "",
    "api/env/Lib/site-packages/fastapi/main.py": "",
    "web/package.json": "{}",
    "web/src/App.jsx": "",
    "web/node_modules/axios/index.js": "",
    "web/dist/assets/index.js": "",
    "build/keep.py": "",
    ".semgrep/best-practice/timeouts.py": "",
}
READ = ("README.md", "api/main.py", "api/한글 😀.py", "build/keep.py", "web/package.json", "web/src/App.jsx")


def test_without_git_the_ignore_files_of_each_folder_count(tmp_path: Path) -> None:
    _write(tmp_path, {**TREE, "api/.gitignore": "ignored.py\n"})
    assert discover(tmp_path) == Discovery(READ, ())


def test_with_git_a_committed_environment_is_left_out_and_untracked_files_are_read(tmp_path: Path) -> None:
    _write(tmp_path, {**TREE, "api/.gitignore": "ignored.py\npyvenv.cfg\n"})
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "all of it")
    _write(tmp_path, {"api/new.py": ""})
    (tmp_path / "api/main.py").unlink()
    assert discover(tmp_path) == Discovery(tuple(sorted({*READ, "api/new.py"} - {"api/main.py"})), ())


@pytest.mark.parametrize("with_git", [True, False])
def test_code_beside_an_environment_of_its_folder_is_read(tmp_path: Path, with_git: bool) -> None:
    own, installed = ("main.py", "src/lib/own.py"), ("pyvenv.cfg", "lib/python3.11/os.py", "bin/run.py")
    _write(tmp_path, {f"{folder}{file}": "" for folder in ("", "api/") for file in (*own, *installed)})
    if with_git:
        _git(tmp_path, "init", "-q")
    assert discover(tmp_path) == Discovery(("api/main.py", "api/src/lib/own.py", "main.py", "src/lib/own.py"), ())


def test_the_users_patterns_are_left_out(tmp_path: Path) -> None:
    _write(tmp_path, TREE | {"api/ignored.py": ""})
    assert discover(tmp_path, exclude=("api/", "*.md")) == Discovery(("build/keep.py", "web/package.json", "web/src/App.jsx"), ())


def test_what_is_too_large_is_named(tmp_path: Path) -> None:
    _write(tmp_path, {"large.py": "#" * (MAX_FILE_BYTES + 1), "full.py": "#" * MAX_FILE_BYTES})
    assert discover(tmp_path) == Discovery(("full.py",), ("large.py",))


@pytest.mark.parametrize("with_git", [True, False])
def test_links_and_pipes_are_not_followed(tmp_path: Path, with_git: bool) -> None:
    root = tmp_path / "root"
    _write(tmp_path, {"outside.py": "secret", "root/own.py": ""})
    (root / "link.py").symlink_to(tmp_path / "outside.py")
    (root / "folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(root / "pipe.py")
    if with_git:
        _git(root, "init", "-q")
    assert discover(root) == Discovery(("own.py",), ())


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        discover(tmp_path / "gone")
    _write(tmp_path, {"file.py": ""})
    with pytest.raises(NotADirectoryError):
        discover(tmp_path / "file.py")


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("\ufeff한글\r\n\xff".encode("utf-8")[:-2] + b"\xff")
    assert read_text(tmp_path / "a.py") == "한글\r\n\ufffd"
    assert read_text(tmp_path / "gone.py") is None


def test_files_of_the_environment_are_read_though_ignored(tmp_path: Path) -> None:
    _write(tmp_path, {"web/package.json": "{}", "web/.env.local": "", "web/.env": "", "web/src/x.js": "", "docs/.env": ""})
    _write(tmp_path, {".gitignore": ".env*\n"})
    found = Discovery(("web/.env", "web/.env.local", "web/package.json", "web/src/x.js"), ())
    assert discover(tmp_path) == found
    _git(tmp_path, "init", "-q")
    assert discover(tmp_path) == found
