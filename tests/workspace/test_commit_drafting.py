"""What is staged, read apart: once for all who ask, and to its end for those who wait."""

import asyncio
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.model.settings import Settings
from wirelens.model.staged_change import CommitStyle, StagedChange
from wirelens.workspace import commit_drafting
from wirelens.workspace.commit_drafting import CommitDrafting
from wirelens.workspace.staging import StagedQuestion

CHANGES = [StagedChange((), (), CommitStyle(opening=str(number))) for number in range(2)]


class Readings:
    """Questions that were asked apart, each with the answer that it waits for."""

    def __init__(self) -> None:
        self.answers: list[asyncio.Future[StagedChange | None]] = []
        self._begun = asyncio.Event()

    async def answered_apart(self, question: StagedQuestion) -> StagedChange | None:
        del question
        self.answers.append(asyncio.get_running_loop().create_future())
        self._begun.set()
        return await self.answers[-1]

    async def begun(self) -> None:
        await self._begun.wait()
        self._begun.clear()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "system")
    made.commit({"notes.py": ""})
    return made


async def test_what_is_staged_meanwhile_takes_no_answer_from_who_asked_before(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = Readings()
    monkeypatch.setattr(commit_drafting, "answered_apart", readings.answered_apart)
    drafting, settings = CommitDrafting(), Settings()
    first = asyncio.create_task(drafting.staged(repository.root, settings))
    await readings.begun()
    repository.write({"notes.py": "메모 = 1\n"})
    repository.git("add", "-A")
    second = asyncio.create_task(drafting.staged(repository.root, settings))
    await readings.begun()
    for answer, change in zip(readings.answers, CHANGES, strict=True):
        answer.set_result(change)
    assert [await first, await second] == CHANGES
    assert await drafting.staged(repository.root, settings) == CHANGES[1]
    assert len(readings.answers) == 2
    await drafting.close()


async def test_who_stops_waiting_leaves_the_answer_to_others(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = Readings()
    monkeypatch.setattr(commit_drafting, "answered_apart", readings.answered_apart)
    drafting, settings = CommitDrafting(), Settings()
    impatient = asyncio.create_task(drafting.staged(repository.root, settings))
    await readings.begun()
    impatient.cancel()
    patient = asyncio.create_task(drafting.staged(repository.root, settings))
    with pytest.raises(asyncio.CancelledError):
        await impatient
    readings.answers[0].set_result(CHANGES[0])
    assert await patient == CHANGES[0]
    await drafting.close()
