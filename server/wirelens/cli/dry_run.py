"""`wirelens explain --dry-run`: exactly what would be sent, how much that is and what it would cost. Needs neither key nor consent."""

import os
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from wirelens.cli.console import say
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import Prompt
from wirelens.explain.size import shown_text, size_of
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.requesting import Subject


async def show(output: Console, errors: Console, subjects: Sequence[Subject]) -> int:
    """Prints what would be sent to `output`, what is to be said of it to `errors`, and returns the exit status."""
    language, settings = subjects[0].snapshot.language, subjects[0].settings

    explaining = Explaining(os.environ, lambda notice: say(notice, language, errors))
    shown: list[Prompt] = []
    try:
        for subject in subjects:
            try:
                prompt = await explaining.prompt(subject)
            except ExplainFailure as failure:
                say(failure.message, language, errors)
                continue
            if len(subjects) > 1:
                output.print(Text(f"── {subject.scope.file} ──", "bold"), soft_wrap=True)
            output.print(Text(shown_text(prompt)), soft_wrap=True, end="")
            shown.append(prompt)
    finally:
        await explaining.close()
    if shown:
        say(size_of(shown, settings.gemini), language, errors)
    return 0 if len(shown) == len(subjects) else 1
