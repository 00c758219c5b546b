"""Lists of Django's URL patterns, however they are put together: `path`, `re_path`, `include`, sums, splats, comprehensions."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Choice, Expression, Hole, Join, Literal, Name
from wirelens.model.facts import Include, ModuleMember, Reference, Route, SlashRule
from wirelens.scan.python.django_expressions import pattern_path
from wirelens.scan.python.django_handlers import view_of
from wirelens.scan.python.flow import value_here
from wirelens.scan.python.loops import NO_TURN, Turn, in_turn, turns_of
from wirelens.scan.python.module import Module, is_standard_library
from wirelens.scan.python.paths import OPEN_END, angles_path, is_open_ended
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import Arguments, alternatives, arguments_of, dotted_name, elements, operands, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text

PATTERNS = "urlpatterns"
"""The name under which Django looks for a module's patterns."""

_LISTS = frozenset({"list", "tuple", "set"})
_COMPREHENSIONS = frozenset({"list_comprehension", "generator_expression"})
_PATHS = frozenset({"path", "re_path", "url"})
_LANGUAGE = (Hole("language", "segment"), Literal("/"))
_DEEPEST = 8
"""How many lists of routes are read inside each other."""


class Place(NamedTuple):
    """Where patterns stand: what they hang on, behind which path, in which turn of the loops around, inside how many other lists."""

    scope: Scope
    router: str
    prefix: Expression = EMPTY
    turn: Turn = NO_TURN
    depth: int = 0


