"""Which files an application is made of: those that its own file leads to by imports."""

from collections.abc import Iterable, Iterator, Mapping

from wirelens.link.modules import Modules
from wirelens.model.facts import FileFacts


def reached_files(files: Mapping[str, FileFacts], modules: Modules, start: Iterable[str]) -> frozenset[str]:
    """The files of the workspace that are imported from `start`, directly or by others, and these themselves."""
    reached: set[str] = set()
    pending = [file for file in start if file in files]
    while pending:
        file = pending.pop()
        if file not in reached:
            reached.add(file)
            pending.extend(target for target in _imported(file, files[file], modules) if target in files and target not in reached)
    return frozenset(reached)


def _imported(file: str, facts: FileFacts, modules: Modules) -> Iterator[str]:
    for item in facts.imports:
        targets = [modules.resolve(file, item.module)]
        if item.member is not None and item.member != "*":
            targets.append(modules.submodule(file, item.module, item.member))
        yield from (target for target in targets if target is not None)
