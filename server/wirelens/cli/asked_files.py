"""From what the user named to what Gemini is asked about."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wirelens.cli.bad_input import BadInput
from wirelens.cli.language import LanguageChoice
from wirelens.cli.reading import existing_file, read_folder, workspace_root
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.narrative import Scope
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import find_repositories, read_status
from wirelens.workspace.reading import read_text
from wirelens.workspace.requesting import Subject
from wirelens.workspace.settings import command_line_settings


def asked_subjects(
    files: Sequence[Path], root: Path | None, language: LanguageChoice, *, changed: bool, everything: bool
) -> tuple[Subject, ...]:
    """The files as subjects of one workspace, each once, in their order.

    Args:
        files: those that the user named.
        root: the folder with all services, if the user named it.
        language: what is answered in.
        changed: also those that differ from the last commit.
        everything: also all that talk to others.

    Raises:
        BadInput: nothing is named, or what is named is not there, or not read.
    """
    if not (files or changed or everything):
        raise BadInput("explain.nothing-named")
    paths = [existing_file(path) for path in files]
    folder = workspace_root(paths[0] if paths else Path.cwd() / "file", root)
    for path, named in zip(paths, files, strict=True):
        if not path.is_relative_to(folder):
            raise BadInput("outside", path=str(named), root=str(folder))
    keys = [path.relative_to(folder).as_posix() for path in paths]
    if changed:
        keys += _changed(folder)
    snapshot = read_folder(folder, language, tuple(keys))
    for key, named in zip(keys, files, strict=False):
        if key not in snapshot.files:
            raise BadInput("not-read", path=str(named))
    if everything:
        keys += sorted(_talking(snapshot.map))
    settings = command_line_settings(folder).settings
    return tuple(
        Subject(folder, Scope("file", key), snapshot, settings, lambda file: read_text(folder / file))
        for key in dict.fromkeys(keys)
        if key in snapshot.files
    )


def _changed(folder: Path) -> Iterable[str]:
    """The files below the folder that differ from the last commit and are still there."""
    status = read_status(find_repositories((Root("", folder, folder.as_uri()),), ()))
    return sorted(file for file in status.changed if (folder / file).is_file())


def _talking(known: CommunicationMap) -> set[str]:
    """The files that the map has a wire in."""
    return set(_ends(known))


def _ends(known: CommunicationMap) -> Iterator[str]:
    for endpoint in known.endpoints:
        yield from (endpoint.location.file, endpoint.declared.file)
    for call in known.calls:
        yield call.location.file
    for channel in known.channels:
        for end in (*channel.producers, *channel.consumers):
            yield from (end.location.file, end.runs.file)
