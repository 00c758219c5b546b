"""`wirelens usage`: what Gemini was asked today, by workspace, and the limits."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from wirelens.cli.console import say, table_console
from wirelens.cli.language import LanguageOption, chosen_language, help_text
from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.message import Language, message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wirelens.model.settings import GeminiSettings
    from wirelens.store.usage import Count

UsageFormat = Literal["text", "json"]


def run(
    output: Annotated[UsageFormat, typer.Option("--format", help=help_text("usage.help.format"))] = "text",
    language: LanguageOption = "auto",
) -> None:
    """Prints the counts of today (UTC)."""
    import asyncio  # noqa: PLC0415 - loaded when needed

    from wirelens.store.folders import state_folder  # noqa: PLC0415 - as above
    from wirelens.workspace.ledger import UsageBook  # noqa: PLC0415 - as above
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 - as above

    settings = command_line_settings(Path.cwd()).settings
    chosen = chosen_language(language, settings.language)

    async def today() -> "tuple[date, Mapping[str, Count]]":
        book = UsageBook(state_folder(), lambda notice: say(notice, chosen))
        try:
            return await book.today()
        finally:
            await book.close()

    day, counts = asyncio.run(today())
    if output == "json":
        sys.stdout.write(json.dumps(_plain(day, counts, settings.gemini), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(day, counts, settings.gemini, chosen)


def _plain(day: "date", counts: "Mapping[str, Count]", limits: "GeminiSettings") -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "workspaces": {root: {"requests": count.requests, "tokens": count.tokens} for root, count in sorted(counts.items())},
        "requests": sum(count.requests for count in counts.values()),
        "tokens": sum(count.tokens for count in counts.values()),
        "limits": {
            "requests": limits.max_requests_per_day,
            "tokens": limits.max_tokens_per_day,
            "requestsPerWorkspace": limits.max_requests_per_workspace,
            "tokensPerWorkspace": limits.max_tokens_per_workspace,
        },
    }


def _print(day: "date", counts: "Mapping[str, Count]", limits: "GeminiSettings", language: Language) -> None:
    from rich.table import Table  # noqa: PLC0415 - slow to load, and `--help` needs none
    from rich.text import Text  # noqa: PLC0415 - as above

    def text(key: str, **arguments: str) -> str:
        return render(message(f"usage.{key}", **arguments), language)

    def limit(value: int) -> str:
        return f"{value:,}" if value else text("none")

    console = table_console()
    table = Table(title=text("title", day=day.isoformat()), title_justify="left", box=None, pad_edge=False)
    table.add_column(text("workspace"), overflow="fold")
    table.add_column(text("requests"), justify="right")
    table.add_column(text("tokens"), justify="right")
    for root, count in sorted(counts.items()):
        table.add_row(Text(visible(root)), f"{count.requests:,}", f"{count.tokens:,}")
    requests, tokens = (sum(each) for each in ([count.requests for count in counts.values()], [count.tokens for count in counts.values()]))
    table.add_section()
    table.add_row(text("all"), f"{requests:,}", f"{tokens:,}", style="bold")
    table.add_row(text("limit"), limit(limits.max_requests_per_day), limit(limits.max_tokens_per_day))
    table.add_row(text("limit-of-each"), limit(limits.max_requests_per_workspace), limit(limits.max_tokens_per_workspace))
    console.print(table)
    console.print(Text(text("counted"), "italic"), soft_wrap=not console.is_terminal)
