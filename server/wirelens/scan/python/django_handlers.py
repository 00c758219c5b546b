"""The views at the end of Django's routes, out of the decorators and factories around them."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import Name
from wirelens.model.facts import Answer, ModuleMember, Reference
from wirelens.scan.python.class_views import package_methods
from wirelens.scan.python.loops import Turn
from wirelens.scan.python.module import Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import alternatives, arguments_of, dotted_name, unwrapped
from wirelens.scan.python.values import expression, plain_text

_DEEPEST = 8
"""Decorators around each other."""


class View(NamedTuple):
    """What a route leads to; `node`: a function without a name.

    `answers`: what of it answers which method, as `as_view({"get": "list"})` says. `methods`: the only ones that get there; none: any.
    """

    reference: Reference
    methods: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    protocol: str = "http"
    node: Node | None = None


def view_of(node: Node, module: Module, scope: Scope, turn: Turn) -> View:
    """The view: `views.x`, `csrf_exempt(views.x)`, `cache_page(60)(view)`, `View.as_view()`, `Consumer.as_asgi()`, `Feed()`."""
    view = outermost = _usual(node)
    for _ in range(_DEEPEST):
        dotted = dotted_name(view, module.text)
        if dotted is not None:
            made = turn[dotted] if dotted in turn else _made_here(dotted, module, scope)
            if made is None:
                return View(Name(dotted))
            view = outermost = _usual(made)
            if dotted_name(view, module.text) is not None:
                continue
        found = _spelled(view, module, scope)
        if found is not None:
            return found
        if view.type == "lambda":
            return View(Name("<lambda>"), node=view)
        inner = _decorated(view, module)
        if inner is None:
            break
        view = inner
    reference = module.reference(outermost)
    return View(reference if reference is not None else Name(_last_word(outermost, module)))


def _usual(node: Node) -> Node:
    """The first of several views that is one: `View.as_view() if hasattr(views, "View") else None`."""
    return next((each for each in alternatives(node) if each.type != "none"), unwrapped(node))


def _spelled(view: Node, module: Module, scope: Scope) -> View | None:
    """A class that is made a view of, or a view by its dotted path."""
    member = _by_its_path(view, module)
    if member is not None:
        return View(member)
    function = view.child_by_field_name("function") if view.type == "call" else None
    called = _dotted(function, module) if function is not None else None
    owner, _, maker = (called or "").rpartition(".")
    if owner and maker == "as_view":
        answers = _answers(arguments_of(view, module.text).get(0, "actions"), module, scope)
        return View(Name(owner), tuple(answer.method for answer in answers) or package_methods(owner, scope, module), answers)
    return View(Name(owner), protocol="websocket") if owner and maker == "as_asgi" else None


def _dotted(function: Node, module: Module) -> str | None:
    """What is called; `View().as_view` is that of the class."""
    made, word = function.child_by_field_name("object"), function.child_by_field_name("attribute")
    maker = made.child_by_field_name("function") if made is not None and made.type == "call" else None
    owner = dotted_name(maker, module.text) if maker is not None else None
    return f"{owner}.{module.text.text_of(word)}" if owner is not None and word is not None else dotted_name(function, module.text)


def _decorated(view: Node, module: Module) -> Node | None:
    """What a call decorates: its first argument, where that may be a view."""
    arguments = arguments_of(view, module.text).positional if view.type == "call" else []
    inner = unwrapped(arguments[0]) if arguments else None
    return inner if inner is not None and _is_view(inner, module) else None


def _is_view(node: Node, module: Module) -> bool:
    """Whether what a function is given is the view that it decorates; a class is what it makes a view of."""
    dotted = dotted_name(node, module.text)
    if dotted is not None:
        return not dotted.rpartition(".")[2][:1].isupper()
    return node.type in {"call", "lambda"} or _by_its_path(node, module) is not None


def _by_its_path(node: Node, module: Module) -> ModuleMember | None:
    """`"app.views.index"`."""
    if node.type not in {"string", "concatenated_string"}:
        return None
    path, _, member = (plain_text(expression(node, module.text)) or "").rpartition(".")
    return ModuleMember(path, member) if path and member.isidentifier() else None


def _made_here(dotted: str, module: Module, scope: Scope) -> Node | None:
    """What `movie_list = MovieViewSet.as_view(…)` binds, where that is in this file."""
    meaning = module.meaning(dotted, scope)
    value = meaning.bound.value if meaning.bound is not None and not meaning.rest else None
    return value if value is not None and _usual(value).type == "call" else None


def _answers(actions: Node | None, module: Module, scope: Scope) -> tuple[Answer, ...]:
    """What a viewset is told to do for each method."""
    dotted = dotted_name(actions, module.text) if actions is not None else None
    bound = module.meaning(dotted, scope).bound if dotted is not None else None
    written = unwrapped(bound.value) if bound is not None and bound.value is not None else actions
    if written is None or written.type != "dictionary":
        return ()
    found: list[Answer] = []
    for pair in written.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        method, action = (plain_text(expression(each, module.text)) if each is not None else None for each in (key, value))
        if method and action:
            found.append(Answer(method.upper(), action))
    return tuple(found)


def _last_word(node: Node, module: Module) -> str:
    value = expression(node, module.text)
    return getattr(value, "name", "") or "view"
