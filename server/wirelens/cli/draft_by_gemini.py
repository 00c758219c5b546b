"""`wirelens git draft --gemini`: what would be sent, the question, the asking, and what came of it."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from rich.console import Console

from wirelens.cli.consenting import agreed_once, may_ask
from wirelens.cli.console import error_console, say
from wirelens.cli.language import terminal_language
from wirelens.explain.exchange import Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.size import shown_text, size_of
from wirelens.messages import render
from wirelens.model.message import Language, Message, message
from wirelens.views.commit_draft import laid_out
from wirelens.workspace.commit_writing import Drafted
from wirelens.workspace.explaining import Explaining


async def what_would_be_sent(drafted: Drafted) -> str | None:
    """Exactly what Gemini would be asked; None where that is nothing, and the user was told why. Needs neither key nor consent."""
    language = terminal_language()
    async with _explaining(language) as explaining:
        asked = await explaining.messages.prepare(drafted)
        say(size_of([asked.prompt], drafted.settings.gemini), language)
        return shown_text(asked.prompt)


async def written(drafted: Drafted, *, agreed: bool) -> str | None:
    """The message that Gemini makes of a draft; None where there is none, and the user was told why.

    Args:
        drafted: what it is about.
        agreed: the user has agreed by an option, for this time.
    """
    errors, language = error_console(), terminal_language()
    if agreed:
        drafted = replace(drafted, settings=agreed_once(drafted.settings))
    settings = drafted.settings
    async with _explaining(language) as explaining:
        writing = explaining.messages
        asked = await writing.prepare(drafted)
        if not await may_ask(explaining, asked.workspace, settings, lambda access: writing.question(access, asked), language):
            return None
        with errors.status(render(message("commits.asking"), language)):
            found = await writing.write(asked, _Follower(errors, language))
        say(message("commits.by-gemini", model=settings.gemini.model), language)
        return f"{laid_out(found.subject, found.points).text}\n"


@asynccontextmanager
async def _explaining(language: Language) -> AsyncGenerator[Explaining]:
    """What asks Gemini, until the end; what it refuses is told, and ends the block."""
    explaining = Explaining(os.environ, lambda notice: say(notice, language))
    try:
        yield explaining
    except ExplainFailure as failure:
        say(failure.message, language)
    finally:
        await explaining.close()


@dataclass(frozen=True, slots=True)
class _Follower:
    """Says why it takes longer, and leaves the rest to the terminal's spinner."""

    errors: Console
    language: Language

    async def sending(self) -> None:
        """See `answering.Follower`."""

    def receiving(self, received: Receiving) -> None:
        """See `answering.Follower`."""

    def pausing(self, pause: Message) -> None:
        """See `answering.Follower`."""
        say(pause, self.language, self.errors)
