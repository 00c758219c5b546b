"""The one pass over a file's tree: scopes and names, functions and classes, and every call where it stands."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node, Tree

from wirelens.model.expression import Hole, Result
from wirelens.model.facts import Binding, Import, Parameter, Problem
from wirelens.scan.preorder import preorder
from wirelens.scan.python.imports import imports_of
from wirelens.scan.python.members import members_of
from wirelens.scan.python.module import Assignment, CallSite, ClassSite, FunctionSite, Module, Target
from wirelens.scan.python.results import value_or_result
from wirelens.scan.python.scopes import Bound, Scope
from wirelens.scan.python.syntax import alternatives, dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression
from wirelens.scan.python.visibility import seen_from_outside

_MAKING = frozenset({"call", "boolean_operator", "conditional_expression"})
"""Expressions in which a call may make the value."""

_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list"})


class _Opened(NamedTuple):
    """A scope that the walk is in: its names are seen from `body` on, until `end`."""

    scope: Scope
    body: int
    end: int


class Walk:
    """What one pass over a tree found. The module's names are complete only when the walk is over."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.imports: list[Import] = []
        self.bindings: list[Binding] = []
        self.problems: list[Problem] = []
        self.calls: list[CallSite] = []
        self._text = module.text
        self._opened = [_Opened(module.scope, 0, len(module.text.source) + 1)]
        self._decorated: Node | None = None
        self._chained_until = 0
        self._error_until = 0
        self._visitors: dict[str, Callable[[Node, Scope], None]] = {
            "import_statement": self._import,
            "import_from_statement": self._import,
            "decorated_definition": self._decorators,
            "function_definition": self._function,
            "class_definition": self._class,
            "assignment": self._assignment,
            "augmented_assignment": self._augmented,
            "named_expression": self._walrus,
            "as_pattern": self._alias,
            "for_statement": self._loop,
            "global_statement": self._declared_elsewhere,
            "nonlocal_statement": self._declared_elsewhere,
            "call": self._call,
            "return_statement": self._return,
            "yield": self._return,
        }
        self._sites: dict[Scope, FunctionSite] = {}

    def over(self, tree: Tree) -> None:
        """Visit every node that says something, in the order of the source."""
        for node in preorder(tree, self._visitors, missing=True):
            start = node.start_byte
            while start >= self._opened[-1].end:
                self._opened.pop()
            opened = self._opened[-1]
            # Defaults, annotations and bases belong to the scope around.
            scope = opened.scope if start >= opened.body or opened.scope.parent is None else opened.scope.parent
            self._visitors.get(node.type, self._error)(node, scope)

    def _error(self, node: Node, _scope: Scope) -> None:
        if node.start_byte >= self._error_until:
            self.problems.append(Problem("syntax", self._text.span_of(node)))
            self._error_until = node.end_byte

    def _import(self, node: Node, scope: Scope) -> None:
        for imported in imports_of(node, scope.name, self._text):
            self.imports.append(imported)
            self.module.packages.add(imported.module.partition(".")[0])
            if imported.name == "*":
                self.module.wildcard_modules.append(imported.module)
            else:
                self._bind(scope, Bound(imported.name, scope, node.start_byte, imported=imported))
                if imported.member is not None and imported.member != imported.name:
                    self.module.aliases.setdefault(imported.member, set()).add(imported.name)

    def _decorators(self, node: Node, _scope: Scope) -> None:
        self._decorated = node

    def _extent(self, definition: Node) -> Node:
        decorated = self._decorated
        if (
            decorated is not None
            and decorated.end_byte == definition.end_byte
            and decorated.child_by_field_name("definition") == definition
        ):
            return decorated
        return definition

    def _function(self, node: Node, scope: Scope) -> None:
        name_node, body, listed = (node.child_by_field_name(field) for field in ("name", "body", "parameters"))
        if name_node is None or body is None or name_node.is_missing:
            return
        name = self._text.text_of(name_node)
        inner = Scope(scope.inner(name), "function", scope)
        self._bind(scope, Bound(name, scope, node.start_byte, defined=inner))
        extent = self._extent(node)
        decorators = [
            unwrapped(child.named_children[0]) for child in extent.named_children if child.type == "decorator" and child.named_children
        ]
        self.module.decorators.update(decorator.id for decorator in decorators)
        parameters = tuple(self._parameters(listed, inner)) if listed is not None else ()
        site = FunctionSite(node, extent, name_node, scope, inner, name, decorators, parameters)
        self._sites[inner] = site
        self.module.functions.append(site)
        self._opened.append(_Opened(inner, body.start_byte, node.end_byte))

    def _parameters(self, listed: Node, inner: Scope) -> Iterator[Parameter]:
        for child in listed.named_children:
            named = child.child_by_field_name("name") or next(iter(child.named_children), child)
            if named.type not in {"identifier", "list_splat_pattern", "dictionary_splat_pattern"}:
                continue
            annotated, default = child.child_by_field_name("type"), child.child_by_field_name("value")
            # The stars stay on the name: such a parameter takes what the others leave, at no index of its own.
            name = self._text.text_of(child if child.type.endswith("splat_pattern") else named)
            annotation = self._text.text_of(annotated) if annotated is not None else None
            self._bind(inner, Bound(name.lstrip("*"), inner, child.start_byte, annotation=annotation, is_parameter=True))
            yield Parameter(name, expression(default, self._text) if default is not None else None, annotation)

    def _class(self, node: Node, scope: Scope) -> None:
        name_node, body, listed = (node.child_by_field_name(field) for field in ("name", "body", "superclasses"))
        if name_node is None or body is None or name_node.is_missing:
            return
        name = self._text.text_of(name_node)
        bases = tuple(
            self._text.text_of(base)
            for base in (elements(listed) if listed is not None else ())
            if base.type not in {"keyword_argument", "ERROR"}
        )
        inner = Scope(scope.inner(name), "class", scope, bases=bases)
        self._bind(scope, Bound(name, scope, node.start_byte, defined=inner))
        self.module.classes.append(ClassSite(self._extent(node), name_node, scope, inner, name))
        self._opened.append(_Opened(inner, body.start_byte, node.end_byte))

    def _assignment(self, node: Node, scope: Scope) -> None:
        if node.start_byte < self._chained_until:
            return
        targets: list[tuple[Node, Node | None]] = []
        current: Node | None = node
        while current is not None and current.type == "assignment":
            left = current.child_by_field_name("left")
            if left is not None:
                targets.append((left, current.child_by_field_name("type")))
            current = current.child_by_field_name("right")
        self._chained_until = node.end_byte
        for left, annotated in targets:
            if current is not None:
                self._assign(left, current, scope, annotated)
            elif annotated is not None:
                self._bind_target(left, None, scope, annotated)

    def _augmented(self, node: Node, scope: Scope) -> None:
        left, operator, right = (node.child_by_field_name(field) for field in ("left", "operator", "right"))
        if left is None or right is None or left.type != "identifier":
            return
        name = self._text.text_of(left)
        # A value that is changed in place is no longer the one it was first bound to.
        self.bindings.append(Binding(scope.name, name, Hole(name), self._text.span_of(left)))
        adds = operator is not None and operator.type == "+="
        assignment = Assignment(Target(scope, name, left), unwrapped(right), adds)
        self.module.assignments.append(assignment)
        if adds:
            self.module.additions.setdefault((scope, name), []).append(assignment)

    def _walrus(self, node: Node, scope: Scope) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            self._assign(name, value, scope, None)

    def _alias(self, node: Node, scope: Scope) -> None:
        alias = node.child_by_field_name("alias")
        if alias is None or not alias.named_children:
            return
        # What `with` binds is what the manager gives, in most libraries the manager itself; `except` binds something new.
        is_caught = node.parent is not None and node.parent.type == "except_clause"
        self._bind_target(alias.named_children[0], None if is_caught else node.named_children[0], scope, None)

    def _loop(self, node: Node, scope: Scope) -> None:
        left = node.child_by_field_name("left")
        if left is not None:
            self._bind_target(left, None, scope, None)

    def _declared_elsewhere(self, node: Node, scope: Scope) -> None:
        for named in node.named_children:
            name = self._text.text_of(named)
            owner = self.module.scope
            if node.type == "nonlocal_statement":
                owner = next((outer for outer in scope.outwards() if outer is not scope and name in outer.names), owner)
            scope.declared_elsewhere[name] = owner

    def _call(self, node: Node, scope: Scope) -> None:
        function = node.child_by_field_name("function")
        if function is None:
            return
        callee = dotted_name(function, self._text)
        if callee is not None:
            name = callee.rpartition(".")[2]
        else:
            attribute = function.child_by_field_name("attribute")
            name = self._text.text_of(attribute) if attribute is not None else ""
        site = CallSite(node, scope, name, callee)
        self.calls.append(site)
        self.module.calls.setdefault(name, []).append(site)

    def _return(self, node: Node, scope: Scope) -> None:
        site = self._sites.get(scope)
        if site is not None:
            site.returned.extend(child for child in node.named_children if child.type not in {"none", "comment"})

    def _assign(self, left: Node, value: Node, scope: Scope, annotated: Node | None) -> None:
        value = unwrapped(value)
        if left.type in _PATTERNS:
            lefts = elements(left)
            values = elements(value) if value.type in {"expression_list", "tuple", "list"} else []
            pairs = zip(lefts, values, strict=True) if len(lefts) == len(values) else ((each, None) for each in lefts)
            for each, its_value in pairs:
                self._bind_target(each, its_value, scope, None)
        else:
            target = self._bind_target(left, value, scope, annotated)
            if target is not None:
                self.module.assignments.append(Assignment(target, value, adds=False))

    def _bind_target(self, left: Node, value: Node | None, scope: Scope, annotated: Node | None) -> Target | None:
        if left.type in _PATTERNS or left.type in {"list_splat_pattern", "parenthesized_expression"}:
            # Nested patterns are rare and their parts unknown; they still hide outer names.
            for each in elements(left):
                if each.type == "identifier":
                    self._bind_target(each, None, scope, None)
            return None
        name = dotted_name(left, self._text)
        if name is None:
            return None
        owner = scope.declared_elsewhere.get(name, scope)
        if left.type == "attribute":
            owner = scope.enclosing_class()
            if owner is None or not name.startswith("self.") or name.count(".") != 1:
                return None
        annotation = self._text.text_of(annotated) if annotated is not None else None
        value = unwrapped(value) if value is not None else None
        self._bind(owner, Bound(name, scope, left.start_byte, value=value, annotation=annotation))
        written = value_or_result(value, self._text) if value is not None else None
        if written is not None and owner is not scope:
            written = seen_from_outside(written, scope, self._text)
        is_given = isinstance(written, Hole) and owner is not scope and any(each.is_parameter for each in scope.names.get(written.name, ()))
        is_unknown = written is None or (isinstance(written, Hole) and not is_given)
        written = Hole(name.rpartition(".")[2]) if written is None or is_unknown else written
        # Builtin types say nothing, and a value that is known says more.
        says_more = annotation is not None and not annotation.islower() and isinstance(written, Hole | Result)
        declared = annotation if says_more else None
        self.bindings.append(Binding(owner.name, name, written, self._text.span_of(left), declared))
        self.bindings.extend(members_of(owner.name, name, value, self._text))
        target = Target(owner, name, left)
        if value is not None and value.type in _MAKING:
            self.module.targets.update((result.id, target) for result in alternatives(value))
        return target

    def _bind(self, scope: Scope, bound: Bound) -> None:
        scope.declared_elsewhere.get(bound.name, scope).names.setdefault(bound.name, []).append(bound)
