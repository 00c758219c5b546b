"""`wirelens git draft`: a commit message from what is staged, for `git commit -e -F -`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.console import say
from wirelens.cli.language import LanguageChoice, help_text, terminal_language
from wirelens.cli.reading import existing_folder, require_repository
from wirelens.model.message import message


def run(
    root: Annotated[Path, typer.Option("--root", help=help_text("git.help.root"), show_default=False)] = Path(),
    language: Annotated[LanguageChoice, typer.Option("--language", help=help_text("commits.help.language"))] = "auto",
    gemini: Annotated[bool, typer.Option("--gemini", help=help_text("commits.help.gemini"))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=help_text("commits.help.yes"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("commits.help.dry-run"))] = False,
) -> None:
    """Prints the draft. Ends with 1 if nothing is staged, or Gemini has no answer."""
    from wirelens.views.commit_draft import commit_draft, draft_language  # noqa: PLC0415 - loaded when needed
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 - as above
    from wirelens.workspace.staging import StagedQuestion  # noqa: PLC0415 - parsers are slow to load

    folder = existing_folder(root)
    settings = command_line_settings(folder).settings
    staged = StagedQuestion(folder, settings).answer()
    if staged is None:
        require_repository(folder)
        say(message("commits.nothing-staged"), terminal_language())
        raise typer.Exit(1)
    chosen = draft_language(settings.commit_language if language == "auto" else language, staged.style, terminal_language())
    draft = commit_draft(staged, chosen)
    text: str | None = f"{draft.text}\n"
    if gemini or dry_run:
        from wirelens.cli.draft_by_gemini import what_would_be_sent, written  # noqa: PLC0415 - as above
        from wirelens.workspace.commit_writing import Drafted  # noqa: PLC0415 - as above

        drafted = Drafted(folder, (), staged, draft.text, chosen, settings)
        text = asyncio.run(what_would_be_sent(drafted) if dry_run else written(drafted, agreed=yes))
    if text is None:
        raise typer.Exit(1)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
