"""`wirelens diff [REV] [OTHER]`: what a change does to the contracts."""

import sys
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import error_console, output_console, say
from wirelens.cli.language import LanguageOption, chosen_language, help_text
from wirelens.cli.reading import existing_folder, require_repository
from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.contract_change import INDEX, ContractDiff
from wirelens.model.message import Language, message
from wirelens.model.settings import Settings

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow"), "moved": (">", "blue")}


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    before: Annotated[str, typer.Argument(metavar="REV", help=help_text("contracts.help.before"))] = "HEAD",
    after: Annotated[str, typer.Argument(metavar="OTHER", help=help_text("contracts.help.after"), show_default=False)] = "",
    staged: Annotated[bool, typer.Option("--staged", help=help_text("contracts.help.staged"))] = False,
    root: Annotated[Path, typer.Option("--root", help=help_text("contracts.help.root"), show_default=False)] = Path(),
    output: Annotated[Literal["text", "json", "markdown"], typer.Option("--format", help=help_text("contracts.help.format"))] = "text",
    language: LanguageOption = "auto",
) -> None:
    """Prints every contract change. Ends with 1 if a call breaks for certain."""
    from wirelens.views.contract_diff import contract_diff_json, contract_diff_markdown  # noqa: PLC0415 — loaded when needed
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 — as above

    if staged and after:
        raise BadInput("staged-and-other", other=after)
    folder = existing_folder(root)
    loaded = command_line_settings(folder)
    chosen = chosen_language(language, loaded.settings.language)
    console = error_console()
    for problem in loaded.messages:
        say(problem, chosen, console)
    with console.status(render(message("terminal.reading", path=str(folder)), chosen)):
        diff = _compared(folder, loaded.settings, before, INDEX if staged else after)
    if output == "text":
        _print(output_console(), diff, chosen)
    else:
        text = contract_diff_json(diff) if output == "json" else contract_diff_markdown(diff, chosen)
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    if any(broken.certainty == "certain" for change in diff.changes for broken in change.breaks):
        raise typer.Exit(1)


def _compared(folder: Path, settings: Settings, before: str, after: str) -> ContractDiff:
    from wirelens.workspace.contract_diff import UnknownRevisionError, contract_diff  # noqa: PLC0415 — parsers are slow to load

    try:
        return contract_diff(folder, settings, before, after)
    except UnknownRevisionError as error:
        require_repository(folder)
        raise BadInput("unknown-revision", revision=error.revision, path=str(folder)) from error
    except OSError as error:
        raise BadInput("unreadable", path=str(folder), reason=error.strerror or type(error).__name__) from error


def _print(console: Console, diff: ContractDiff, language: Language) -> None:
    from wirelens.views.contract_diff import complaint, method, path, place, sentence, title  # noqa: PLC0415 — as in `run`

    console.print(Text(render(title(diff), language), "bold"), soft_wrap=True)
    for service, group in groupby(diff.changes, key=lambda change: change.subject.service):
        changes = tuple(group)
        width = max(len(method(change.subject)) for change in changes)
        console.print()
        console.print(Text(visible(service), "bold cyan"), soft_wrap=True)
        for change in changes:
            mark, style = _MARKS[change.kind]
            operation = change.subject
            asked = f"{method(operation):{width}} {visible(path(operation))}"
            said = _without_marks(render(sentence(change), language))
            where = f"{visible(place(operation))} {visible(operation.handler)}"
            console.print(Text.assemble((f"  {mark} ", style), (asked, "bold"), f"  {said}  ", (where, "dim")), soft_wrap=True)
            for broken in change.breaks:
                console.print(Text.assemble(("    ❌ ", "red"), _without_marks(render(complaint(broken), language))), soft_wrap=True)


def _without_marks(text: str) -> str:
    return text.replace("`", "")
