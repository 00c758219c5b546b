"""The question what is staged in a repository, which who asks it can hold without loading what reads code."""

from dataclasses import dataclass
from pathlib import Path

from wirelens.model.settings import Settings
from wirelens.model.staged_change import StagedChange


@dataclass(frozen=True, slots=True)
class StagedQuestion:
    """What is staged in the repository that a folder is in."""

    folder: Path
    settings: Settings

    def answer(self) -> StagedChange | None:
        """Reads it from git's objects alone; None where nothing is staged or git cannot say."""
        from wirelens.workspace.staged_code import staged_change  # noqa: PLC0415 - parsers are slow to load

        return staged_change(self.folder, self.settings)
