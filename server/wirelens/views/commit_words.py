"""What things are called in a commit message."""

from collections.abc import Sequence
from posixpath import basename, commonpath, dirname

from wirelens.messages.visible import visible
from wirelens.model.contract_change import ContractChange, Operation
from wirelens.model.message import Message, message
from wirelens.model.staged_change import CommitType, DependencyChange, StagedFile
from wirelens.model.test_files import is_test_file
from wirelens.views.contract_diff import method, path

VERBS = {"added": "add", "removed": "remove", "changed": "update", "renamed": "update"}

_CODE = (".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".vue", ".svelte")
_DOCUMENTS = (".md", ".rst", ".adoc")
_LOCKS = frozenset({"package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock", "uv.lock", "Pipfile.lock", "bun.lock", "pdm.lock"})
_PIPELINES = (".github/", ".gitlab/", ".gitlab-ci", ".circleci/", "Jenkinsfile", "azure-pipelines")


def type_of_file(file: StagedFile) -> CommitType | None:
    """The type of a change that is known by the file alone; None for code and whatever goes with it."""
    if is_test_file(file.path):
        return "test"
    if file.path.startswith(_PIPELINES):
        return "ci"
    if file.dependencies or is_lock(file):
        return "build"
    return "docs" if file.path.endswith(_DOCUMENTS) else None


def is_code(file: StagedFile) -> bool:
    """Whether it is written in a language that Wirelens reads."""
    return file.path.endswith(_CODE)


def is_lock(file: StagedFile) -> bool:
    """Whether a package manager writes it."""
    return basename(file.path) in _LOCKS


def operation(asked: Operation) -> str:
    """`POST /notes`, or the path alone where any method will do."""
    return visible(path(asked) if asked.method is None else f"{method(asked)} {path(asked)}")


def operations(asked: Sequence[Operation]) -> str | None:
    """Several in one breath: `GET/POST /notes`, or None where their paths differ."""
    paths = {path(each) for each in asked}
    methods = [each.method for each in asked if each.method is not None]
    return visible(f"{'/'.join(methods)} {paths.pop()}") if len(paths) == 1 and len(methods) == len(asked) else None


def common_prefix(changes: Sequence[ContractChange]) -> str | None:
    """The path that all the operations lie below, None where there is none that says something."""
    shared = commonpath([path(change.subject) for change in changes])
    return visible(shared) if shared.strip("/") else None


def dependency(change: DependencyChange) -> Message:
    """`Bump axios from 1.6 to 1.7`."""
    name = visible(change.name)
    if change.before and change.after:
        return message("commits.bump", name=name, before=visible(change.before), now=visible(change.after))
    verb = "add" if change.before is None else "remove" if change.after is None else "update"
    return message(f"commits.{verb}", what=message("commits.dependency", name=name))


def listed(names: Sequence[str], most: int) -> str | Message:
    """`a, b and c`, of many `a, b and 3 more`."""
    shown = [visible(name) for name in names]
    if len(shown) > most:
        return message("commits.more", some=", ".join(shown[:most]), count=len(shown) - most)
    return shown[0] if len(shown) == 1 else message("commits.and", some=", ".join(shown[:-1]), last=shown[-1])


def folder_of(files: Sequence[StagedFile]) -> str:
    """The innermost folder that all files are in, "" for the top."""
    return visible(commonpath([dirname(file.path) or "." for file in files])).removeprefix(".") if _are_below(files) else ""


def is_private(name: str) -> bool:
    """Whether a name is its file's own business."""
    return any(part.startswith("_") for part in name.split("."))


def _are_below(files: Sequence[StagedFile]) -> bool:
    return all("/" in file.path for file in files)
