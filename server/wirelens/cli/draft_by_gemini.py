"""`wirelens git draft --gemini`: the question, the asking, and what came of it."""

import os
from dataclasses import dataclass, replace

from rich.console import Console

from wirelens.cli.consenting import agreed_once, may_ask
from wirelens.cli.console import error_console, say
from wirelens.cli.language import terminal_language
from wirelens.explain.exchange import Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.messages import render
from wirelens.model.message import Language, Message, message
from wirelens.views.commit_draft import CommitDraft, laid_out
from wirelens.workspace.commit_writing import Drafted
from wirelens.workspace.explaining import Explaining


async def written(drafted: Drafted, *, agreed: bool) -> CommitDraft | None:
    """What Gemini makes of a draft; None where there is nothing, and the user was told why.

    Args:
        drafted: what it is about.
        agreed: the user has agreed by an option, for this time.
    """
    errors, language = error_console(), terminal_language()
    if agreed:
        drafted = replace(drafted, settings=agreed_once(drafted.settings))
    explaining = Explaining(os.environ, lambda notice: say(notice, language, errors))
    writing = explaining.messages
    try:
        asked = await writing.prepare(drafted)
        if not await may_ask(explaining, asked.workspace, drafted.settings, lambda access: writing.question(access, asked), language):
            return None
        with errors.status(render(message("commits.asking"), language)):
            message_of_gemini = await writing.write(asked, _Follower(errors, language))
    except ExplainFailure as failure:
        say(failure.message, language, errors)
        return None
    finally:
        await explaining.close()
    say(message("commits.by-gemini", model=drafted.settings.gemini.model), language, errors)
    return laid_out(message_of_gemini.subject, message_of_gemini.points)


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
