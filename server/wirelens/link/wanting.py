"""Which unread files linking wants: those that read ones lead into, and those that may use what sends.

Everything here errs on the side of reading: a file too many costs time, one too few a link.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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
    """What follows from the facts of the files that are read."""

    def __init__(self) -> None:
        memo = Memo()
        self._listing = Listing(memo)
        self._modules = Modules(memo)
        self._files: dict[str, FileFacts] = {}
        self._unread: set[str] = set()
        self._surfaces: dict[str, _Surface] = {}
        self._imported: dict[str, tuple[tuple[Import, str], ...]] = {}

    def update(self, changes: Mapping[str, FileFacts | Unread | None]) -> Wanted:
        """Takes in what is told of files and answers what is wanted; nothing, where nothing that decides it is new."""
        before = self._files.keys() | self._unread
        is_new = False
        for file, told in changes.items():
            self._listing.put(file, is_there=told is not None)
            self._files.pop(file, None)
            self._unread.discard(file)
            surface = None
            if isinstance(told, Unread):
                self._unread.add(file)
            elif told is not None:
                self._files[file] = told
                surface = _Surface.of(told)
            is_new |= surface != self._surfaces.get(file)
            if surface is None:
                self._surfaces.pop(file, None)
            else:
                self._surfaces[file] = surface
            self._imported.pop(file, None)
        if before != self._files.keys() | self._unread:
            self._imported.clear()  # any import may mean another file
            is_new = True
        return self._wanted() if is_new else Wanted()

    def _wanted(self) -> Wanted:
        for file, surface in self._surfaces.items():
            if file not in self._imported:
                self._imported[file] = tuple(_targets(file, surface.imports, self._modules))
        entered = {target for imported in self._imported.values() for _, target in imported}
        words = self._leading_words()
        mentions = (Mention(file, frozenset[str]() if ANY in names else frozenset(names)) for file, names in words.items() if names)
        return Wanted(frozenset(entered & self._unread), frozenset(mentions))

    def _leading_words(self) -> dict[str, set[str]]:
        """By file, the names of what leads to a wire: functions and clients there, and what passes them on."""
        words = {file: set(surface.own_words) for file, surface in self._surfaces.items()}
        importers: defaultdict[str, set[str]] = defaultdict(set)
        for file, imported in self._imported.items():
            for _, target in imported:
                importers[target].add(file)
        pending = {file for file, own in words.items() if own}
        while pending:
            file = pending.pop()
            for each in (file, *importers[file]):
                more = self._passed_on(each, words) - words[each]
                if more:
                    words[each] |= more
                    pending.add(each)
        return words

    def _passed_on(self, file: str, words: Mapping[str, set[str]]) -> set[str]:
        """The names in a file of what leads to a wire through others."""
        found: set[str] = set()
        used = set(words[file])
        for imported, target in self._imported[file]:
            leading = words.get(target)
            if not leading:
                continue
            if imported.member in leading:
                found.add(imported.name)
                used.add(imported.name)
            elif imported.member in (None, "*") or _is_submodule(imported, target) or imported.member in self._surfaces[target].holders:
                found |= leading
                used |= leading
        uses = self._surfaces[file].uses
        return found.union(*(uses[word] for word in used & uses.keys()))


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


def _is_submodule(imported: Import, target: str) -> bool:
    """Whether what is imported is the module itself (Python only)."""
    return target.endswith((f"/{imported.member}.py", f"/{imported.member}/__init__.py")) or target == f"{imported.member}.py"


def _targets(file: str, imports: Iterable[Import], modules: Modules) -> Iterator[tuple[Import, str]]:
    """Each import with the file of the workspace that it means: the module, or what is imported from it where that is a module itself."""
    for imported in imports:
        target = modules.resolve(file, imported.module)
        if target is not None:
            yield imported, target
        below = modules.submodule(file, imported.module, imported.member) if imported.member not in (None, "*") else None
        if below is not None:
            yield imported, below


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
