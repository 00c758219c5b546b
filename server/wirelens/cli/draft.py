"""`wirelens git draft`: a commit message from what is staged, for `git commit -e -F -`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.console import error_console
from wirelens.cli.language import LanguageChoice, help_text, terminal_language
from wirelens.cli.reading import existing_folder
from wirelens.messages import render
from wirelens.model.message import message


def run(
    root: Annotated[Path, typer.Option("--root", help=help_text("git.help.root"), show_default=False)] = Path(),
    language: Annotated[LanguageChoice, typer.Option("--language", help=help_text("commits.help.language"))] = "auto",
) -> None:
    """Prints the draft. Ends with 1 if nothing is staged."""
    from wirelens.views.commit_draft import commit_draft, draft_language  # noqa: PLC0415 - loaded when needed
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 - as above
    from wirelens.workspace.staging import StagedQuestion  # noqa: PLC0415 - parsers are slow to load

    folder = existing_folder(root)
    settings = command_line_settings(folder).settings
    staged = StagedQuestion(folder, settings).answer()
    if staged is None:
        error_console().print(f"wirelens: {render(message('commits.nothing-staged'), terminal_language())}", soft_wrap=True)
        raise typer.Exit(1)
    chosen = draft_language(settings.commit_language if language == "auto" else language, staged.style, terminal_language())
    sys.stdout.buffer.write(f"{commit_draft(staged, chosen).text}\n".encode("utf-8", "backslashreplace"))
