"""What a file defines, binds, imports and calls."""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.expression import Expression, Hole, Name, Result
from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class ModuleMember:
    """Something named by its module's dotted path, as in Django's `include("files.urls")` (member `urlpatterns`)."""

    module: str
    member: str


Reference = Name | ModuleMember | Result


@dataclass(frozen=True, slots=True)
class Import:
    """`name` stands for `member` of `module` (member None: for the module itself; `"*"`: for all its names).

    `module` is as written: `django.urls`, `..core.config`, `./api`, `@/lib/http`. A JavaScript default import has member `default`.
    A re-export (`export {a as b} from "./c"`) counts as an import of `b`.
    """

    scope: str
    name: str
    module: str
    member: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Binding:
    """`name` is bound to `value`.

    Names bound to something we know nothing of (a loop's variable, an element of a list) have a Hole: they still shadow outer names.
    """

    scope: str
    name: str
    value: Expression
    span: Span
    annotation: str | None = None
    """The type that it is declared to have, as written, where nothing else says what it is."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A function's parameter. `annotation` is the annotated type as written, or None."""

    name: str
    default: Expression | None = None
    annotation: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method.

    `span` is its name, `extent` all of it with decorators. An unnamed function is named `<line>`, its span is its
    first token.
    """

    scope: str
    name: str
    span: Span
    extent: Span
    parameters: tuple[Parameter, ...] = ()
    is_async: bool = False
    handles: tuple[str, ...] = ()
    """The HTTP methods that its body tests for (`request.method == "POST"`), in order."""
    accepts: tuple[str, ...] = ()
    """The HTTP methods that its decorators let through (`@require_POST`, `@api_view(["GET"])`); none: no decorator says so."""
    framework: str = ""
    """The framework that a decorator makes it a view of (`drf` for `@api_view`), "" where its route says all."""
    returns: Expression | None = None
    """What it returns, in the words of its own scope, where all its `return` statements give the same (those of nothing aside)."""
    annotation: str | None = None
    """The type that it says it returns, as written."""

    @property
    def qualified_name(self) -> str:
        """The dotted name with its scope."""
        return f"{self.scope}.{self.name}" if self.scope else self.name


Registered = OneOf["", "all", "one"]
"""What of a resource a route leads to: all of it (a list), one of its elements; "" where the route is of no resource."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a base from an installed package gives a class: `base` as written, `methods` the names of its methods that answer requests."""

    base: str
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A method of a class with a path of its own, `path` below that of a route with the same `below` that leads to the class."""

    function: str
    methods: tuple[str, ...]
    path: Expression
    below: "Registered"


@dataclass(frozen=True, slots=True)
class RouterKind:
    """What instances of a class of routers are: see `Router`."""

    framework: str
    kind: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Class:
    """A class. `bases` as written."""

    scope: str
    name: str
    span: Span
    extent: Span
    bases: tuple[str, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    actions: tuple[Action, ...] = ()
    accepts: tuple[str, ...] = ()
    """The HTTP methods that it lets through at all; none: it does not say."""
    framework: str = ""
    """The framework that a base makes it a view of, "" where its route says all."""
    router_kind: RouterKind | None = None
    """What a base of an installed package makes of its instances, where that is routers."""
    prefix: Expression | None = None
    """In a class of routers: the prefix that `__init__` passes on to its base, in the words of that method."""
    lookup: Hole | None = None
    """In a class of resources: what stands for one of them in the paths of its routes, where the class says so."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that is spelled out and bound to `name`: a row an element, of a tuple its parts, of a dictionary key and value."""

    scope: str
    name: str
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """What stands in `extent` is done once for each row of a list: the one that is called `over`, or `rows` as written there."""

    scope: str
    variables: tuple[str, ...]
    over: Name | None
    rows: tuple[tuple[Expression, ...], ...]
    extent: Span


@dataclass(frozen=True, slots=True)
class Medium:
    """What a message goes through, in `value.method(…)`: a connection to a broker, a part of one, or an object of the workspace's own.

    `packages` are those that such a value may come from. None: the method's name alone says enough. Where it is not known where the
    value comes from, its name must hold one of `words`. A method that the workspace itself defines is no send: what it does inside is.
    """

    value: Name | Result
    method: str
    packages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of a function by name, in the order of the source.

    `arguments` are the positional ones, as far as they are expressions we keep (else Holes), `keywords` those given by name.
    """

    scope: str
    callee: str
    span: Span
    arguments: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()
    is_handed_over: bool = False
    """Something else calls the function with these arguments, later or beside: `tasks.add_task(function, argument)`."""
    through: Medium | None = None
    """What that is, where it is a value. Where the workspace itself defines its method, nothing is known of what is called."""


@dataclass(frozen=True, slots=True)
class Access:
    """A data store read or written: `AnalysisResult.objects.create(…)`.

    `mode` is `create`, `write` or `read`; `store` is the name of its class.
    """

    scope: str
    store: str
    mode: str
    span: Span


RepeatEndKind = OneOf["until", "while", "times", "after", "success", "failure", "event", "call", "unmount", "nothing"]
"""What ends a repeat: a condition (`until`) or the end of one (`while`), a number of `times`, milliseconds (`after`), a try that is a
`success` or a `failure`, an `event`, the `call` of a function, the `unmount` of the component around. `nothing`: the file has nothing
that could."""


@dataclass(frozen=True, slots=True)
class RepeatEnd:
    """One thing that ends a repeat.

    `text` is what the code says of it, on one line and cut where it is long: the condition, the number, the function's name, the event.
    It is "" where nothing is named. `branch` is code of the repeat that runs only as it ends, and so is not repeated.
    """

    kind: RepeatEndKind
    text: str
    span: Span
    branch: Span | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """What stands in `extent` is done again every `period_ms` milliseconds (None: not known).

    `by` is what repeats it: `setInterval`, `asyncio.sleep`. `span` is the repeating expression's own name. `ends` is what is known to
    end it, the most telling first; none of it where that is not known.
    """

    scope: str
    by: str
    period_ms: int | None
    span: Span
    extent: Span
    ends: tuple[RepeatEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """A framework's name for an idea worth explaining. `concept` is a key of the table of concepts, `span` the word itself."""

    concept: str
    span: Span
