"""The one pass over a file's tree: scopes and names, functions and classes, and every call where it stands."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node, Tree

from wirelens.model.expression import Expression, Hole, Name
from wirelens.model.facts import Binding, Class, Function, Import, Parameter, Problem
from wirelens.scan.javascript.imports import exported_names, imports_of, reexports_of, required_imports
from wirelens.scan.javascript.module import CallSite, Module, Target
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.syntax import (
    FUNCTIONS,
    arguments_of,
    children,
    dotted_name,
    first_token,
    key_of,
    pattern_names,
    unwrapped,
)
from wirelens.scan.javascript.values import is_query, member_expression, plain_text
from wirelens.scan.text import LineIndex

_NAMING_CALLS = frozenset({"useCallback", "useEffectEvent", "memo", "forwardRef", "observer", "debounce", "throttle"})
"""Calls whose result is, to its readers, the function that they are given."""

_CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})


class _Opened(NamedTuple):
    """A scope that the walk is in, until byte `end`."""

    scope: Scope
    end: int


class _Value(NamedTuple):
    """A name bound to a value, still to be read: names that it is made of may be bound further down."""

    target: Target
    scope: Scope
    value: Node | None
    keys: tuple[str, ...] = ()
    adds: bool = False


class Walk:
    """What one pass over a tree found. The module's names are complete only when the walk is over."""

    def __init__(self, module: Module, *, is_component: bool) -> None:
        self.module = module
        self.imports: list[Import] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.problems: list[Problem] = []
        self.calls: list[CallSite] = []
        self._is_component = is_component
        self._text = module.text
        self._values: list[_Value] = []
        self._exports: list[Binding] = []
        self._opened = [_Opened(module.scope, len(module.text.source) + 1)]
        self._function_bodies: set[int] = set()
        self._error_until = 0
        self._visitors: dict[str, Callable[[Node, Scope], None]] = {
            "import_statement": self._import,
            "export_statement": self._export,
            "lexical_declaration": self._declaration,
            "variable_declaration": self._declaration,
            "enum_declaration": self._enum,
            "statement_block": self._block,
            "switch_body": self._block,
            "for_statement": self._block,
            "for_in_statement": self._loop,
            "catch_clause": self._catch,
            "pair": self._pair,
            "method_definition": self._function,
            "field_definition": self._field,
            "public_field_definition": self._field,
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
            "call_expression": self._call,
            "new_expression": self._call,
            "ERROR": self._error,
            **dict.fromkeys(FUNCTIONS, self._function),
            **dict.fromkeys(_CLASSES, self._class),
        }

    def over(self, tree: Tree) -> None:
        """Visit every node that says something, in the order of the source."""
        for node in _preorder(tree):
            visitor = self._visitors.get(node.type)
            if visitor is not None and node.is_named:
                while node.start_byte >= self._opened[-1].end:
                    self._opened.pop()
                visitor(node, self._opened[-1].scope)

    def bindings(self) -> list[Binding]:
        """The names bound in the scopes that facts know, with their values. To be asked when the walk is over."""
        found = (self._binding(value) for value in self._values if value.target.scope.kind != "block")
        return [binding for binding in found if binding is not None] + self._exports

    def _binding(self, bound: _Value) -> Binding | None:
        name = bound.target.name
        hole = Hole(name.rpartition(".")[2])
        value: Expression = hole
        if bound.value is not None and bound.keys:
            value = member_expression(bound.value, bound.keys, self._text) or hole
        elif bound.value is not None:
            found = self.module.expression(bound.value, bound.scope)
            if bound.adds and is_query(found):
                return None
            value = hole if bound.adds or isinstance(found, Hole) else found
        if "." in name and not name.startswith("this.") and (value == hole or plain_text(value) == ""):
            return None  # what says nothing, or is there to be filled, hides nothing either: its object does
        return Binding(bound.target.scope.name, name, value, self._text.span_of(bound.target.node))

    def _error(self, node: Node, _scope: Scope) -> None:
        if node.start_byte >= self._error_until:
            self.problems.append(Problem("syntax", self._text.span_of(node)))
            self._error_until = node.end_byte

    def _import(self, node: Node, scope: Scope) -> None:
        for imported in imports_of(node, self._text):
            self._bring_in(imported, scope)

    def _bring_in(self, imported: Import, scope: Scope) -> None:
        self.imports.append(imported)
        scope.names.setdefault(imported.name, []).append(Bound(scope, imported=imported))

    def _export(self, node: Node, scope: Scope) -> None:
        if node.child_by_field_name("source") is not None:
            self.imports.extend(reexports_of(node, self._text))
            return
        for exported, local, name in exported_names(node, self._text):
            if exported != local:
                self._is_exported(exported, local, name)
        value, declared = node.child_by_field_name("value"), node.child_by_field_name("declaration")
        if value is not None:
            self._export_default(unwrapped(value), node, scope)
        elif declared is not None and any(child.type == "default" for child in node.children):
            name = declared.child_by_field_name("name")
            if name is None:
                self._export_default(declared, node, scope)
            else:
                self._is_exported("default", self._text.text_of(name), name)

    def _is_exported(self, exported: str, local: str, node: Node) -> None:
        self._exports.append(Binding("", exported, Name(local), self._text.span_of(node)))

    def _export_default(self, value: Node, node: Node, scope: Scope) -> None:
        if self._is_component and value.type == "object":
            return  # nobody imports a component's options one by one
        keyword = next((child for child in node.children if child.type == "default"), node)
        self._bind_value(Target(self.module.scope, "default", keyword), value, scope)

    def _declaration(self, node: Node, scope: Scope) -> None:
        is_var = node.type == "variable_declaration"
        for declarator in children(node):
            pattern = declarator.child_by_field_name("name")
            if declarator.type == "variable_declarator" and pattern is not None:
                value = declarator.child_by_field_name("value")
                self._declare(pattern, value, scope.function() if is_var else scope, scope)

    def _declare(self, pattern: Node, value: Node | None, owner: Scope, scope: Scope) -> None:
        if value is not None:
            required = required_imports(pattern, value, owner.name, self._text)
            for imported in required:
                self._bring_in(imported, owner)
            if required:
                return
        if pattern.type == "identifier":
            # Without a value it is bound where it is first assigned to.
            if value is None:
                owner.names.setdefault(self._text.text_of(pattern), [])
            else:
                self._bind_value(Target(owner, self._text.text_of(pattern), pattern), unwrapped(value), scope)
            return
        for name, keys in pattern_names(pattern):
            known = value if keys is not None else None
            self._bind(Target(owner, self._text.text_of(name), name), scope, known, tuple(map(self._text.text_of, keys or ())))

    def _bind(self, target: Target, scope: Scope, value: Node | None, keys: tuple[str, ...] = ()) -> None:
        target.scope.names.setdefault(target.name, []).append(Bound(scope, value, keys))
        self._values.append(_Value(target, scope, value, keys))

    def _bind_value(self, target: Target, value: Node, scope: Scope) -> None:
        """Bind a name to a whole value, and the names of its members (`API.base`) to theirs."""
        pending = [(target, value)]
        while pending:
            at, each = pending.pop()
            self.module.targets[each.id] = at
            named = _named_function(each, self._text)
            if named is not None:
                self.module.targets[named.id] = at
                at.scope.names.setdefault(at.name, []).append(Bound(scope, named))
                continue
            self._bind(at, scope, each)
            if each.type == "object":
                inner = [(Target(at.scope, f"{at.name}.{key}", node), member) for key, node, member in _members(each, self._text)]
                pending.extend(reversed(inner))

    def _enum(self, node: Node, scope: Scope) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return
        own = self._text.text_of(name)
        self._bind(Target(scope, own, name), scope, None)
        for member in children(body):
            value = member.child_by_field_name("value") if member.type == "enum_assignment" else None
            key = key_of(member, self._text) if value is not None else None
            if key is not None:
                self._bind(Target(scope, f"{own}.{key}", member), scope, value)

    def _block(self, node: Node, scope: Scope) -> None:
        if node.id not in self._function_bodies:
            self._opened.append(_Opened(Scope(scope.name, "block", scope), node.end_byte))

    def _loop(self, node: Node, scope: Scope) -> None:
        self._hidden_in_block(node, node.child_by_field_name("left") if node.child_by_field_name("kind") is not None else None, scope)

    def _catch(self, node: Node, scope: Scope) -> None:
        self._hidden_in_block(node, node.child_by_field_name("parameter"), scope)

    def _hidden_in_block(self, node: Node, pattern: Node | None, scope: Scope) -> None:
        block = Scope(scope.name, "block", scope)
        self._opened.append(_Opened(block, node.end_byte))
        for name, _ in pattern_names(pattern) if pattern is not None else ():
            block.names.setdefault(self._text.text_of(name), []).append(Bound(block))

    def _pair(self, node: Node, scope: Scope) -> None:
        value, key = node.child_by_field_name("value"), node.child_by_field_name("key")
        named = _named_function(unwrapped(value), self._text) if value is not None else None
        name = key_of(node, self._text)
        if named is not None and key is not None and name is not None and named.id not in self.module.targets:
            self.module.targets[named.id] = Target(scope, name, key)

    def _field(self, node: Node, scope: Scope) -> None:
        value, name = node.child_by_field_name("value"), key_of(node, self._text)
        key = node.child_by_field_name("property") or node.child_by_field_name("name")
        if value is None or name is None or key is None:
            return
        value = unwrapped(value)
        is_static = any(child.type == "static" for child in node.children)
        is_member = is_static or _named_function(value, self._text) is not None
        self._bind_value(Target(scope, name if is_member else f"this.{name}", key), value, scope)

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        name = dotted_name(left, self._text) if left is not None else None
        if left is None or right is None or name is None:
            return
        value = unwrapped(right)
        if left.type == "identifier":
            self._bind_value(Target(scope.holding(name) or self.module.scope, name, left), value, scope)
        elif name.startswith(("module.exports", "exports.")):
            exported = name.removeprefix("module.").removeprefix("exports").removeprefix(".")
            self._bind_value(Target(self.module.scope, exported or "default", left), value, scope)
            if exported:  # who requires the module whole asks for a member of its default
                self._is_exported(f"default.{exported}", exported, left)
        elif name.startswith("this.") and name.count(".") == 1:
            owner = scope.enclosing_class()
            if owner is not None:
                self._bind_value(Target(owner, name, left), value, scope)
        else:
            target = Target(scope, name, left)
            self.module.assignments.append((target, value))
            named = _named_function(value, self._text)
            if named is not None:
                self.module.targets[named.id] = target

    def _augmented(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or left.type != "identifier":
            return
        name = self._text.text_of(left)
        owner = scope.holding(name) or self.module.scope
        self._values.append(_Value(Target(owner, name, left), scope, unwrapped(right), adds=True))
        if not is_query(self.module.expression(right, scope)):
            owner.names.setdefault(name, []).append(Bound(scope))

    def _call(self, node: Node, scope: Scope) -> None:
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if function is None:
            return
        # The grammar of TypeScript reads `await f<T>()` as a call of `await f`.
        called = unwrapped(function) if function.type == "await_expression" else function
        callee = dotted_name(called, self._text)
        start = called.start_byte if called is not function else node.start_byte
        site = CallSite(node, unwrapped(called), scope, callee, arguments_of(node), start)
        if node.type == "new_expression":
            self.module.constructions.append(site)
            return
        self.calls.append(site)
        self.module.calls.setdefault(callee.rpartition(".")[2] if callee is not None else "", []).append(site)

    def _class(self, node: Node, scope: Scope) -> None:
        target = self.module.targets.get(node.id)
        name_node = node.child_by_field_name("name") or (target.node if target is not None else None)
        body = node.child_by_field_name("body")
        if name_node is None or body is None:
            return
        name = target.name if target is not None else self._text.text_of(name_node)
        if target is None:
            scope.names.setdefault(name, []).append(Bound(scope))
        self.classes.append(Class(scope.name, name, self._text.span_of(name_node), self._text.span_of(node), tuple(self._bases(node))))
        self._opened.append(_Opened(Scope(scope.inner(name), "class", scope), node.end_byte))

    def _bases(self, node: Node) -> Iterator[str]:
        for heritage in node.named_children:
            if heritage.type == "class_heritage":
                for base in children(heritage):
                    value = base.child_by_field_name("value") if base.type == "extends_clause" else base
                    if value is not None and base.type != "implements_clause":
                        yield self._text.text_of(value)

    def _function(self, node: Node, scope: Scope) -> None:
        target, name_node = self.module.targets.get(node.id), node.child_by_field_name("name")
        if target is not None:
            owner, name, named = target.scope, target.name, target.node
        elif name_node is not None:
            owner, name, named = scope, key_of(node, self._text) or self._text.text_of(name_node), name_node
            if node.type in {"function_declaration", "generator_function_declaration"}:
                scope.names.setdefault(name, []).append(Bound(scope, node))
        else:
            owner, name, named = scope, f"<{self._text.position(node.start_byte).line + 1}>", first_token(node)
        inner = Scope(owner.inner(name), "function", scope)
        parameters = tuple(self._parameters(node, inner))
        is_async = any(child.type == "async" for child in node.children)
        self.functions.append(
            Function(owner.name, name, self._text.span_of(named), self._text.span_of(node), parameters, is_async=is_async)
        )
        body = node.child_by_field_name("body")
        if body is not None:
            self._function_bodies.add(body.id)
        self._opened.append(_Opened(inner, node.end_byte))

    def _parameters(self, function: Node, inner: Scope) -> Iterator[Parameter]:
        listed, single = function.child_by_field_name("parameters"), function.child_by_field_name("parameter")
        for child in children(listed) if listed is not None else [single] if single is not None else []:
            pattern = child.child_by_field_name("pattern") or child.child_by_field_name("left") or child
            default = child.child_by_field_name("value") or child.child_by_field_name("right")
            annotated = child.child_by_field_name("type")
            names = [name for name, _ in pattern_names(pattern)]
            for name in names:
                known = self._text.text_of(name)
                inner.names.setdefault(known, []).append(Bound(inner))
                if pattern.type != "identifier":
                    self._values.append(_Value(Target(inner, known, name), inner, None))
            words = ", ".join(map(self._text.text_of, names))
            shown = {"identifier": words, "rest_pattern": f"...{words}"}.get(pattern.type, f"{{{words}}}")
            value = self.module.expression(default, inner) if default is not None else None
            annotation = self._text.text_of(annotated).removeprefix(":").strip() if annotated is not None else None
            yield Parameter(shown, value, annotation)


def _preorder(tree: Tree) -> Iterator[Node]:
    """Every node, parents first. A query would be no faster and takes minutes on hostile nesting."""
    cursor = tree.walk()
    while True:
        node = cursor.node
        if node is not None:
            yield node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def _named_function(value: Node, text: LineIndex) -> Node | None:
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
