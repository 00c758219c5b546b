"""The neutral vocabulary: what scanning one file says, whatever its language and framework.

`scope` is the dotted name of the enclosing function or class (`""` at module level, `"Client.send"`, `"App.startPolling"`; an
unnamed function takes the name `<line>`: `"App.<104>"`). Names are as written and are resolved by linking, from the
innermost scope outwards and then through imports.
"""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.expression import EMPTY, Expression, Name, Result
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
class Invocation:
    """A call of a function by name, in the order of the source.

    `arguments` are the positional ones, as far as they are expressions we keep (else Holes), `keywords` those given by name.
    """

    scope: str
    callee: str
    span: Span
    arguments: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()


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


Precedence = OneOf["first", "first-path", "most-exact"]
"""Which of several routes answers that take a request's path: the first that takes its method too; the first, whatever methods it takes;
the one that spells most of the path out, of those that take its method."""

SlashRule = OneOf["exact", "added", "added-if-safe", "either"]
"""What a framework does with a request whose path differs from the route's by a slash at its end: nothing; redirect it where the slash
lacks; the same, but only a GET or HEAD arrives whole; redirect it either way."""

Registered = OneOf["", "all", "one"]
"""What of a resource a route leads to: all of it (a list), one of its elements; "" where the route is of no resource."""


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


@dataclass(frozen=True, slots=True)
class Client:
    """A thing that sends requests, bound to `name`: `httpx.AsyncClient(base_url=…)`, `requests.Session()`, `axios.create({baseURL})`."""

    scope: str
    name: str
    library: str
    span: Span
    base_url: Expression = EMPTY
    is_async: bool = False
    rewrites_urls: bool = False
    """An interceptor makes other URLs of those that are asked for."""
    prefix: Expression | None = None
    """What it puts between base and path, where that can be told."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request written in the code. `span` is the request expression from its first character (`client.post(…)`).

    `client` is the name of the Client it goes through; "" for a library's own function (`requests.get`, `fetch`). A call through an
    imported name is kept by linking only if that name turns out to be a Client; its `library` is "" then.
    `method` is None where the code decides at run time; `method_value` may say more of it, and `GET` is sent where that is nothing.
    `url_span` is the URL as written, quotes included; `method_span`
    is the word that chooses the method (`get` in `axios.get`).
    """

    scope: str
    client: str
    library: str
    method: str | None
    url: Expression
    span: Span
    url_span: Span
    method_span: Span | None = None
    protocol: str = "http"
    method_value: Expression | None = None


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
class Send:
    """A hand-over to a named channel.

    `kind` is a channel kind of MAP_FORMAT (`background-task`, `celery-task`, `redis-list`, …); for a task, `name` is the function
    handed over (a Name) or what the task is called. `end` is the side of a list that is added to (`left`, `right`).
    """

    scope: str
    kind: str
    name: Expression
    span: Span
    end: str | None = None
    through: Medium | None = None
    is_declared: bool = False
    """Only functions that a Receive of the same kind declares can be handed over so: anything else that is sent is no task."""
    schedule: str = ""
    """Of a hand-over that a scheduler makes: when, as written."""
    every_ms: int | None = None
    """Its period, where that is a number."""


