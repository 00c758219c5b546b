"""What names are bound to: in the scopes, so that dialects can follow them, and as facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Name, Result
from wirelens.model.facts import Binding
from wirelens.scan.javascript.conditional_values import is_query, plain_text
from wirelens.scan.javascript.joined_values import joined
from wirelens.scan.javascript.module import Module, Target
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.sequence import follows, is_used_between
from wirelens.scan.javascript.syntax import FUNCTIONS, arguments_of, children, dotted_name, key_of, pattern_names, unwrapped
from wirelens.scan.javascript.values import expression, member_expression
from wirelens.scan.javascript.visibility import is_parameter, seen_from_outside
from wirelens.scan.preorder import descendants
from wirelens.scan.text import LineIndex

_NAMING_CALLS = frozenset({"useCallback", "useEffectEvent", "memo", "forwardRef", "observer", "debounce", "throttle"})
"""Calls whose result is, to its readers, the function that they are given."""


_BUILT_IN = frozenset(
    {"URL", "URLSearchParams", "Date", "Map", "Set", "WebSocket", "EventSource", "AbortController", "FormData", "Promise"}
)
"""Classes of the language's environment, which no file of a workspace defines."""

_REQUEST_OPTIONS = frozenset({"method", "url", "baseURL"})
"""Members of a request's options that say which request it is."""

_MOST_PARTS = 32
"""What is made of itself again and again (`a += a`) would grow without end."""

_DEEPEST_OBJECT = 8
"""Members of objects further down are not names that people write."""


class _Value(NamedTuple):
    """A name bound to a value, still to be read: names that it is made of may be bound further down."""

    target: Target
    scope: Scope
    value: Node | None
    keys: tuple[str, ...] = ()
    adds: bool = False


