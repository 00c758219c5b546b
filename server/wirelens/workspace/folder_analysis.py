"""A folder on the disk, analysed at once: for the command line and whoever else has no editor."""

from contextlib import closing
from pathlib import Path

from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.folders import Root
from wirelens.workspace.pipeline import Pipeline, finish
from wirelens.workspace.scanners import Scanners


def analyze_folder(root: Path, settings: Settings, language: Language, whole: tuple[str, ...] = (), *, keeps: bool = True) -> Snapshot:
    """Reads a folder and analyses it in this process, with others beside it where there is much to scan.

    Args:
        root: the folder.
        settings: the settings that hold there.
        language: what the snapshot's sentences are written in.
        whole: keys of files that are of interest themselves: they are scanned whatever they say.
        keeps: whether what is found is kept on disk for the next time.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: `root` is a file.
    """
    next(root.iterdir(), None)  # raises where the folder cannot be listed
    uri = root.resolve().as_uri()
    with closing(Scanners()) as scanners:
        pipeline = Pipeline((Root("", root.absolute(), uri),), settings, git=True, scanners=scanners, keeps=keeps)
        result = finish(pipeline.run({}, rescan=True, whole=whole))
        pipeline.keep()
    return Snapshot(result.map, result.findings, Places((Folder("", uri),)), language, files=result.files)
