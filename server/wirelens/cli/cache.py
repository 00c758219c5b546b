"""`wirelens cache info` and `wirelens cache clear`: what Wirelens keeps in the user's cache folder."""

import json
import sys
from typing import Annotated, Literal

import typer

from wirelens.cli.console import output_console, say
from wirelens.cli.language import LanguageOption, chosen_language, help_text
from wirelens.messages import render
from wirelens.model.message import message

app = typer.Typer(help=help_text("usage.help.cache"), add_completion=False, no_args_is_help=True)

InfoFormat = Literal["text", "json"]


@app.command("info", help=help_text("usage.help.cache-info"))
def info(
    output: Annotated[InfoFormat, typer.Option("--format", help=help_text("usage.help.format"))] = "text", language: LanguageOption = "auto"
) -> None:
    """Prints where the cache is, what is in it and how large that is."""
    from rich.table import Table  # noqa: PLC0415 - slow to load, and `--help` needs none
    from rich.text import Text  # noqa: PLC0415 - as above

    from wirelens.store.contents import contents  # noqa: PLC0415 - loaded when needed
    from wirelens.store.folders import cache_folder  # noqa: PLC0415 - as above

    chosen = chosen_language(language, "auto")
    folder = cache_folder()
    found = contents(folder)
    if output == "json":
        parts = {part.name: {"entries": part.entries, "bytes": part.size} for part in found}
        sys.stdout.write(json.dumps({"folder": str(folder), "parts": parts}, ensure_ascii=False, indent=2) + "\n")
        return
    console = output_console()
    console.print(Text(str(folder), "cyan"), soft_wrap=True)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right")
    for part in found:
        table.add_row(render(message(f"usage.cache.{part.name}"), chosen), f"{part.entries:,}", f"{part.size / 1_000_000:,.1f} MB")
    console.print(table)


@app.command("clear", help=help_text("usage.help.cache-clear"))
def clear(language: LanguageOption = "auto") -> None:
    """Deletes what is in the cache. Consents, counts and jobs that are not done are elsewhere, and stay."""
    from wirelens.store.contents import clear as clear_folder  # noqa: PLC0415 - loaded when needed
    from wirelens.store.folders import cache_folder  # noqa: PLC0415 - as above

    folder, chosen = cache_folder(), chosen_language(language, "auto")
    try:
        clear_folder(folder)
    except OSError as error:
        sentence = message("usage.not-cleared", folder=str(folder), reason=error.strerror or type(error).__name__)
        say(sentence, chosen)
        raise typer.Exit(1) from error
    output_console().print(render(message("usage.cleared", folder=str(folder)), chosen), soft_wrap=True)
