"""A commit message drafted from what is staged: a subject in the repository's style, contract changes first in the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.contract_change import ContractChange
from wirelens.model.message import Language, Message, message
from wirelens.model.staged_change import CommitStyle, CommitType, StagedChange, StagedFile
from wirelens.views.commit_layout import bullet, fitting
from wirelens.views.commit_subject import of_contract, sayings
from wirelens.views.commit_words import VERBS, dependency, is_lock, listed, type_of_file
from wirelens.views.contract_diff import method, path

_MOST_CONTRACTS, _MOST_FILES, _MOST_NAMES = 12, 8, 5
_WEIGHT = {"removed": 0, "changed": 1, "added": 2, "moved": 3}
_NEXT_BEST: dict[CommitType, tuple[CommitType, ...]] = {"refactor": ("chore",), "build": ("chore",), "ci": ("chore",), "test": ("chore",)}

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class CommitDraft:
    """`subject` has less than 72 characters; `body` is "" where the subject says it all, else wrapped at 72 columns."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """The whole message."""
        return f"{self.subject}\n\n{self.body}" if self.body else self.subject


def draft_language(setting: Language | Literal["auto"], style: CommitStyle, otherwise: Language) -> Language:
    """As set; else that of the last commits; of a repository without any, another."""
    return (style.language or otherwise) if setting == "auto" else setting


def commit_draft(change: StagedChange, language: Language) -> CommitDraft:
    """Drafts a message for what is staged, in a language and otherwise in the style of the last commits."""
    kind, candidates = sayings(change)
    opening = _opening(change.style, kind, change.files)
    subjects = tuple(opening + _spelled(render(each, language), change.style, language) for each in candidates)
    subject = fitting(subjects)
    said = {bullet(render(each, language)) for each in candidates[:1]} if subject == subjects[0] else set[str]()
    bullets = [each for each in (*_contracts(change.contracts, language), *_files(change, language)) if each not in said]
    return CommitDraft(subject, "" if said and _is_one_thing(change) else "\n".join(bullets))


def laid_out(subject: str, points: Sequence[str]) -> CommitDraft:
    """A message that somebody else wrote, within the same limits."""
    return CommitDraft(fitting((visible(subject),)), "\n".join(bullet(visible(point)) for point in points))


def _is_one_thing(change: StagedChange) -> bool:
    """Whether a full subject says it all."""
    names = [name for file in change.files for name in file.names]
    return not change.contracts and len(change.files) == 1 and len(names) <= 1


def _opening(style: CommitStyle, kind: CommitType, files: Sequence[StagedFile]) -> str:
    """`feat(api): `, `[Feat] `, `✨ `, or nothing."""
    if not style.words:
        return ""
    word = next((style.words[each] for each in (kind, *_NEXT_BEST.get(kind, ())) if each in style.words), kind)
    if not style.closing:
        return f"{word} "
    scope = _scope(style.scopes, kind, files)
    return f"{style.opening}{word}{f'({scope})' if scope else ''}{style.closing} "


def _scope(scopes: Sequence[str], kind: CommitType, files: Sequence[StagedFile]) -> str | None:
    """The scope in use that is a word in the paths of all files."""
    if kind == "build":
        return "deps" if "deps" in scopes else None
    told = [file for file in files if type_of_file(file) is None] or files
    parts = [set(_WORD.findall(file.path.lower())) for file in told]
    return next((scope for scope in scopes if all(scope.lower() in each for each in parts)), None)


def _spelled(text: str, style: CommitStyle, language: Language) -> str:
    return text if style.is_capitalised or language == "ko" else text[:1].lower() + text[1:]


def _contracts(changes: Sequence[ContractChange], language: Language) -> Iterator[str]:
    ordered = sorted(changes, key=lambda change: (not change.breaks, _WEIGHT[change.kind]))
    for change in ordered[:_MOST_CONTRACTS]:
        broken = (
            message(
                "commits.breaks",
                place=f"{each.call.location.file}:{each.call.location.line}",
                asked=f"{method(each.call)} {path(each.call)}",
            )
            for each in change.breaks
        )
        yield "\n".join(
            (bullet(render(of_contract(change), language)), *(bullet(visible(render(each, language)), "  ") for each in broken))
        )
    yield from _rest(len(ordered) - _MOST_CONTRACTS, language)


def _files(change: StagedChange, language: Language) -> Iterator[str]:
    handlers = {(it.location.file, f"{it.handler}()") for each in change.contracts for it in (each.before, each.after) if it is not None}
    code = [file for file in change.files if type_of_file(file) is None]
    told = [line for file in code if (line := _file(file, handlers, language))]
    yield from map(bullet, told[:_MOST_FILES])
    yield from _rest(len(told) - _MOST_FILES, language)
    for kind in ("added", "removed", "changed"):
        if files := [file for file in code if file.kind == kind and (kind != "changed" or not file.names)]:
            yield bullet(render(_update(files), language))
    changed = {each.name: each for file in change.files for each in file.dependencies}
    yield from (bullet(render(dependency(each), language)) for each in list(changed.values())[:_MOST_FILES])
    yield from _rest(len(changed) - _MOST_FILES, language)
    for kind in ("docs", "test", "ci"):
        if files := [file for file in change.files if type_of_file(file) == kind]:
            yield bullet(render(_update(files), language))
    if not changed and (locks := [file for file in change.files if is_lock(file)]):
        yield bullet(render(_update(locks), language))


def _update(files: Sequence[StagedFile]) -> Message:
    kinds = {file.kind for file in files}
    return message(
        f"commits.{VERBS[kinds.pop()] if len(kinds) == 1 else 'update'}", what=listed([file.path for file in files], _MOST_NAMES)
    )


def _file(file: StagedFile, handlers: set[tuple[str, str]], language: Language) -> str:
    """`api/notes.py: add load(); update Store.save()`, "" where there is nothing to say or what became of contracts says it all."""
    names = [name for name in file.names if (file.path, name.name) not in handlers and (file.before, name.name) not in handlers]
    if file.kind == "renamed" and not names:
        return render(message("commits.rename", before=visible(file.before), now=visible(file.path)), language)
    if file.kind in {"added", "removed"} or not names:
        return ""
    told = [
        render(message(f"commits.{VERBS[kind]}", what=listed(found, _MOST_NAMES)), language)
        for kind in ("added", "changed", "removed")
        if (found := [name.name for name in names if name.kind == kind])
    ]
    return f"{visible(file.path)}: {'; '.join(each[:1].lower() + each[1:] if language == 'en' else each for each in told)}"


def _rest(count: int, language: Language) -> Iterator[str]:
    if count > 0:
        yield bullet(render(message("commits.more-bullets", count=count), language))
