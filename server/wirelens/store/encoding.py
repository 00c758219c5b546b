"""Values of the model as bytes and back, without anything that could run: MessagePack of plain lists.

A dataclass becomes the list of its fields, one of several (`Literal | Name | …`) begins with its number among them. Names of classes are
never written: who plants a file can make other values of the model of it, and nothing else.
"""

# ruff: noqa: ANN401  # it is about values of any type

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from sys import intern
from typing import Any, ClassVar, Generic, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

Value = TypeVar("Value")
Change = Callable[[Any], Any]
"""What turns a value into what MessagePack knows, or back."""

_PLAIN = (str, int, bool, float, bytes, type(None))

_SHARED = frozenset({str, int})
"""What is made of these alone comes back as one object for all that are equal: thousands of files have the same positions and names."""

_MOST_SHARED = 100_000
"""Objects of one type, so that those of files that are gone do not stay for ever."""


class ForeignValueError(Exception):
    """The bytes are not what this type is written as."""


class Encoding(Generic[Value]):
    """How values of one type of the model are written. Making one looks through the type's annotations: keep it."""

    _known: ClassVar[dict[Any, "_Form"]] = {}

    def __init__(self, kind: type[Value]) -> None:
        """Raises TypeError for a type that is made of more than dataclasses, tuples, mappings, sets and plain values."""
        self._form = _form(kind, Encoding._known)

    def encode(self, value: Value) -> bytes:
        """The value as bytes.

        Raises:
            UnicodeEncodeError: a text in it has no UTF-8.
        """
        return msgspec.msgpack.encode(self._form.forth(value))

    def decode(self, written: bytes) -> Value:
        """The value again.

        Raises:
            ForeignValueError: somebody else wrote the bytes.
        """
        try:
            return self._form.back(msgspec.msgpack.decode(written))
        except (msgspec.MsgspecError, TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
            raise ForeignValueError from error


def _same(value: Any) -> Any:
    return value


class _Form:
    """Both ways of one type. They are set once the type's own parts are known, which may hold it again."""

    __slots__ = ("back", "forth", "is_plain")

    def __init__(self, *, is_plain: bool) -> None:
        self.is_plain = is_plain
        self.forth: Change = _same
        self.back: Change = _same


def _form(kind: Any, known: dict[Any, _Form]) -> _Form:
    if kind in known:
        return known[kind]
    origin = get_origin(kind)
    form = known[kind] = _Form(is_plain=kind in _PLAIN or origin is Literal)
    if form.is_plain:
        return form
    if is_dataclass(kind):
        _dataclass(kind, form, known)
    elif origin in (Union, types.UnionType):
        _union(get_args(kind), form, known)
    elif origin is tuple:
        _tuple(get_args(kind), form, known)
    elif origin is frozenset:
        _frozenset(get_args(kind)[0], form, known)
    elif origin is Mapping:
        _mapping(get_args(kind), form, known)
    else:
        del known[kind]
        raise TypeError(f"no form for {kind}")
    return form


def _dataclass(kind: Any, form: _Form, known: dict[Any, _Form]) -> None:
    names = [field.name for field in fields(kind)]
    hints = get_type_hints(kind)
    parts = [_form(hints[name], known) for name in names]
    changed = [(at, part) for at, part in enumerate(parts) if not part.is_plain]
    read: Change = attrgetter(*names)
    is_single = len(names) == 1

    def forth(value: Any) -> list[Any]:
        row: list[Any] = [read(value)] if is_single else list(read(value))
        for at, part in changed:
            row[at] = part.forth(row[at])
        return row

    texts = [at for at, name in enumerate(names) if hints[name] is str]

    def back(row: Any) -> Any:
        for at in texts:
            row[at] = intern(row[at])
        for at, part in changed:
            row[at] = part.back(row[at])
        return kind(*row)

    form.forth, form.back = forth, _shared(back) if _SHARED.issuperset(map(hints.__getitem__, names)) else back


def _shared(back: Change) -> Change:
    made: dict[tuple[Any, ...], Any] = {}

    def found(row: Any) -> Any:
        key = tuple(row)
        value = made.get(key)
        if value is None:
            if len(made) >= _MOST_SHARED:
                made.clear()
            value = made[key] = back(row)
        return value

    return found


def _union(options: tuple[Any, ...], form: _Form, known: dict[Any, _Form]) -> None:
    """What may be nothing is written as it is. A dataclass among others is a list, its number first; plain values are no lists."""
    made = [option for option in options if not _form(option, known).is_plain]
    form.is_plain = not made
    if len(made) == 1 and set(options) == {made[0], type(None)}:
        only = known[made[0]]
        form.forth = lambda value: None if value is None else only.forth(value)
        form.back = lambda row: None if row is None else only.back(row)
        return
    if not all(is_dataclass(option) for option in made):
        raise TypeError(f"no form for one of {options}")
    forms = [known[option] for option in made]
    numbers = {option: at for at, option in enumerate(made)}

    def forth(value: Any) -> Any:
        number = numbers.get(type(value))
        return value if number is None else (number, forms[number].forth(value))

    def back(row: Any) -> Any:
        if type(row) is not list:
            return row
        number, inner = cast("tuple[int, Any]", row)
        return forms[number].back(inner)

    form.forth, form.back = forth, back


def _tuple(parts: tuple[Any, ...], form: _Form, known: dict[Any, _Form]) -> None:
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004  # `tuple[X, ...]`
        part = _form(parts[0], known)
        form.forth = lambda value: [part.forth(each) for each in value]
        form.back = lambda row: tuple([part.back(each) for each in row])
        if part.is_plain:
            form.forth, form.back = list, tuple
        return
    forms = [_form(each, known) for each in parts]
    form.forth = lambda value: [part.forth(each) for part, each in zip(forms, value, strict=True)]
    form.back = lambda row: tuple([part.back(each) for part, each in zip(forms, row, strict=True)])


def _frozenset(part: Any, form: _Form, known: dict[Any, _Form]) -> None:
    inner = _form(part, known)
    form.forth = lambda value: sorted(inner.forth(each) for each in value)
    form.back = lambda row: frozenset(inner.back(each) for each in row)


def _mapping(parts: tuple[Any, ...], form: _Form, known: dict[Any, _Form]) -> None:
    key, value = (_form(part, known) for part in parts)
    form.forth = lambda mapping: [(key.forth(name), value.forth(each)) for name, each in mapping.items()]
    form.back = lambda rows: {key.back(name): value.back(each) for name, each in rows}
