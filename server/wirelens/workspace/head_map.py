"""The question what the map was at HEAD, which who asks it can hold without loading what makes maps."""

from dataclasses import dataclass
from pathlib import Path

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.settings import Settings
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import GitStatus


@dataclass(frozen=True, slots=True)
class Head:
    """A repository's commit: files in `folder`, which is its top or below that, have keys that begin with `prefix`."""

    prefix: str
    folder: Path
    commit: str


@dataclass(frozen=True, slots=True)
class HeadQuestion:
    """What was in these folders: at the commits of `heads`, outer repositories before inner; on the disk for what is in none."""

    folders: tuple[Root, ...]
    settings: Settings
    heads: tuple[Head, ...]

    @staticmethod
    def of(folders: tuple[Root, ...], settings: Settings, status: GitStatus) -> "HeadQuestion":
        """What was in folders when their repositories were last committed to; of the settings, those that make the map what it is."""
        heads = (Head(each.prefix, each.folder, state.commit) for each, state in status.states if state.commit is not None)
        return HeadQuestion(folders, Settings(services=settings.services, exclude=settings.exclude), tuple(heads))

    def answer(self) -> CommunicationMap:
        """The map; takes long."""
        from wirelens.workspace.head_code import map_at_head  # noqa: PLC0415 - parsers are slow to load

        return map_at_head(self)
