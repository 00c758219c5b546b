"""The subject of a commit message: what is said in one line, and of what type it is."""

from collections.abc import Iterator, Sequence
from posixpath import basename

from wirelens.messages.visible import visible
from wirelens.model.contract_change import ContractChange
from wirelens.model.message import Message, message
from wirelens.model.staged_change import CommitType, NameChange, StagedChange, StagedFile
from wirelens.views.commit_words import (
    VERBS,
    common_prefix,
    dependency,
    folder_of,
    is_code,
    is_lock,
    is_private,
    listed,
    operation,
    operations,
    type_of_file,
)

_MOST_NAMED = 2


def sayings(change: StagedChange) -> tuple[CommitType, tuple[Message, ...]]:
    """What weighs most, in several ways, the fullest first: contracts, else code, else what there is."""
    if change.contracts:
        kinds = {each.kind for each in change.contracts}
        return ("feat" if kinds & {"added", "changed"} else "refactor"), tuple(_of_contracts(change.contracts))
    by_type: dict[CommitType | None, list[StagedFile]] = {}
    for file in change.files:
        by_type.setdefault(type_of_file(file), []).append(file)
    files, manifests = by_type.get(None), by_type.get("build", [])
    if files and not (_are_bumped(manifests) and _type_of_code(files) in {"fix", "chore"}):
        return _type_of_code(files), tuple(_of_files(files))
    for kind in ("build", "docs", "test", "ci"):
        if files := by_type.get(kind):
            return kind, tuple(_of_dependencies(files) if kind == "build" else _of_tests(files) if kind == "test" else _of_files(files))
    return "chore", (message("commits.update", what=message("commits.files", count=len(change.files))),)


def of_contract(change: ContractChange) -> Message:
    """One contract change as a sentence of its own."""
    now = change.after
    if change.before is None or now is None:
        return message(f"commits.{VERBS[change.kind]}", what=operation(change.subject))
    if change.kind == "moved":
        return message("commits.move", what=operation(change.subject), place=visible(now.location.file))
    return message("commits.change", before=operation(change.before), now=operation(now))


def _of_contracts(changes: Sequence[ContractChange]) -> Iterator[Message]:
    if len(changes) == 1:
        yield of_contract(changes[0])
    kinds = {change.kind for change in changes}
    verb = VERBS.get(kinds.pop(), "move") if len(kinds) == 1 else "update"
    told = (
        {}
        if verb != "move"
        else {"place": listed(sorted({basename(each.after.location.file) for each in changes if each.after}), _MOST_NAMED)}
    )
    subjects = [change.subject for change in changes]
    together = operations(subjects)
    if verb != "update" and together is not None:
        yield message(f"commits.{verb}", what=together, **told)
    if verb != "update" and len(changes) <= _MOST_NAMED:
        yield message(f"commits.{verb}", what=listed([operation(each) for each in subjects], _MOST_NAMED), **told)
    if len(changes) == 1:
        yield message(f"commits.{verb}", what=message("commits.endpoint"), **told)
        return
    prefix = common_prefix(changes)
    if prefix is not None:
        yield message(f"commits.{verb}", what=message("commits.endpoints-under", count=len(changes), path=prefix), **told)
    yield message(f"commits.{verb}", what=message("commits.endpoints", count=len(changes)), **told)


def _type_of_code(files: Sequence[StagedFile]) -> CommitType:
    names = {name.kind for file in files for name in _public(file.names)}
    kinds = {file.kind for file in files}
    if "added" in names or any(file.kind == "added" and is_code(file) for file in files):
        return "feat"
    if kinds <= {"removed", "renamed"} or names == {"removed"}:
        return "refactor"
    return "fix" if names else "chore"


def _of_files(files: Sequence[StagedFile]) -> Iterator[Message]:
    if len(files) == 1:
        yield from _of_file(files[0])
        return
    kinds = {file.kind for file in files}
    verb = VERBS[kinds.pop()] if len(kinds) == 1 else "update"
    new = [name for file in files for name in file.names if name.kind == "added" and not is_private(name.name)]
    if new and len(new) <= _MOST_NAMED and verb == "update":
        yield message("commits.add", what=listed([name.name for name in new], _MOST_NAMED))
    folder = folder_of(files)
    if folder and len(files) > _MOST_NAMED:
        yield message(f"commits.{verb}", what=message("commits.files-in", count=len(files), place=folder))
    weightiest_first = sorted(files, key=lambda file: (-len(file.names), not is_code(file)))
    yield from (message(f"commits.{verb}", what=listed([basename(file.path) for file in weightiest_first], most)) for most in (3, 2))
    yield message(f"commits.{verb}", what=message("commits.files", count=len(files)))


def _of_file(file: StagedFile) -> Iterator[Message]:
    places = dict.fromkeys((visible(file.path), visible(basename(file.path))))
    names = _weightiest(file.names)
    if file.kind == "renamed":
        yield message("commits.rename", before=visible(file.before), now=visible(file.path))
        yield message("commits.rename", before=visible(basename(file.before)), now=visible(basename(file.path)))
    if file.kind == "changed" and names:
        told = [listed([name.name for name in names], _MOST_NAMED), listed([name.name for name in names], 1)]
        said = (message("commits.in", what=what, place=place) for what in told for place in places)
        yield from (message(f"commits.{VERBS[names[0].kind]}", what=what) for what in said)
    yield from (message(f"commits.{VERBS[file.kind]}", what=place) for place in places)


def _are_bumped(manifests: Sequence[StagedFile]) -> bool:
    """Whether other versions of packages may be why code is written differently."""
    return any(each.before and each.after for file in manifests for each in file.dependencies)


def _weightiest(names: Sequence[NameChange]) -> list[NameChange]:
    """What is new says most, what is gone more than what is written differently."""
    told = _public(names)
    for kind in ("added", "removed", "changed"):
        if found := [name for name in told if name.kind == kind]:
            return found
    return []


def _public(names: Sequence[NameChange]) -> Sequence[NameChange]:
    """Those that other files may know of; all where there are none."""
    return [name for name in names if not is_private(name.name)] or names


def _of_dependencies(files: Sequence[StagedFile]) -> Iterator[Message]:
    changed = {each.name: each for file in files for each in file.dependencies}
    if len(changed) == 1:
        yield dependency(*changed.values())
    if changed:
        yield message("commits.update", what=message("commits.dependencies", count=len(changed)))
    elif all(map(is_lock, files)):
        yield message("commits.update", what=message("commits.lock"))


def _of_tests(files: Sequence[StagedFile]) -> Iterator[Message]:
    kinds = {file.kind for file in files}
    verb = VERBS[kinds.pop()] if len(kinds) == 1 else "update"
    place = basename(files[0].path) if len(files) == 1 else folder_of(files)
    if place:
        yield message(f"commits.{verb}", what=message("commits.tests", place=visible(place)))
    yield message(f"commits.{verb}", what=message("commits.files", count=len(files)))
