"""지금 열려 있는 프로젝트 폴더. 서버 하나가 프로젝트 하나를 연다."""

import os
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".venv", "venv", "node_modules", "__pycache__", "dist"}
HIDDEN_FILES = {".env"}

_root: Path | None = None
_tree: list[str] = []


class NotOpen(Exception):
    """아직 프로젝트를 열지 않았다."""


def open_folder(folder: str) -> list[str]:
    """폴더를 열고 파일 목록을 돌려준다. 폴더가 아니면 NotADirectoryError."""
    global _root
    root = Path(folder).expanduser().resolve()
    if not root.is_dir():
        raise NotADirectoryError(folder)
    _root = root
    return rescan()


def rescan() -> list[str]:
    """파일 목록을 새로 만든다."""
    root = current_root()
    found = []
    for directory, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        found += [Path(directory, name).relative_to(root).as_posix() for name in names if name not in HIDDEN_FILES]
    _tree[:] = sorted(found)
    return list(_tree)


def current_root() -> Path:
    if _root is None:
        raise NotOpen
    return _root


def locate(relative: str) -> Path:
    """목록에 있는 파일만 열어 준다. 그래서 ../../etc/passwd 같은 경로는 찾을 수 없다."""
    if relative not in _tree:
        raise FileNotFoundError(relative)
    return current_root() / relative
