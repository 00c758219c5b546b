"""The one pass over a file's tree: scopes and names, functions and classes, and every call where it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from tree_sitter import Node, Tree

from wirelens.model.facts import Class, Function, Import, Problem
from wirelens.scan.javascript.bindings import Bindings, instance_property, named_function
from wirelens.scan.javascript.conditional_values import plain_text
from wirelens.scan.javascript.imports import exported_names, imports_of, reexports_of, required_imports
from wirelens.scan.javascript.module import CallSite, Module, Target
from wirelens.scan.javascript.parameters import annotation_of, parameters_of
from wirelens.scan.javascript.results import Results
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.syntax import (
    CLASSES,
    FUNCTIONS,
    arguments_of,
    bases_of,
    children,
    dotted_name,
    first_token,
    key_of,
    method_of_new,
    pattern_names,
    unwrapped,
)
from wirelens.scan.preorder import preorder

_DEEPEST_SCOPE = 200
"""What is nested deeper is counted to the scope around: looking a name up costs a step a scope."""


class _Opened(NamedTuple):
    """A scope that the walk is in, until byte `end`."""

    scope: Scope
    end: int


class Walk:
    """What one pass over a tree found. The module's names are complete only when the walk is over."""

    def __init__(self, module: Module, *, is_component: bool) -> None:
        self.module = module
        self.imports: list[Import] = []
        self._functions: list[tuple[Function, Scope]] = []
        self.classes: list[Class] = []
        self.problems: list[Problem] = []
        self.calls: list[CallSite] = []
        self._is_component = is_component
        self._text = module.text
        self.bindings = Bindings(module)
        self._results = Results(module, self.bindings)
        self._opened = [_Opened(module.scope, len(module.text.source) + 1)]
        self._function_bodies: set[int] = set()
        self._options: set[int] = set()
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
            "return_statement": self._return,
            "method_definition": self._function,
            "field_definition": self._field,
            "public_field_definition": self._field,
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
            "call_expression": self._call,
            "new_expression": self._call,
            "ERROR": self._error,
            **dict.fromkeys(FUNCTIONS, self._function),
            **dict.fromkeys(CLASSES, self._class),
        }

    def over(self, tree: Tree) -> None:
        """Visit every node that says something, in the order of the source."""
        for node in preorder(tree, self._visitors):
            while node.start_byte >= self._opened[-1].end:
                self._opened.pop()
            self._visitors[node.type](node, self._opened[-1].scope)

    def functions(self) -> list[Function]:
        """The functions with what they return. To be asked when the walk and the dialects are done."""
        returned = ((function, self._results.of(scope)) for function, scope in self._functions)
        return [function if value is None else replace(function, returns=value) for function, value in returned]

    def _return(self, node: Node, scope: Scope) -> None:
        for value in children(node)[:1]:
            self._results.returned(value, scope)

    def _open(self, scope: Scope, end: int) -> None:
        if len(self._opened) < _DEEPEST_SCOPE:
            self._opened.append(_Opened(scope, end))

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
                self.bindings.export(exported, local, name)
        value, declared = node.child_by_field_name("value"), node.child_by_field_name("declaration")
        if value is not None:
            self._export_default(unwrapped(value), node, scope)
        elif declared is not None and any(child.type == "default" for child in node.children):
            name = declared.child_by_field_name("name")
            if name is None:
                self._export_default(declared, node, scope)
            else:
                self.bindings.export("default", self._text.text_of(name), name)

    def _export_default(self, value: Node, node: Node, scope: Scope) -> None:
        if self._is_component and value.type == "object":
            return  # nobody imports a component's options one by one
        keyword = next((child for child in node.children if child.type == "default"), node)
        self.bindings.bind_value(Target(self.module.scope, "default", keyword), value, scope)

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
                self.bindings.bind_value(Target(owner, self._text.text_of(pattern), pattern), unwrapped(value), scope)
            return
        if value is not None:
            self.bindings.take_apart(pattern, value, owner, scope)
            return
        for name in pattern_names(pattern):
            self.bindings.hide(Target(owner, self._text.text_of(name.node), name.node))

    def _enum(self, node: Node, scope: Scope) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return
        own = self._text.text_of(name)
        self.bindings.hide(Target(scope, own, name))
        for member in children(body):
            value = member.child_by_field_name("value") if member.type == "enum_assignment" else None
            key = key_of(member, self._text) if value is not None else None
            if key is not None:
                self.bindings.bind(Target(scope, f"{own}.{key}", member), scope, value)

    def _block(self, node: Node, scope: Scope) -> None:
        if node.id not in self._function_bodies:
            self._open(Scope(scope.name, "block", scope), node.end_byte)

    def _loop(self, node: Node, scope: Scope) -> None:
        self._hidden_in_block(node, node.child_by_field_name("left") if node.child_by_field_name("kind") is not None else None, scope)

    def _catch(self, node: Node, scope: Scope) -> None:
        self._hidden_in_block(node, node.child_by_field_name("parameter"), scope)

    def _hidden_in_block(self, node: Node, pattern: Node | None, scope: Scope) -> None:
        block = Scope(scope.name, "block", scope)
        self._open(block, node.end_byte)
        for name in pattern_names(pattern) if pattern is not None else ():
            block.names.setdefault(self._text.text_of(name.node), []).append(Bound(block))

    def _pair(self, node: Node, scope: Scope) -> None:
        value, key = node.child_by_field_name("value"), node.child_by_field_name("key")
        named = named_function(unwrapped(value), self._text) if value is not None else None
        name = key_of(node, self._text)
        if named is not None and key is not None and name is not None and named.id not in self.module.targets:
            self.module.targets[named.id] = Target(scope, name, key)
            self._options.add(named.id)

    def _field(self, node: Node, scope: Scope) -> None:
        value, name = node.child_by_field_name("value"), key_of(node, self._text)
        key = node.child_by_field_name("property") or node.child_by_field_name("name")
        if name is None or key is None:
            return
        annotation = annotation_of(node, self.module)
        if annotation is not None:
            scope.names.setdefault(f"this.{name}", []).append(Bound(scope, annotation=annotation))
        if value is None:
            return
        value = unwrapped(value)
        is_static = any(child.type == "static" for child in node.children)
        is_member = is_static or named_function(value, self._text) is not None
        is_handed_in = any(child.type == "decorator" for child in node.children)
        if is_handed_in and plain_text(self.module.expression(value, scope)) is not None:  # only its default is written here
            self.bindings.hide(Target(scope, f"this.{name}", key))
            return
        self.bindings.bind_value(Target(scope, name if is_member else f"this.{name}", key), value, scope)

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        name = dotted_name(left, self._text) if left is not None else None
        if left is None or right is None or name is None:
            return
        value = unwrapped(right)
        if left.type == "identifier":
            self.bindings.bind_value(Target(scope.holding(name) or self.module.scope, name, left), value, scope)
        elif name.startswith(("module.exports", "exports.")):
            exported = name.removeprefix("module.").removeprefix("exports").removeprefix(".")
            self.bindings.bind_value(Target(self.module.scope, exported or "default", left), value, scope)
            if exported:  # who requires the module whole asks for a member of its default
                self.bindings.export(f"default.{exported}", exported, left)
        elif name.startswith("this.") and name.count(".") == 1:
            owner = scope.enclosing_class()
            if owner is not None:
                self.bindings.bind_value(Target(owner, name, left), value, scope)
        elif (given := instance_property(name)) is not None:
            self.bindings.bind_value(Target(self.module.scope, given, left), value, scope)
        else:
            target = Target(scope, name, left)
            self.module.assignments.append((target, value))
            owner = scope.holding(name)
            if owner is not None:  # a member of an object is another from here on
                self.bindings.bind(Target(owner, name, left), scope, value)
            named = named_function(value, self._text)
            if named is not None:
                self.module.targets[named.id] = target

    def _augmented(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or left.type != "identifier":
            return
        name = self._text.text_of(left)
        owner = scope.holding(name) or self.module.scope
        self.bindings.add(Target(owner, name, left), scope, unwrapped(right))

    def _call(self, node: Node, scope: Scope) -> None:
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if function is None:
            return
        # The grammar of TypeScript reads `await f<T>()` as a call of `await f`.
        called = unwrapped(function) if function.type == "await_expression" else function
        start = called.start_byte if called is not function else node.start_byte
        inner = unwrapped(called)
        if inner.type == "ternary_expression":
            branches = (inner.child_by_field_name("consequence"), inner.child_by_field_name("alternative"))
            for branch in branches:
                if branch is not None:
                    self._called(node, unwrapped(branch), scope, start)
        else:
            self._called(node, inner, scope, start)

    def _called(self, node: Node, function: Node, scope: Scope, start: int) -> None:
        callee = "super" if function.type == "super" else dotted_name(function, self._text) or method_of_new(function, self._text)
        site = CallSite(node, function, scope, callee, arguments_of(node), start)
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
            scope.names.setdefault(name, []).append(Bound(scope, node))
        bases = tuple(bases_of(node, self._text))
        self.classes.append(Class(scope.name, name, self._text.span_of(name_node), self._text.span_of(node), bases))
        self._open(Scope(scope.inner(name), "class", scope), node.end_byte)

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
        is_option = self._is_component and owner is self.module.scope and (node.type == "method_definition" or node.id in self._options)
        if (owner.kind == "class" and name != "constructor") or is_option:
            self.bindings.method(owner, name, node, named)
        inner = Scope(owner.inner(name), "function", scope)
        parameters = tuple(parameters_of(node, inner, self.module, self.bindings))
        is_async = any(child.type == "async" for child in node.children)
        spans = self._text.span_of(named), self._text.span_of(node)
        self._functions.append((Function(owner.name, name, *spans, parameters, is_async=is_async), inner))
        body = node.child_by_field_name("body")
        if body is not None:
            self._function_bodies.add(body.id)
            if body.type != "statement_block":
                self._results.returned(body, inner)
        self._open(inner, node.end_byte)