class Bindings:
    """The bindings of one file, in the order in which they were found."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._values: list[_Value] = []
        self._exports: list[Binding] = []

    def bind(self, target: Target, scope: Scope, value: Node | None, keys: tuple[str, ...] = (), default: Node | None = None) -> None:
        """Bind a name to `value`, written in `scope`, or to the member of it that `keys` lead to; None: to something unknown."""
        target.scope.names.setdefault(target.name, []).append(Bound(scope, value, keys, default=default))
        self._values.append(_Value(target, scope, value, keys))

    def bind_value(self, target: Target, value: Node, scope: Scope) -> None:
        """Bind a name to a whole value, and the names of its members (`API.base`) to theirs."""
        pending = [(target, value)]
        while pending:
            at, each = pending.pop()
            self._module.targets[each.id] = at
            named = named_function(each, self._text)
            if named is not None:
                self._module.targets[named.id] = at
                at.scope.names.setdefault(at.name, []).append(Bound(scope, named))
                continue
            # What stands in where nothing is given says nothing of what is given.
            is_given = any(not bound.is_known for bound in at.scope.names.get(at.name, ()))
            self.bind(at, scope, each)
            # An object that is kept in a field is state, which changes; one under a name is a table of constants.
            is_table = each.type == "object" and at.name.count(".") < _DEEPEST_OBJECT and not at.name.startswith("this.")
            if is_table and not is_given:
                members = list(_members(each, self._text))
                inner = [(Target(at.scope, f"{at.name}.{key}", node), member) for key, node, member in members]
                pending.extend(reversed(inner))
                self._exports.extend(
                    Binding(at.scope.inner(at.name), f"this.{key}", Name(f"{at.name}.{key}"), self._text.span_of(node))
                    for key, node, member in members
                    if member.type == "method_definition"
                )

    def take_apart(self, pattern: Node, value: Node, owner: Scope, scope: Scope) -> None:
        """Bind the names of a pattern to parts of a value; what a call gives is given a name of its own, so that its members have one."""
        call = unwrapped(value)
        if call.type == "call_expression":
            self._values.append(_Value(Target(owner, _call_name(call, self._text), call), scope, call))
        for name, keys, default, taken in pattern_names(pattern):
            known = value if keys is not None and not lacks_request(taken, self._text) else None
            target = Target(owner, self._text.text_of(name), name)
            self.bind(target, scope, known, tuple(map(self._text.text_of, keys or ())), default)

    def hide(self, target: Target, default: Node | None = None) -> None:
        """Bind a name to something unknown, so that it hides what is called the same further out."""
        self.bind(target, target.scope, None, default=default)

    def keep(self, target: Target) -> None:
        """An object keeps what its constructor is given for the parameter that is called the same (TypeScript's `private url: string`)."""
        self._exports.append(Binding(target.scope.name, target.name, Hole(target.name.rpartition(".")[2]), self._text.span_of(target.node)))

    def method(self, owner: Scope, name: str, node: Node, named: Node) -> None:
        """Bind what is called `name` on the object to its function: `this.name`, where the object's own functions use it."""
        owner.names.setdefault(f"this.{name}", []).append(Bound(owner, node))
        full = owner.inner(name)
        self._exports.append(Binding(owner.name, f"this.{name}", Name(full), self._text.span_of(named)))

    def add(self, target: Target, scope: Scope, value: Node) -> None:
        """Add text to what a name is bound to (`url += …`). A query changes no path; anything else makes the value unknown."""
        self._values.append(_Value(target, scope, value, adds=True))
        bounds = target.scope.names.setdefault(target.name, [])
        if not is_query(self._module.expression(value, scope)) and (not bounds or bounds[-1].is_known):
            bounds.append(Bound(scope))

    def export(self, exported: str, local: str, node: Node) -> None:
        """Export what is called `local` in the module by another name."""
        self._exports.append(Binding("", exported, Name(local), self._text.span_of(node)))

    def facts(self) -> list[Binding]:
        """The names bound in the scopes that facts know, with their values. To be asked when the walk is over."""
        found: dict[tuple[Scope, str], list[tuple[_Value, Binding]]] = {}
        for value in self._values:
            if value.target.scope.kind != "block":
                before = found.setdefault((value.target.scope, value.target.name), [])
                binding = self._binding(value)
                if before and value.value is not None and (value.adds or self._mentions(value.value, value.target.name)):
                    self._change(before, value, binding)
                elif binding is not None:
                    before.append((value, binding))
        return [binding for values in found.values() for _, binding in values] + self._exports

    def _mentions(self, value: Node, name: str) -> bool:
        return any(self._text.text_of(word) == name for word in descendants(value, "identifier"))

    def _change(self, before: list[tuple[_Value, Binding]], value: _Value, binding: Binding | None) -> None:
        """What a name stands for once it is made of what it was: `url = url.replace(…)`, `url += "/last"`."""
        if binding is None or binding.value == Name(value.target.name):  # no other path
            return
        last, so_far = before[-1]
        is_follower = last.keys == () and follows(last.target.node, value.target.node)
        if not is_follower:
            before.append((value, binding))
            return
        made: Expression = Hole(value.target.name)
        if len(before) == 1 and value.value is not None and not is_used_between(last.target.node, value.target.node, self._text):
            made = expression(value.value, value.scope, self._text, {value.target.name: so_far.value})
            made = joined([so_far.value, made]) if value.adds else made
        is_unknown = (isinstance(made, Hole) and made.kind != "route") or _parts_of(made) > _MOST_PARTS
        before[:] = [(value, replace(so_far, value=Hole(value.target.name) if is_unknown else made))]

    def _binding(self, bound: _Value) -> Binding | None:
        name = bound.target.name
        hole = Hole(name.rpartition(".")[2])
        value: Expression = hole
        is_given = False
        if bound.value is not None and bound.keys:
            called = unwrapped(bound.value)
            value = member_expression(bound.value, bound.keys, self._text) or hole
            if called.type == "call_expression" and isinstance(self._module.expression(called, bound.scope), Result):
                value = Name(".".join((_call_name(called, self._text), *bound.keys)))
        elif bound.value is not None:
            found = self.made(bound.value) or self._module.expression(bound.value, bound.scope)
            if bound.target.scope.kind == "class":
                found = seen_from_outside(found, bound.scope, self._module)
                is_given = isinstance(found, Hole) and is_parameter(found.name, bound.scope)
            is_given |= isinstance(found, Hole) and found.kind == "route"
            if bound.adds and is_query(found):
                return None
            value = hole if bound.adds or (isinstance(found, Hole) and not is_given) else found
        if name.startswith("<") and "." not in name and not isinstance(value, Result):
            return None
        if "." in name and not name.startswith("this.") and (value == hole or plain_text(value) == ""):
            return None  # what says nothing, or is there to be filled, hides nothing either: its object does
        return Binding(bound.target.scope.name, name, value, self._text.span_of(bound.target.node))

    def made(self, value: Node) -> Result | None:
        """The class that a value is a new instance of."""
        value = unwrapped(value)
        constructor = value.child_by_field_name("constructor") if value.type == "new_expression" else None
        dotted = dotted_name(constructor, self._text) if constructor is not None else None
        return Result(dotted) if dotted is not None and dotted not in _BUILT_IN else None


def _parts_of(value: Expression) -> int:
    """Of how many parts a value is made."""
    match value:
        case Join(parts) | Choice(parts) | Result(_, parts):
            return 1 + sum(map(_parts_of, parts))
        case Environment(_, default) if default is not None:
            return 1 + _parts_of(default)
        case _:
            return 1


def lacks_request(taken: Iterable[Node], text: LineIndex) -> bool:
    """Whether `...rest` is left without what says which request is sent, so that it is not the same as the whole."""
    return any(text.text_of(key) in _REQUEST_OPTIONS for key in taken)


def _call_name(call: Node, text: LineIndex) -> str:
    position = text.position(call.start_byte)
    return f"<{position.line + 1}:{position.column + 1}>"


def instance_property(name: str) -> str | None:
    """What every component has as `this.…` once `name` is assigned to (`Vue.prototype.$http`, `app.config.globalProperties.$http`)."""
    owner, _, property_name = name.rpartition(".")
    return f"this.{property_name}" if owner.endswith((".prototype", "globalProperties")) and property_name.startswith("$") else None


def named_function(value: Node, text: LineIndex) -> Node | None:
    """The function that a value is: a literal, or one given to a call that only wraps it."""
    if value.type == "call_expression":
        function, arguments = value.child_by_field_name("function"), arguments_of(value)
        callee = dotted_name(function, text) if function is not None and arguments else None
        if callee is None or callee.rpartition(".")[2] not in _NAMING_CALLS:
            return None
        value = unwrapped(arguments[0])
    return value if value.type in FUNCTIONS or value.type == "method_definition" else None


def _members(node: Node, text: LineIndex) -> Iterator[tuple[str, Node, Node]]:
    """The members of an object literal: name, the node of the name, and the value."""
    for child in children(node):
        is_method = child.type == "method_definition"
        key = child.child_by_field_name("name" if is_method else "key")
        value = child if is_method else child.child_by_field_name("value")
        name = key_of(child, text)
        if child.type == "shorthand_property_identifier":
            yield text.text_of(child), child, child
        elif name is not None and key is not None and value is not None:
            yield name, key, unwrapped(value)
