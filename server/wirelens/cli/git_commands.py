"""`wirelens git …`: the state of the repository, and what the user does to it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import error_console, output_console, say
from wirelens.cli.language import LanguageChoice, LanguageOption, chosen_language, help_text
from wirelens.cli.reading import existing_folder
from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.git_state import SHORT_NAME, ChangedFile, GitState
from wirelens.model.message import Language, message

if TYPE_CHECKING:
    from wirelens.workspace.git_status import Repository

app = typer.Typer(help=help_text("git.help"), add_completion=False, no_args_is_help=True)

Answer = TypeVar("Answer")
FolderOption = Annotated[Path, typer.Option("--root", help=help_text("git.help.root"), show_default=False)]
FilesArgument = Annotated[list[str], typer.Argument(help=help_text("git.help.files"), show_default=False)]

_GROUPS: tuple[tuple[str, str, Callable[[ChangedFile], str]], ...] = (
    ("conflicted", "red", lambda file: (file.index + file.worktree).replace(".", "") if file.is_conflicted else ""),
    ("staged", "green", lambda file: file.index if file.is_staged else ""),
    ("unstaged", "yellow", lambda file: file.worktree if file.is_unstaged else ""),
    ("untracked", "cyan", lambda file: "?" if file.is_untracked else ""),
)
"""Each with the letter of a file in it, "" for none; a file may be staged and changed again."""


@app.command("status", help=help_text("git.help.status"))
def status(root: FolderOption = Path(), language: LanguageOption = "auto") -> None:
    """Prints branch, upstream and changed files: of the folder's repository, or of all that are in it."""
    from wirelens.repository.location import is_bare  # noqa: PLC0415 — GitPython is slow to load

    folder = existing_folder(root)
    found = _states(folder)
    if not found:
        raise BadInput("bare-repository" if is_bare(folder) else "no-repository", path=str(folder))
    console, chosen = output_console(), chosen_language(language, "auto")
    for repository, state in found:
        if repository.prefix:
            console.print(Text(visible(repository.prefix), "underline"), soft_wrap=True)
        _print_state(console, state, chosen)


@app.command("stage", help=help_text("git.help.stage"))
def stage(files: FilesArgument, root: FolderOption = Path(), language: LanguageOption = "auto") -> None:
    """Stages files."""
    from wirelens.repository import acts  # noqa: PLC0415 — as above

    _act(language, lambda: acts.stage(existing_folder(root), files))


@app.command("unstage", help=help_text("git.help.unstage"))
def unstage(files: FilesArgument, root: FolderOption = Path(), language: LanguageOption = "auto") -> None:
    """Unstages files."""
    from wirelens.repository import acts  # noqa: PLC0415 — as above

    _act(language, lambda: acts.unstage(existing_folder(root), files))


@app.command("commit", help=help_text("git.help.commit"))
def commit(
    text: Annotated[str, typer.Option("--message", "-m", help=help_text("git.help.message"), show_default=False)],
    root: FolderOption = Path(),
    language: LanguageOption = "auto",
) -> None:
    """Commits what is staged."""
    from wirelens.repository import acts  # noqa: PLC0415 — as above

    made = _act(language, lambda: acts.commit(existing_folder(root), text))
    subject = text.strip().partition("\n")[0]
    output_console().print(render(message("git.committed", commit=made[:SHORT_NAME], subject=subject), chosen_language(language, "auto")))


@app.command("push", help=help_text("git.help.push"))
def push(
    root: FolderOption = Path(),
    yes: Annotated[bool, typer.Option("--yes", "-y", help=help_text("git.help.yes"))] = False,
    language: LanguageOption = "auto",
) -> None:
    """Pushes the current branch after a question that names remote and branch."""
    from wirelens.repository import acts  # noqa: PLC0415 — as above

    folder, chosen = existing_folder(root), chosen_language(language, "auto")
    target = _act(language, lambda: acts.pushing(folder))
    named = {"source": target.source, "remote": target.remote, "branch": target.branch, "url": target.url}
    if not yes and not typer.confirm(render(message("git.push-question", **named), chosen)):
        raise typer.Exit(1)
    _act(language, lambda: acts.push(folder, target))
    output_console().print(render(message("git.pushed", **named), chosen))


def _states(folder: Path) -> "tuple[tuple[Repository, GitState], ...]":
    from wirelens.workspace.discovery import discover  # noqa: PLC0415 — as above
    from wirelens.workspace.folders import Root  # noqa: PLC0415 — as above
    from wirelens.workspace.git_status import find_repositories, read_status  # noqa: PLC0415 — as above

    roots = (Root("", folder.resolve(), folder.resolve().as_uri()),)
    found = find_repositories(roots, ()) or find_repositories(roots, discover(folder).files)
    return read_status(found).states


def _act(language: LanguageChoice, act: Callable[[], Answer]) -> Answer:
    from wirelens.repository.refusals import GitRefusedError  # noqa: PLC0415 — as above

    try:
        return act()
    except GitRefusedError as error:
        for line in error.output.splitlines():
            error_console().print(visible(line), style="dim", soft_wrap=True)
        say(error.reason, chosen_language(language, "auto"))
        raise typer.Exit(1) from error


def _print_state(console: Console, state: GitState, language: Language) -> None:
    head = Text(visible(state.branch) if state.branch else render(message("git.detached"), language), "bold")
    if state.branch is None and state.commit is not None:
        head.append(f" {state.commit[:SHORT_NAME]}")
    if state.commit is None:
        head.append(f" {render(message('git.unborn'), language)}", "dim")
    if state.upstream:
        head.append(f" → {visible(state.upstream)}", "dim")
    head.append("".join(f" {arrow}{count}" for arrow, count in (("↑", state.ahead), ("↓", state.behind)) if count), "cyan")
    console.print(head, soft_wrap=True)
    if not state.changed:
        console.print(Text(render(message("git.clean"), language), "green"))
    for name, style, letter in _GROUPS:
        _print_group(console, render(message(f"git.{name}"), language), style, ((letter(file), file.path) for file in state.changed))


def _print_group(console: Console, title: str, style: str, rows: Iterable[tuple[str, str]]) -> None:
    shown = [(letter, path) for letter, path in rows if letter]
    if shown:
        console.print(Text(title, "bold"))
    for letter, path in shown:
        console.print(Text.assemble((f"  {letter} ", style), visible(path)), soft_wrap=True)