@dataclass(frozen=True, slots=True)
class Receive:
    """Whatever stands in `scope` takes from a named channel; `handler` is the function that is given what comes, where that is another.

    A function that is declared as a task is its own handler; `name` is then what the task is called, or the function as a Name.
    """

    scope: str
    kind: str
    name: Expression
    span: Span
    end: str | None = None
    through: Medium | None = None
    handler: Reference | None = None
    is_pattern: bool = False
    """`name` is a pattern, in which `*` stands for anything."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """What stands in `extent` is done again every `period_ms` milliseconds (None: not known).

    `by` is what repeats it: `setInterval`, `asyncio.sleep`. `span` is the repeating expression's own name.
    """

    scope: str
    by: str
    period_ms: int | None
    span: Span
    extent: Span


@dataclass(frozen=True, slots=True)
class Access:
    """A data store read or written: `AnalysisResult.objects.create(…)`.

    `mode` is `create`, `write` or `read`; `store` is the name of its class.
    """

    scope: str
    store: str
    mode: str
    span: Span


@dataclass(frozen=True, slots=True)
class RunCommand:
    """How a service is started, from a README, a script or the code. `directory` is relative to the file's own (`""`: the same).

    `application` is `main:app` for an ASGI or WSGI server, None for `manage.py runserver`. `port` None: the program's default.
    """

    program: str
    directory: str
    application: str | None
    port: int | None
    span: Span
    port_value: Expression | None = None
    """What the port is read from where the command does not spell it (`--port $PORT`); `port` is None then."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package of its own starts in this file's folder: `package.json`, `manage.py`, `pyproject.toml`.

    `kinds` are frameworks it names (`react`, `vite`).
    """

    kinds: tuple[str, ...]
    name: str = ""
    """What it says the package is called; "" where it does not."""
    has_unread_server: bool = False
    """It may run a server whose routes are not read: of another language, or of a framework without a dialect."""


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    """A variable that a `.env` file sets to a URL, a host or a path. Values of any other kind are never kept.

    `${NAME}` in a value is an Environment.
    """

    name: str
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A file or folder of the workspace (`source`) that stands at `target` inside a container: copied, or mounted as a volume."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Image:
    """What one stage of a Dockerfile builds. Sources are relative to the build context; the folders of commands are the image's own.

    `base` is the image that it is made from at last (`python:3.12-slim`), `scripts` are the files of commands that it runs at its start
    (`/app/start.sh`).
    """

    stage: str
    base: str
    directory: str
    span: Span
    placed: tuple[Placed, ...] = ()
    commands: tuple[RunCommand, ...] = ()
    scripts: tuple[str, ...] = ()
    exposed: tuple[int, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A container's port `inside` that can be reached at the port `outside` of this machine (None: one chosen at its start)."""

    outside: Expression | None
    inside: Expression


@dataclass(frozen=True, slots=True)
class Container:
    """A service of a compose file. Folders are relative to the file's own; those of commands are the container's.

    `names` are what others on its network call it, its service's name first. `context` is the folder that its image is built from, None
    for a ready `image`; `dockerfile` is relative to that, `stage` is the Dockerfile's stage that is built ("": the last).
    `is_command_given`: it runs its own `commands` or `scripts` instead of the image's.
    """

    names: tuple[str, ...]
    span: Span
    image: str = ""
    context: str | None = None
    dockerfile: str = ""
    stage: str = ""
    directory: str = ""
    placed: tuple[Placed, ...] = ()
    is_command_given: bool = False
    commands: tuple[RunCommand, ...] = ()
    scripts: tuple[str, ...] = ()
    published: tuple[PublishedPort, ...] = ()
    exposed: tuple[int, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()
    environment_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proxy:
    """Requests are sent on: those to paths that the regular expression `pattern` takes at their beginning go to the URL `target`.

    The path goes behind the target's own after each of `rewrites` (a regular expression, and what its first match is replaced by, in the
    syntax of `re.sub`). None: how it is rewritten is not known.
    """

    pattern: str
    target: Expression
    span: Span
    rewrites: tuple[tuple[str, str], ...] | None = ()


@dataclass(frozen=True, slots=True)
class Gateway:
    """A program that sends requests on, by the first of its `proxies` that takes the path.

    `kind` is `development-server` (serves the package in the file's folder), or `server` (nginx and its like). `ports` are where it listens
    as far as the file says.
    """

    kind: OneOf["development-server", "server"]
    proxies: tuple[Proxy, ...]
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """A framework's name for an idea worth explaining. `concept` is a key of the table of concepts, `span` the word itself."""

    concept: str
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that could not be read."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that one file says.

    `file` is its file key, `language` a language identifier of LSP (`python`, `javascriptreact`, …).
    """

    file: str
    language: str
    imports: tuple[Import, ...] = ()
    bindings: tuple[Binding, ...] = ()
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    listings: tuple[Listing, ...] = ()
    loops: tuple[Loop, ...] = ()
    routers: tuple[Router, ...] = ()
    routes: tuple[Route, ...] = ()
    includes: tuple[Include, ...] = ()
    clients: tuple[Client, ...] = ()
    calls: tuple[Call, ...] = ()
    sends: tuple[Send, ...] = ()
    receives: tuple[Receive, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    accesses: tuple[Access, ...] = ()
    run_commands: tuple[RunCommand, ...] = ()
    manifest: Manifest | None = None
    environment: tuple[EnvironmentVariable, ...] = ()
    images: tuple[Image, ...] = ()
    containers: tuple[Container, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    concepts: tuple[ConceptUse, ...] = ()
    problems: tuple[Problem, ...] = ()
