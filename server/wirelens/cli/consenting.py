"""Whether Gemini may be asked, as a terminal finds out: an option, what was answered before, or a question."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from rich.prompt import Confirm

from wirelens.cli.console import error_console, say
from wirelens.explain.access import Access
from wirelens.messages import render
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import Settings
from wirelens.workspace.consent import Ready, Unready
from wirelens.workspace.explaining import Explaining


def agreed_once(settings: Settings) -> Settings:
    """The settings after the user agreed by an option, for this time. Who switched Gemini off did not mean that."""
    return replace(settings, gemini=replace(settings.gemini, enabled="on")) if settings.gemini.enabled == "ask" else settings


async def may_ask(
    explaining: Explaining, root: Path, settings: Settings, question: Callable[[Access], Awaitable[Message]], language: Language
) -> bool:
    """Whether the user lets Gemini be asked about something of the workspace at `root`; why not, they are told.

    Raises:
        ExplainFailure: nothing of it is ever sent, or the user's answer could not be kept.
    """
    readiness = await explaining.readiness(root, settings, is_trusted=True)
    if isinstance(readiness, Ready):
        return True
    if isinstance(readiness, Unready):
        say(readiness.reason, language)
        return False
    say(await question(readiness.access), language)
    if not sys.stdin.isatty():
        say(message("explain.say-yes"), language)
        return False
    if not await asyncio.to_thread(Confirm.ask, render(message("explain.confirm"), language), console=error_console(), default=False):
        return False
    await explaining.answer(root, settings, agreed=True)
    return True
