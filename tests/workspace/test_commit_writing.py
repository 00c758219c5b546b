"""What Gemini would be asked for a commit message: whose consent counts, and what is never sent."""

from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.explain.failure import ExplainFailure
from wirelens.model.message import Message, message
from wirelens.model.settings import Settings
from wirelens.workspace.commit_writing import AskedMessage, Drafted
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.staging import StagedQuestion

TOKEN = "a-token-of-somebody"  # noqa: S105 - a made-up one
FILES = {"notes.py": f'TOKEN = "{TOKEN}"  # 메모\n', "inner/plans.py": "plan = 1  # 계획\n"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "workspace" / "system")
    made.commit({"README.md": ""})
    made.write(FILES)
    made.git("add", "-A")
    return made


async def asked(repository: Repository, *folders: Path) -> AskedMessage:
    settings = Settings()
    change = StagedQuestion(repository.root, settings).answer()
    assert change is not None
    told: list[Message] = []
    state = repository.root.parent.parent / "state"
    explaining = Explaining({}, told.append, cache=state, state=state)
    try:
        return await explaining.messages.prepare(Drafted(repository.root, folders, change, "a draft", "en", settings))
    finally:
        await explaining.close()
        assert told == []


async def test_a_workspace_around_the_repository_gives_its_consent_its_secrets_and_its_exclusions(repository: Repository) -> None:
    workspace = repository.root.parent
    (workspace / ".env").write_text(f"SERVICE_TOKEN={TOKEN}\n")
    alone, around = await asked(repository), await asked(repository, workspace)
    assert (alone.workspace, alone.files) == (repository.root, 2)
    assert (around.workspace, around.files) == (workspace, 2)
    assert TOKEN not in around.prompt.content
    assert "메모" in around.prompt.content
    (workspace / ".aiexclude").write_text("plans.py\n")
    around = await asked(repository, workspace)
    assert around.files == 1
    assert "계획" not in around.prompt.content
    (workspace / ".aiexclude").write_text("")
    with pytest.raises(ExplainFailure) as refused:
        await asked(repository, workspace)
    assert refused.value.message == message("commits.nothing-to-send")


async def test_consent_for_a_part_of_the_repository_is_none_for_the_rest(repository: Repository) -> None:
    part = await asked(repository, repository.root / "inner", repository.root.parent / "gone")
    assert (part.workspace, part.files) == (repository.root, 2)
