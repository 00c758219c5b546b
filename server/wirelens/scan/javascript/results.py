"""What the functions of a file return: a text, a client, another function, or an object whose members others use.

What a function returns is called `<result>` in it: `return {get() {…}}` defines `<result>.get` there.
"""

from tree_sitter import Node

from wirelens.model.expression import Choice, Expression, Hole, Join, Literal, Name
from wirelens.scan.javascript.bindings import Bindings, named_function
from wirelens.scan.javascript.conditional_values import at_home
from wirelens.scan.javascript.guards import function_around
from wirelens.scan.javascript.module import Module, Target
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.syntax import FUNCTIONS, children, dotted_name, key_of, unwrapped

RESULT = "<result>"

_NOTHING = frozenset({"null", "undefined", "false", "true"})
_MOST_OPTIONS = 4
"""A function that returns one of more things than that returns nothing that can be told."""
_DEEPEST_OBJECT = 3


class Results:
    """The values that functions return, by the scope of the function."""

    def __init__(self, module: Module, bindings: Bindings) -> None:
        self._module = module
        self._bindings = bindings
        self._values: dict[Scope, list[tuple[Node, Scope]]] = {}
        self._objects: set[Scope] = set()

    def returned(self, value: Node, scope: Scope) -> None:
        """Take note of a value that is returned in `scope`, before anything inside of it is looked at."""
        value, owner = unwrapped(value), scope.function()
        if value.type in _NOTHING or owner.kind == "module":
            return
        self._values.setdefault(owner, []).append((value, scope))
        owner.names.setdefault(RESULT, []).append(Bound(scope, value))
        target = Target(owner, RESULT, value)
        if value.type == "call_expression":
            self._module.targets.setdefault(value.id, target)
        elif value.type == "object":
            self._name_members(value, target, scope)
        elif value.type in FUNCTIONS:
            self._module.targets.setdefault(value.id, target)
            self._objects.add(owner)

    def of(self, function: Scope) -> Expression | None:
        """What a function returns where that may lead on: to be asked when the walk is over."""
        values = self._values.get(function, [])
        if not values:
            return None
        client = self._module.client(RESULT, function)
        if function in self._objects or (client is not None and client.name == RESULT):
            return Name(RESULT)
        found: dict[Expression, None] = {}
        for value, scope in values:
            text = self._text(value, scope)
            if text is None:
                return None
            found[text] = None
        said = tuple(found)
        if len(said) == 1:
            return said[0]
        base = at_home(said, self._conditions([value for value, _ in values]))
        return base or (Choice(said) if len(said) <= _MOST_OPTIONS else None)

    def _conditions(self, returned: list[Node]) -> str:
        """The text of the function that returns these values, in which its conditions are, without the values: they name hosts, too."""
        function = function_around(returned[0])
        if function is None:
            return ""
        ends = [function.start_byte, *(value.end_byte for value in returned)]
        starts = [*(value.start_byte for value in returned), function.end_byte]
        return "\n".join(self._module.text.text(*between) for between in zip(ends, starts, strict=True))

    def _text(self, value: Node, scope: Scope) -> Expression | None:
        made = self._bindings.made(value)
        found = made or self._module.expression(value, scope)
        first = found.parts[0] if isinstance(found, Join) else found
        is_word = isinstance(found, Literal) and found.text != "" and "/" not in found.text
        return None if isinstance(first, Hole) or is_word else found

    def _name_members(self, node: Node, target: Target, scope: Scope) -> None:
        pending = [(node, target.name, _DEEPEST_OBJECT)]
        while pending:
            each, name, depth = pending.pop()
            for child in children(each):
                is_method = child.type == "method_definition"
                short = child.type == "shorthand_property_identifier"
                key = self._module.text.text_of(child) if short else key_of(child, self._module.text)
                value = child if is_method or short else child.child_by_field_name("value")
                if key is None or value is None:
                    continue
                value = unwrapped(value)
                member = Target(target.scope, f"{name}.{key}", child.child_by_field_name("key") or child)
                if short or named_function(value, self._module.text) is not None or dotted_name(value, self._module.text) is not None:
                    self._bindings.bind_value(member, value, scope)
                elif value.type == "call_expression":
                    self._module.targets.setdefault(value.id, member)
                else:
                    if value.type == "object" and depth > 1:
                        pending.append((value, member.name, depth - 1))
                    continue
                self._objects.add(target.scope)
