"""What answers requests: routers, routes and how they hang together."""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.expression import EMPTY, Expression, Hole, Name
from wirelens.model.facts.code import Reference, Registered
from wirelens.model.span import Span

Precedence = OneOf["first", "first-path", "most-exact"]
"""Which of several routes answers that take a request's path: the first that takes its method too; the first, whatever methods it takes;
the one that spells most of the path out, of those that take its method."""


SlashRule = OneOf["exact", "added", "added-if-safe", "either"]
"""What a framework does with a request whose path differs from the route's by a slash at its end: nothing; redirect it where the slash
lacks; the same, but only a GET or HEAD arrives whole; redirect it either way."""


@dataclass(frozen=True, slots=True)
class Router:
    """A thing that routes hang on, bound to `name`.

    `kind` is `application` (a server of its own) or `router` (hangs under another).
    """

    scope: str
    name: str
    framework: str
    kind: str
    span: Span
    prefix: Expression = EMPTY
    port: int | None = None
    """Of an application: where its framework's own server listens if nothing else is said."""
    slash: "SlashRule | None" = None
    """Of an application: what it does with slashes at the ends of all paths, whatever their routes say."""
    precedence: "Precedence" = "first"
    """Of an application: which of several routes answers."""
    namespace: str = ""
    """What the names of its routes begin with where somebody has a URL made of them (`app_name` in Django, a blueprint's own name)."""
    root_path: Expression = EMPTY
    """Of an application: what proxies are said to take off the paths that they send on; paths that still have it are answered, too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP method and the name of the handler class's method that answers it."""

    method: str
    function: str


@dataclass(frozen=True, slots=True)
class Route:
    """Methods and path that lead to a handler. No methods: the framework accepts any.

    `router` is the name that the route hangs on. `span` covers the path as written (quotes excluded) or, without one, the whole route
    expression. `handler_span` is set where the handler is the decorated function right here.
    """

    scope: str
    framework: str
    router: str
    methods: tuple[str, ...]
    path: Expression
    handler: Reference
    span: Span
    handler_span: Span | None = None
    protocol: str = "http"
    slash: SlashRule = "exact"
    answers: tuple[Answer, ...] = ()
    """Where the handler is a class: what of it answers, as far as the class has it. None: its methods that are named like HTTP methods."""
    below: Registered = ""
    name: str = ""
    """By what name its framework makes its URL (`{% url "item" %}`, `url_for("item")`); "" where that is not known."""


RESOURCE = Hole("pk", "segment")
"""In the path of a route below which a class of resources is registered: one of them, unless the class says what stands for it."""

DECORATED = Name("@")
"""As the handler of a route that a decorator of the project's own makes: what that decorates."""


@dataclass(frozen=True, slots=True)
class Include:
    """The router `child` hangs under the router `parent` at `prefix`; `replaces_prefix`: instead of the child's own.

    Where `child` names a module, its member `of_module` is meant. `is_optional`: a child that is not found has no routes.
    """

    scope: str
    parent: str
    child: Reference
    prefix: Expression
    span: Span
    replaces_prefix: bool = False
    of_module: str = ""
    is_optional: bool = False
    child_span: Span | None = None
    """Where the child's module is written as a string, quotes excluded."""
