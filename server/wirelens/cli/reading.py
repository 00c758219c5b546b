"""From what the user named (a folder, a file) to a snapshot of the workspace around it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import error_console, say
from wirelens.cli.language import LanguageChoice, chosen_language, help_text
from wirelens.messages import render
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot

WORKSPACE_MARKERS = (".git", ".hg", "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "pnpm-workspace.yaml")
"""What stands at the top of a folder with all the services of a system."""

PACKAGE_MARKERS = ("pyproject.toml", "package.json", "manage.py")
"""What stands at the top of one service at least."""

RootOption = Annotated[Path | None, typer.Option("--root", help=help_text("terminal.help.root"), show_default=False)]


def existing_folder(path: Path) -> Path:
    """The folder as an absolute path.

    Raises:
        BadInput: it is not there, or no folder.
    """
    if not os.path.lexists(path):
        raise BadInput("no-folder", path=str(path))
    if not path.is_dir():
        raise BadInput("not-a-folder", path=str(path))
    try:
        return path.absolute()
    except FileNotFoundError as error:  # the current folder was deleted
        raise BadInput("no-folder", path=str(path)) from error


def require_repository(folder: Path) -> None:
    """Ends where a folder is in no repository.

    Raises:
        BadInput: git reads none there, or one without files to work on.
    """
    from wirelens.repository.location import is_bare, locate  # noqa: PLC0415 — GitPython is slow to load

    if locate(folder) is None:
        raise BadInput("bare-repository" if is_bare(folder) else "no-repository", path=str(folder))


def existing_file(path: Path) -> Path:
    """The file as an absolute path.

    Raises:
        BadInput: it is not there, or a folder.
    """
    if path.is_dir():
        raise BadInput("not-a-file", path=str(path))
    if not path.is_file():
        raise BadInput("no-file", path=str(path))
    return Path(os.path.abspath(path))  # noqa: PTH100 — without `..`, but as named: symbolic links stay


def workspace_root(file: Path, named: Path | None) -> Path:
    """The folder whose services are looked at for a file.

    The one named; else the nearest above with the marks of a workspace; else the current folder, if it holds the file; else the
    nearest package; else the file's own folder.
    """
    if named is not None:
        return Path(os.path.abspath(existing_folder(named)))  # noqa: PTH100 — as for the file
    for markers in (WORKSPACE_MARKERS, None, PACKAGE_MARKERS):
        if markers is None:
            if file.is_relative_to(Path.cwd()):
                return Path.cwd()
            continue
        for folder in file.parents:
            if any((folder / marker).exists() for marker in markers):
                return folder
    return file.parent


def read_folder(root: Path, language: LanguageChoice, whole: tuple[str, ...] = ()) -> Snapshot:
    """Analyses a folder with the settings that hold there, and says on standard error what is wrong with those.

    `whole` are keys of files that are of interest themselves.

    Raises:
        BadInput: it cannot be read.
    """
    from wirelens.workspace.folder_analysis import analyze_folder  # noqa: PLC0415 — parsers are slow to load, and `--help` needs none
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 — as above

    loaded = command_line_settings(root)
    chosen = chosen_language(language, loaded.settings.language)
    console = error_console()
    for problem in loaded.messages:
        say(problem, chosen, console)
    with console.status(render(message("terminal.reading", path=str(root)), chosen)):
        try:
            return analyze_folder(root, loaded.settings, chosen, whole)
        except OSError as error:
            raise BadInput("unreadable", path=str(root), reason=error.strerror or type(error).__name__) from error


def read_file(path: Path, root: Path | None, language: LanguageChoice) -> tuple[Snapshot, str]:
    """Analyses the workspace around a file; the file comes as its key.

    Raises:
        BadInput: there is no such file, it lies outside of the root, or it is not among the files that are read.
    """
    file = existing_file(path)
    folder = workspace_root(file, root)
    if not file.is_relative_to(folder):
        raise BadInput("outside", path=str(path), root=str(folder))
    key = file.relative_to(folder).as_posix()
    snapshot = read_folder(folder, language, (key,))
    if key not in snapshot.files:
        raise BadInput("not-read", path=str(path))
    return snapshot, key
