"""The dialogue of `wirelens explain`: the question, the progress, the answer. The answer alone goes to standard output."""

import asyncio
import os
import sys
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn
from rich.prompt import Confirm
from rich.text import Text

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.progress import Cancelled, Failed, Outcome, Stored
from wirelens.explain.progress import Progress as JobProgress
from wirelens.messages import render
from wirelens.model.message import Language, Message, message
from wirelens.model.narrative import Narrative
from wirelens.workspace.explaining import Explaining, Ready, Subject, Unasked, Unready

INTERRUPTED = 130
"""The exit status of a program that was stopped by Ctrl-C."""


class Asking:
    """One `wirelens explain`."""

    def __init__(self, output: Console, errors: Console, subject: Subject) -> None:
        """Asks nobody yet."""
        self._output = output
        self._errors = errors
        self._subject = subject
        self._explaining = Explaining(os.environ, self._say)

    async def show_prompt(self) -> int:
        """Prints exactly what would be sent, and returns the exit status."""
        try:
            prompt = await self._explaining.prompt(self._subject)
        except ExplainFailure as failure:
            self._say(failure.message)
            return 1
        finally:
            await self._explaining.close()
        self._output.print(f"{prompt.instruction}\n\n{prompt.content}", soft_wrap=True, end="")
        self._say(message("explain.shown", redacted=prompt.redacted))
        return 0

    async def explain(self, *, agreed: bool) -> int:
        """Asks Gemini, prints what it says, and returns the exit status.

        Args:
            agreed: the user has agreed by an option, for this time.
        """
        try:
            if agreed:
                self._agree_once()
            if not await self._may_ask():
                return 1
            outcome = await self._follow()
        except ExplainFailure as failure:
            self._say(failure.message)
            return 1
        except asyncio.CancelledError:
            self._say(message("explain.cancelled"))
            return INTERRUPTED
        finally:
            await self._explaining.close()
        match outcome:
            case Stored(narrative):
                self._print(narrative)
                return 0
            case Failed(reason):
                self._say(reason)
            case Cancelled():
                self._say(message("explain.cancelled"))
        return 1

    def _agree_once(self) -> None:
        settings = self._subject.settings
        if settings.gemini.enabled == "ask":
            self._subject = replace(self._subject, settings=replace(settings, gemini=replace(settings.gemini, enabled="on")))

    async def _may_ask(self) -> bool:
        subject = self._subject
        match await self._explaining.readiness(subject.root, subject.settings, is_trusted=True):
            case Ready():
                return True
            case Unready(reason):
                self._say(reason)
                return False
            case Unasked(question):
                self._say(question)
        if not sys.stdin.isatty():
            self._say(message("explain.say-yes"))
            return False
        if not await asyncio.to_thread(Confirm.ask, self._text(message("explain.confirm")), console=self._errors, default=False):
            return False
        await self._explaining.answer(subject.root, subject.settings, agreed=True)
        return True

    async def _follow(self) -> Outcome:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        with Progress(*columns, console=self._errors, transient=True, disable=not self._errors.is_terminal) as shown:
            follower = _Follower(shown, self._subject)
            await self._explaining.submit(self._subject, follower)
            return await follower.outcome

    def _print(self, narrative: Narrative) -> None:
        written_by = message("views.report.gemini", model=narrative.model, date=narrative.created_at[:10])
        self._output.print(Text(self._text(written_by), style="italic"), soft_wrap=not self._output.is_terminal)
        self._output.print()
        self._output.print(Text(f"{narrative.file}: {narrative.title}", style="bold"))
        for part in (narrative.summary, narrative.structure, narrative.communication):
            self._output.print()
            self._output.print(Text(part), soft_wrap=not self._output.is_terminal)

    def _say(self, sentence: Message) -> None:
        self._errors.print(Text(f"wirelens: {self._text(sentence)}"), soft_wrap=True)

    def _text(self, sentence: Message) -> str:
        return render(sentence, self._subject.snapshot.language)


class _Follower:
    """Draws a job's progress and waits for its end."""

    def __init__(self, shown: Progress, subject: Subject) -> None:
        self.outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._shown = shown
        self._language: Language = subject.snapshot.language
        self._task = shown.add_task("", total=100)

    def progressed(self, job: str, progress: JobProgress) -> None:  # noqa: ARG002 - the observer's form
        """The job came further."""
        stage = render(progress.sentence, self._language)
        self._shown.update(self._task, completed=progress.percentage, description=stage)

    def ended(self, job: str, outcome: Outcome) -> None:  # noqa: ARG002 - the observer's form
        """The job is over."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)