class PatternLists:
    """Reads one file's lists of patterns into routes and includes."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text

    def has_path(self, node: Node, scope: Scope, depth: int = 0) -> bool:
        """Whether an expression is a list in which a pattern is written out."""
        if depth > _DEEPEST:
            return False
        for operand in operands(node):
            if self._called(operand, scope) in {"i18n_patterns", "format_suffix_patterns"}:
                return True
            inside = elements(operand) if operand.type in _LISTS else [_body(operand)] if operand.type in _COMPREHENSIONS else []
            for each in inside:
                if each is not None and (self._is_path(each, scope) or self.has_path(each, scope, depth + 1)):
                    return True
        return False

    def is_below_a_value(self, node: Node, scope: Scope) -> bool:
        """Whether every pattern of a list begins with something that is not written out."""
        found = elements(node) if node.type in _LISTS else []
        calls = [unwrapped(each) for each in found if self._called(unwrapped(each), scope) in _PATHS]
        written = [arguments_of(each, self._text).get(0, "route") for each in calls]
        return 0 < len(calls) == len(found) and all(each is not None and self._begins_open(each, scope) for each in written)

    def _begins_open(self, written: Node, scope: Scope) -> bool:
        value = value_here(written, scope, self._module)
        first = value.parts[0] if isinstance(value, Join) else value
        return not isinstance(first, Literal) or not first.text.strip("^/")

    def listed(self, node: Node, place: Place) -> None:
        """All that a list of patterns holds."""
        if place.depth > _DEEPEST:
            return
        place = place._replace(depth=place.depth + 1)
        for operand in (each for side in operands(node) for each in alternatives(side)):
            if operand.type in _LISTS:
                for each in elements(operand):
                    self.element(each, place)
            elif operand.type in _COMPREHENSIONS:
                self._comprehension(operand, place)
            elif operand.type == "call":
                self._made(operand, place)
            else:
                self._named(operand, place)

    def element(self, node: Node, place: Place) -> None:
        """One pattern, or whatever stands in its place."""
        node = unwrapped(node)
        dotted = dotted_name(node, self._text)
        bound = self._module.meaning(dotted, place.scope).bound if dotted is not None else None
        if node.type in _LISTS:
            self.listed(node, place)
        elif node.type == "list_splat" and node.named_children:
            self.listed(node.named_children[0], place)
        elif node.type == "conditional_expression":
            for each in alternatives(node):
                self.element(each, place)
        elif node.type == "call":
            self._pattern(node, place)
        elif bound is not None and bound.value is not None and unwrapped(bound.value).type == "call":
            self._pattern(unwrapped(bound.value), place)

    def _comprehension(self, node: Node, place: Place) -> None:
        loops = [child for child in node.named_children if child.type == "for_in_clause"]
        body = _body(node)
        if body is None or len(loops) != 1:
            return
        for turn in turns_of(loops[0], self._module, place.scope):
            self.element(body, place._replace(turn={**place.turn, **turn}))

    def _made(self, call: Node, place: Place) -> None:
        """A list that a function makes: `i18n_patterns(path(…))`, `format_suffix_patterns(urlpatterns)`, one of the workspace's own."""
        called, arguments = self._called(call, place.scope), arguments_of(call, self._text)
        if called == "i18n_patterns":
            default = arguments.keywords.get("prefix_default_language")
            # The default language's addresses stand for all where they have no prefix.
            prefix = place.prefix if default is not None and default.type == "false" else joined([place.prefix, *_LANGUAGE])
            for each in arguments.positional:
                self.element(each, place._replace(prefix=prefix))
        elif called == "format_suffix_patterns" and arguments.positional:
            self.listed(arguments.positional[0], place)
        elif called in _PATHS:
            self._pattern(call, place)
        elif called in {"list", "tuple", "reversed", "sorted"} and arguments.positional:
            self.listed(arguments.positional[0], place)
        else:
            reference = self._module.reference(call)
            function = call.child_by_field_name("function")
            if reference is not None and function is not None and self._module.is_made_elsewhere(call, place.scope):
                self._add(reference, place, call, is_optional=True)

    def _named(self, node: Node, place: Place) -> None:
        dotted = dotted_name(node, self._text)
        # `urlpatterns = urlpatterns + […]` has itself already.
        if dotted is not None and dotted != place.router:
            self._add(Name(dotted), place, node)

    def _pattern(self, call: Node, place: Place) -> None:
        """`path("x/", view)`."""
        called = self._called(call, place.scope)
        if called not in _PATHS:
            return
        arguments = arguments_of(call, self._text)
        written, view = arguments.get(0, "regex" if called == "url" else "route"), arguments.get(1, "view")
        if written is None or view is None:
            return
        value = in_turn(_usual(value_here(written, place.scope, self._module)), place.turn, self._module)
        path = angles_path(value) if called == "path" else pattern_path(value, place.scope, self._module)
        place = place._replace(prefix=joined([place.prefix, path]))
        view = unwrapped(view)
        span, dotted = written_span(written, self._text), dotted_name(view, self._text) or ""
        if self._called(view, place.scope) == "include":
            self._include(arguments_of(view, self._text), place, call)
        elif dotted.endswith(".urls"):  # `admin.site.urls`: routes, in place of a view
            self._module.includes.append(Include(place.scope.name, place.router, Name(dotted), place.prefix, span))
        else:
            is_open = called != "path" and is_open_ended(value)
            name = arguments.get(3, "name")
            named = plain_text(expression(name, self._text)) or "" if name is not None else ""
            self._leads_to(view, written, place._replace(prefix=joined([place.prefix, OPEN_END])) if is_open else place, named)

    def _leads_to(self, view: Node, written: Node, place: Place, name: str) -> None:
        found = view_of(view, self._module, place.scope, place.turn)
        handler_span = self._text.span_of(found.node) if found.node is not None else None
        self._module.routes.append(
            Route(
                place.scope.name,
                "django",
                place.router,
                found.methods,
                place.prefix,
                found.reference,
                written_span(written, self._text),
                handler_span,
                protocol=found.protocol,
                slash=self._slash(written, found.protocol),
                answers=found.answers,
                name=name,
            )
        )

    def _slash(self, written: Node, protocol: str) -> SlashRule:
        """`r"^items/?$"` takes a path either way; for others `CommonMiddleware` adds a slash that lacks (`APPEND_SLASH`)."""
        text = plain_text(expression(written, self._text)) or ""
        return "exact" if protocol != "http" else "either" if text.rstrip("$").endswith("/?") else "added-if-safe"

    def _include(self, arguments: Arguments, place: Place, element: Node) -> None:
        """`include("app.urls")`, `include(app.urls)`, `include(([path(…)], "app"), namespace="x")`, `include(router.urls)`."""
        written = arguments.get(0, "arg")
        for included in alternatives(written) if written is not None else ():
            self._included(included, place, element)

    def _included(self, included: Node, place: Place, element: Node, depth: int = 0) -> None:
        if included.type == "tuple" and elements(included):
            self._included(unwrapped(elements(included)[0]), place, element, depth)
            return
        if included.type in {*_LISTS, *_COMPREHENSIONS, "binary_operator"} and plain_text(expression(included, self._text)) is None:
            self.listed(included, place)
            return
        value = in_turn(expression(included, self._text), place.turn, self._module)
        module, dotted = plain_text(value), dotted_name(included, self._text)
        if module is not None:
            self._add(ModuleMember(module, PATTERNS), place, element, written=included if included.type == "string" else None)
            return
        bound = self._module.meaning(dotted, place.scope, included.start_byte).bound if dotted is not None else None
        given = unwrapped(bound.value) if bound is not None and bound.value is not None else None
        if given is not None and given.type in {"tuple", "string"} and depth < _DEEPEST:
            self._included(given, place, element, depth + 1)
            return
        reference = value if isinstance(value, Name) else self._module.reference(included)
        if reference == Name(place.router):
            return
        self._add(reference if reference is not None else Name("include"), place, element)

    def _add(self, child: Reference, place: Place, node: Node, *, is_optional: bool = False, written: Node | None = None) -> None:
        self._module.includes.append(
            Include(
                place.scope.name,
                place.router,
                child,
                place.prefix,
                self._text.span_of(node),
                of_module=PATTERNS,
                is_optional=is_optional,
                child_span=written_span(written, self._text) if written is not None else None,
            )
        )

    def _is_path(self, node: Node, scope: Scope) -> bool:
        if self._called(node, scope) not in _PATHS:
            return False
        function = node.child_by_field_name("function")
        dotted = dotted_name(function, self._text) if function is not None else None
        qualified = self._module.qualified(dotted, scope) if dotted is not None else None
        return qualified is not None and not is_standard_library(qualified)

    def _called(self, node: Node, scope: Scope) -> str:
        """The own name of the function that is called, whatever it is imported as; "" for what is no call of a name."""
        function = node.child_by_field_name("function") if node.type == "call" else None
        dotted = dotted_name(function, self._text) if function is not None else None
        if dotted is None:
            return ""
        return (self._module.qualified(dotted, scope) or dotted).rpartition(".")[2]


def _usual(path: Expression) -> Expression:
    """A path with what its parts are where nothing else is set: of `prefix = ""` and, in an `if`, a value of the run, the first."""
    match path:
        case Join(parts):
            return joined([_usual(part) for part in parts])
        case Choice(options):
            known = [option for option in options if plain_text(option) is not None]
            return known[0] if len(known) == 1 else path
        case _:
            return path


def _body(comprehension: Node) -> Node | None:
    body = comprehension.child_by_field_name("body")
    return unwrapped(body) if body is not None else None
