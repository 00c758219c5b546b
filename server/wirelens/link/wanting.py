"""Which unread files linking wants: those that read ones lead into, and those that may use what sends.

Everything here errs on the side of reading: a file too many costs time, one too few a link.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from wirelens.link.memo import Memo
from wirelens.link.modules import Modules
from wirelens.link.noted_files import Listing, Unread
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Import
from wirelens.model.span import Position, Span

_NOWHERE = Span(Position(0, 0), Position(0, 0))

ANY = "default"
"""A name that importers call as they like."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Whoever imports `module` (a file key) and uses one of the names (none: whatever it uses) may send through it."""

    module: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files to read, and what to look for in the texts of those that are unread."""

    files: frozenset[str] = frozenset()
    mentions: frozenset[Mention] = frozenset()


class Wanting:
    """What follows from the facts of the files that are read.

    A name that led to a wire once counts as one until files come or go: of an edit only what it adds is followed.
    """

    def __init__(self) -> None:
        memo = Memo()
        self._listing = Listing(memo)
        self._modules = Modules(memo, self._listing.named)
        self._unread: set[str] = set()
        self._surfaces: dict[str, _Surface] = {}
        self._imported: dict[str, tuple[_Imported, ...]] = {}
        self._importers: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)

    def update(self, changes: Mapping[str, FileFacts | Unread | None]) -> Wanted:
        """Takes in what is told of files and answers what is wanted that was not wanted before."""
        changed: set[str] = set()
        is_other_listing = has_unread = False
        for file, told in changes.items():
            is_other_listing |= self._listing.put(file, told)
            self._unread.discard(file)
            if isinstance(told, FileFacts):
                surface = _Surface.of(told)
                if surface != self._surfaces.get(file):
                    self._surfaces[file] = surface
                    changed.add(file)
                continue
            self._surfaces.pop(file, None)
            self._imported.pop(file, None)
            if told is not None:
                self._unread.add(file)
                has_unread = True
        if is_other_listing:  # any import may mean another file
            self._imported.clear()
            self._importers.clear()
            self._words.clear()
            changed = set(self._surfaces)
        gained = self._grow(changed)
        entered = {each.target for file in changed for each in self._imported[file]}
        asked = self._words if has_unread or is_other_listing else gained
        return Wanted(frozenset((self._entered() if has_unread else entered) & self._unread), frozenset(_mentions(asked)))

    def _entered(self) -> set[str]:
        return {each.target for imported in self._imported.values() for each in imported}

    def _grow(self, changed: set[str]) -> dict[str, set[str]]:
        """By file, the names that lead to a wire now and did not before: functions and clients there, and what passes them on."""
        gained: defaultdict[str, set[str]] = defaultdict(set)
        pending = set(changed)
        for file in changed:
            self._imported[file] = tuple(_targets(file, self._surfaces[file].imports, self._modules))
            for each in self._imported[file]:
                self._importers[each.target].add(file)
        for file in changed:
            gained[file] |= self._surfaces[file].own_words - self._words[file]
            self._words[file] |= gained[file]
            pending |= self._importers[file]
        while pending:
            together, pending = sorted(pending & self._imported.keys()), set[str]()
            for file in together:
                more = self._passed_on(file) - self._words[file]
                if more:
                    self._words[file] |= more
                    gained[file] |= more
                    pending |= {file, *self._importers[file]}
        return gained

    def _passed_on(self, file: str) -> set[str]:
        """The names in a file of what leads to a wire through others."""
        found: set[str] = set()
        used = set(self._words[file])
        for imported, target, is_whole in self._imported[file]:
            leading = self._words.get(target)
            if not leading:
                continue
            if imported.member in leading:
                found.add(imported.name)
                used.add(imported.name)
            elif is_whole or (target in self._surfaces and imported.member in self._surfaces[target].holders):
                found |= leading
                used |= leading
        uses = self._surfaces[file].uses
        return found.union(*(uses[word] for word in used & uses.keys()))


class _Imported(NamedTuple):
    """An import with the file that it means. `is_whole`: all its names may be used."""

    imported: Import
    target: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Surface:
    """What of a file decides. `uses` are the words by which it calls, each with the names of the functions and classes around."""

    imports: tuple[Import, ...]
    uses: Mapping[str, set[str]]
    own_words: frozenset[str]
    holders: frozenset[str]
    """What may have members that lead to a wire: classes, and names bound to anything."""

    @classmethod
    def of(cls, facts: FileFacts) -> "_Surface":
        uses: defaultdict[str, set[str]] = defaultdict(set)
        for row in facts.invocations:
            uses[row.callee.rpartition(".")[2]].update(_named_parts(row.scope))
        imports = tuple(replace(each, span=_NOWHERE) for each in facts.imports)
        holders = {each.name.partition(".")[0] for each in (*facts.classes, *facts.bindings) if not each.scope}
        return cls(imports, uses, frozenset(_own_words(facts)), frozenset(holders.union(each.name for each in imports)))


def _mentions(words: Mapping[str, set[str]]) -> Iterator[Mention]:
    for file, names in words.items():
        if names:
            yield Mention(file, frozenset[str]() if ANY in names else frozenset(names))


def _is_submodule(imported: Import, target: str) -> bool:
    """Whether what is imported is the module itself (Python only)."""
    return target.endswith((f"/{imported.member}.py", f"/{imported.member}/__init__.py")) or target == f"{imported.member}.py"


def _targets(file: str, imports: Iterable[Import], modules: Modules) -> Iterator[_Imported]:
    """Each import with the file of the workspace that it means: the module, or what is imported from it where that is a module itself."""
    for imported in imports:
        target = modules.resolve(file, imported.module)
        below = modules.submodule(file, imported.module, imported.member) if imported.member not in (None, "*") else None
        for each in (target, below):
            if each is not None:
                yield _Imported(imported, each, imported.member in (None, "*") or _is_submodule(imported, each))


def _named_parts(scope: str) -> Iterator[str]:
    """The functions and classes around: each may be what others use."""
    return (part for part in scope.split(".") if part and not part.startswith("<"))


def _own_words(facts: FileFacts) -> Iterator[str]:
    for client in facts.clients:
        yield client.name.rpartition(".")[2]
    for deed in (*facts.calls, *facts.sends, *facts.receives):
        yield from _named_parts(deed.scope)
    for route in facts.routes:
        if isinstance(route.handler, Name):
            yield route.handler.dotted.rpartition(".")[2]
