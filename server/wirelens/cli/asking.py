"""The dialogue of `wirelens explain`: the question, the progress, the answers. Answers alone go to standard output."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from wirelens.cli.asking_progress import Answers, AskingProgress
from wirelens.cli.consenting import agreed_once, may_ask
from wirelens.cli.console import say
from wirelens.explain.failure import ExplainFailure
from wirelens.messages import render
from wirelens.model.message import Message, message
from wirelens.model.narrative import Explanation, Narrative
from wirelens.views.explanation import explanation_text
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.requesting import Subject

INTERRUPTED = 130
"""The exit status of a program that was stopped by Ctrl-C."""


class Asking:
    """One `wirelens explain`, about one workspace."""

    def __init__(self, output: Console, errors: Console, subjects: Sequence[Subject]) -> None:
        """Asks nobody yet. There is at least one subject."""
        self._output = output
        self._errors = errors
        self._subjects = subjects
        self._explaining = Explaining(os.environ, self.say)

    async def explain(self, *, agreed: bool) -> int:
        """Asks Gemini about what is not explained yet, prints what it says, and returns the exit status.

        Args:
            agreed: the user has agreed by an option, for this time.
        """
        if agreed:
            self._subjects = [replace(subject, settings=agreed_once(subject.settings)) for subject in self._subjects]
        answers = Answers()
        try:
            missing = await self._take_stored(answers)
            if missing:
                if not await self._may_ask(missing):
                    return 1
                await self._ask(missing, answers)
        except ExplainFailure as failure:
            self.say(failure.message)
            return 1
        except asyncio.CancelledError:
            self.say(message("explain.cancelled" if len(self._subjects) == 1 else "consent.interrupted"))
            return INTERRUPTED
        finally:
            await self._explaining.close()
        self._sum_up(answers)
        return 1 if answers.failed else 0

    async def _take_stored(self, answers: Answers) -> list[Subject]:
        """The subjects that have no answer yet. A file that is never sent is told, and left out."""
        missing: list[Subject] = []
        for subject in self._subjects:
            try:
                narrative = await self._explaining.stored(subject)
            except ExplainFailure as failure:
                self.say(failure.message)
                answers.failed += 1
                continue
            if narrative is None:
                missing.append(subject)
            else:
                answers.stored += 1
                self.tell(narrative)
        return missing

    async def _may_ask(self, subjects: Sequence[Subject]) -> bool:
        root, settings, language = subjects[0].root, subjects[0].settings, subjects[0].snapshot.language
        explaining = self._explaining
        return await may_ask(explaining, root, settings, lambda access: explaining.question(access, subjects), language)

    async def _ask(self, subjects: Sequence[Subject], answers: Answers) -> None:
        with AskingProgress(self._errors, len(subjects), self, self._explaining.cancel, answers) as progress:
            for number, subject in enumerate(subjects):
                if progress.is_stopped:
                    answers.unasked += len(subjects) - number
                    break
                await self._explaining.submit(subject, progress.follower(subject.scope.file))
            await progress.all_ended()

    def tell(self, narrative: Narrative) -> None:
        """Prints the whole explanation of the one file that was asked about; of several, one line each."""
        wraps = not self._output.is_terminal
        if len(self._subjects) > 1:
            self._output.print(Text.assemble((narrative.file, "bold"), f": {narrative.title}"), soft_wrap=wraps)
        else:
            self._output.print(Text(explanation_text(self._subjects[0].snapshot, Explanation(narrative))), soft_wrap=wraps)

    def _sum_up(self, answers: Answers) -> None:
        if len(self._subjects) > 1:
            self.say(message("consent.summed-up", explained=answers.explained, stored=answers.stored, failed=answers.failed))
        if answers.unasked:
            self.say(message("consent.stopped", count=answers.unasked))

    def say(self, sentence: Message) -> None:
        """Prints a sentence on standard error."""
        say(sentence, self._subjects[0].snapshot.language, self._errors)

    def text(self, sentence: Message) -> str:
        """The sentence in the user's language."""
        return render(sentence, self._subjects[0].snapshot.language)
