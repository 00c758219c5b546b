"""What is written where a URL, a prefix or a path is expected, kept symbolic until linking resolves it."""

from dataclasses import dataclass

from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class Literal:
    """Text known as it stands. `span` covers its characters where the source spells them one to one, else None."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trim(Literal):
    """No text of its own: a place in a Join where characters are taken off the part `before` it, or off the one `after` it.

    `base.rstrip("/")` is the base and a Trim behind it: what there is to take off is only known once the base is.
    """

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """A value only known when the program runs, or a path parameter. `name` is what a person calls it.

    `kind` is `value` for a value of the run, `route` for the path that a framework makes of a route's name (`shop:item`). Of a path
    parameter it says what it matches: `segment` (one path segment, not empty), `path` (slashes too), `int`, `slug`, `uuid` (the path
    converters of Starlette, Django and Werkzeug), `rest` (anything or nothing), or, beginning with a parenthesis, the regular expression
    itself, in Python's syntax and safe to run.
    """

    name: str
    kind: str = "value"


@dataclass(frozen=True, slots=True)
class Name:
    """A reference to something defined elsewhere: `API_URL`, `settings.API_V1_STR`, `self.base_url`.

    `URLS.[]` is any element of the list `URLS`.
    """

    dotted: str


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment variable, with what stands in when it is not set (None: nothing does).

    `{name}` is the variable that the parameter `name` of the function around names.
    """

    variable: str
    default: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Join:
    """The parts one after the other: an f-string, a template literal, a concatenation."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Result:
    """What calling `function` gives: an instance of a class, or what a function returns for `arguments` and `keywords`."""

    function: str
    arguments: "tuple[Expression, ...]" = ()
    keywords: "tuple[tuple[str, Expression], ...]" = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values; which one is decided when the program runs.

    `condition` is what decides between two, as written, where the code spells that beside them (`isNew ? "/a" : "/b"`).
    """

    options: "tuple[Expression, ...]"
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """An object as it is spelled out where it is given to a function. `is_complete`: nothing unseen is spread into it.

    `set_anew` says of values that a name which is spread in behind them has others where it has any: `{method: "GET", ...options}`.
    """

    values: "tuple[tuple[str, Expression], ...]"
    is_complete: bool = True
    set_anew: "tuple[tuple[str, Expression], ...]" = ()
    spread: "Name | None" = None
    """What is spread into it: what its members are that are not spelled, where that is one name."""


Expression = Literal | Trim | Hole | Name | Environment | Join | Result | Choice | Members

EMPTY = Literal("")
