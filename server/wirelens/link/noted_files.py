"""The facts of all files as stages see them: which attribute of which file is read is noted in a memo."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from posixpath import dirname
from typing import Any, cast

from wirelens.link.memo import Memo
from wirelens.link.modules import ADDED_FOLDERS, ALIASES, stems, with_ancestors
from wirelens.model.facts import FileFacts

_ATTRIBUTES = tuple(field.name for field in fields(FileFacts))


class Unread(Enum):
    """In the place of facts: the file is there and was not read."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD


class NotedFiles(Mapping[str, FileFacts]):
    """Looks like a dictionary of facts by file key, in the order of the keys.

    Most attributes of most files are empty. That one is empty is noted once for all files: who looked at one that was is in doubt when any
    other becomes empty, or no longer is.
    """

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._key = object()
        self._facts: dict[str, FileFacts] = {}
        self._noted: dict[str, FileFacts] = {}
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        self._keys: list[str] = []
        memo.put(0, self._key)

    def put(self, file: str, facts: FileFacts | None) -> None:
        """Takes in the new facts of a file; None: there are none, or no longer."""
        before = self._facts.get(file)
        if before is facts:
            return
        if facts is None:
            del self._facts[file], self._noted[file]
        else:
            self._facts[file] = facts
            self._noted.setdefault(file, cast("FileFacts", _NotedFacts(self, file)))
        if (before is None) != (facts is None):
            _keep(self._keys, file, is_in=facts is not None)
            self._memo.put(self._memo.get(self._key) + 1, self._key)
            self._memo.put(facts is not None or None, self._key, file)
        for name in _ATTRIBUTES:
            old, new = getattr(before, name, None) or None, getattr(facts, name, None) or None
            if (old is None) != (new is None):
                _keep(self._having[name], file, is_in=new is not None)
                self._memo.put((self._memo.get(self._key, name) or 0) + 1, self._key, name)
            if self._memo.has(self._key, file, name):
                self._memo.put(new, self._key, file, name)

    def raw(self, file: str) -> FileFacts | None:
        """The facts of a file as they were put in, for who is not to be noted."""
        return self._facts.get(file)

    def read(self, file: str, name: str) -> Any:  # noqa: ANN401 - each attribute has its own type
        """An attribute of a file's facts."""
        facts = self._facts.get(file)
        value = None if facts is None else getattr(facts, name)
        if value:
            self._memo.put(value, self._key, file, name)
            self._memo.get(self._key, file, name)
        else:
            self._memo.get(self._key, name)
        return value

    def having(self, *names: str) -> "Having":
        """The same, where only files that have one of these attributes are gone through."""
        return Having(self, names)

    def keys_having(self, name: str) -> list[str]:
        """The files that have an attribute, in order."""
        self._memo.get(self._key, name)
        return self._having[name]

    def __getitem__(self, file: str) -> FileFacts:
        self._memo.put(file in self._facts or None, self._key, file)
        self._memo.get(self._key, file)
        return self._noted[file]

    def __iter__(self) -> Iterator[str]:
        self._memo.get(self._key)
        return iter(self._keys)

    def __len__(self) -> int:
        self._memo.get(self._key)
        return len(self._keys)


class Having(Mapping[str, FileFacts]):
    """Facts by file key, where only some files are gone through."""

    def __init__(self, files: NotedFiles, names: tuple[str, ...]) -> None:
        self._files = files
        self._names = names

    def __getitem__(self, file: str) -> FileFacts:
        return self._files[file]

    def __iter__(self) -> Iterator[str]:
        if len(self._names) == 1:
            return iter(self._files.keys_having(self._names[0]))
        return iter(sorted({file for name in self._names for file in self._files.keys_having(name)}))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _NotedFacts:
    """Looks like the facts of a file."""

    __slots__ = ("_file", "_files")

    __dataclass_fields__ = FileFacts.__dataclass_fields__

    def __init__(self, files: NotedFiles, file: str) -> None:
        self._files = files
        self._file = file

    @property
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride] - so that `replace` makes what this stands for
        return FileFacts

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the facts have it
        return self._files.read(self._file, name)


class Listing:
    """Which files there are, read or not, by their stems, and from which folders modules are imported, as `Modules` asks for them."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._files: set[str] = set()
        self._by_stem: defaultdict[str, set[str]] = defaultdict(set)
        self._added: dict[str, tuple[str, ...]] = {}
        self._aliases: defaultdict[str, dict[str, tuple[tuple[str, str], ...]]] = defaultdict(dict)
        self._adding: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def put(self, file: str, facts: FileFacts | Unread | None) -> bool:
        """Takes in a file, that it is not read, or that it is gone (None). Answers whether any import may mean something else now."""
        is_other = self._put_folders(file, facts.import_folders if isinstance(facts, FileFacts) else ())
        is_other |= self._put_aliases(file, facts.import_aliases if isinstance(facts, FileFacts) else ())
        return self._put_file(file, is_there=facts is not None) or is_other

    def _put_folders(self, file: str, folders: tuple[str, ...]) -> bool:
        before = self._added.get(file, ())
        if before == folders:
            return False
        self._added[file] = folders
        for root in with_ancestors(dirname(file)):
            added = self._adding[root]
            added.update(folders)
            added.subtract(before)
            self._memo.put(tuple(sorted(+added)) or None, ADDED_FOLDERS, root)
        return True

    def _put_aliases(self, file: str, aliases: tuple[tuple[str, str], ...]) -> bool:
        folder = self._aliases[dirname(file)]
        if folder.get(file, ()) == aliases:
            return False
        folder[file] = aliases
        self._memo.put(tuple(each for _, own in sorted(folder.items()) for each in own) or None, ALIASES, dirname(file))
        return True

    def _put_file(self, file: str, *, is_there: bool) -> bool:
        if (file in self._files) == is_there:
            return False
        (self._files.add if is_there else self._files.discard)(file)
        for stem in stems(file):
            (self._by_stem[stem].add if is_there else self._by_stem[stem].discard)(file)
            if self._memo.has(Listing, stem):
                self._memo.put((self._memo.get(Listing, stem) or 0) + 1, Listing, stem)
        return True

    def named(self, stem: str) -> Collection[str]:
        """The files that there are of a stem."""
        self._memo.get(Listing, stem)
        return self._by_stem.get(stem, ())

    def __len__(self) -> int:
        return len(self._files)


def _keep(keys: list[str], key: str, *, is_in: bool) -> None:
    if is_in:
        insort(keys, key)
    else:
        keys.remove(key)
