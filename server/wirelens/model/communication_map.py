"""Who talks to whom: the answer of linking, and what every view reads. The JSON form is `wirelens.map/1`."""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.facts import ConceptUse, Precedence, RepeatEndKind, SlashRule
from wirelens.model.message import Message
from wirelens.model.span import Location, Span

Certainty = OneOf["certain", "likely"]
CallStatus = OneOf["linked", "no-route", "method-mismatch", "wrong-port", "ambiguous", "external", "unresolved"]


@dataclass(frozen=True, slots=True)
class Service:
    """One application (or one front end). `application` is where it is created, None for a front end."""

    id: str
    root: str
    kind: tuple[str, ...]
    base_urls: tuple[str, ...]
    application: Location | None = None
    has_unseen_callers: bool = False
    """Programs that are not in the workspace, or calls whose URL is not known, may call it: that nobody does cannot be said."""


@dataclass(frozen=True, slots=True)
class FunctionPlace:
    """A function of the workspace: `name` as people call it (`Class.method`), its name's place and its whole extent."""

    service: str
    name: str
    location: Location
    extent: Span
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """A handler's use of stored data: `mode` is `create`, `write` or `read`.

    `definition` is the class, where it is in the workspace.
    """

    store: str
    mode: str
    location: Location
    definition: Location | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route and its handler. `location` is the handler's name, `declared` the path where the route is written.

    `pattern` is a regular expression for request paths that this route takes.
    """

    id: str
    service: str
    protocol: str
    methods: tuple[str, ...]
    handles: tuple[str, ...]
    path: str
    pattern: str
    framework: str
    handler: str
    location: Location
    declared: Location
    extent: Span | None
    external: bool
    certainty: Certainty
    is_async: bool = False
    slash: SlashRule = "exact"
    precedence: Precedence = "first"
    route_name: str = ""
    """By what its framework makes its URL, behind its router's namespace (`shop:item`); "" where that is not known."""
    stores: tuple[StoreAccess, ...] = ()


@dataclass(frozen=True, slots=True)
class RepetitionEnd:
    """One thing that ends a repetition, and where the code says so. `text` is the condition, number, function or event as written."""

    kind: RepeatEndKind
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Repetition:
    """A call made again and again: by what, where, and every how many milliseconds (None: not known).

    `ends` is what is known to end it, the most telling first.
    """

    by: str
    location: Location
    every_ms: int | None
    ends: tuple[RepetitionEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class WrapperUse:
    """A wrapper call between a call and the request it ends in."""

    function: str
    location: Location


@dataclass(frozen=True, slots=True)
class OutgoingCall:
    """A request written in the code and where it leads. `location` is the request expression.

    `url` and `path` show holes as `{name}`; both are "" where nothing is known. `path_span` is the path as written in one literal
    (query excluded), None where it is put together from several; `method_span` is the word that chooses the method.
    `endpoints` holds one id when linked, the candidates when ambiguous or method-mismatch.
    `reason` is set for every status but linked.
    """

    id: str
    service: str
    protocol: str
    client: str
    method: str | None
    url: str
    path: str
    function: str
    location: Location
    url_span: Span
    path_span: Span | None
    method_span: Span | None
    status: CallStatus
    certainty: Certainty
    endpoints: tuple[str, ...] = ()
    reason: Message | None = None
    repetition: Repetition | None = None
    via: tuple[WrapperUse, ...] = ()
    is_async: bool = False
    """The client is asynchronous: the request is awaited."""
    through_client: bool = False
    """It goes through a client object (`httpx.Client()`, `axios.create()`), not through the library's own function."""
    services: tuple[str, ...] = ()
    """The services that its base may mean: one where host, port or proxy decide it, several where they leave it open, none if external."""


@dataclass(frozen=True, slots=True)
class ChannelEnd:
    """One side of a channel.

    `location` is the sending or receiving expression; of a task the function's name. `end` is the side of a list (`left`, `right`).
    `handler` is the name of the function that is given what comes, where that is not `location`; `extent` is all of that function.
    """

    service: str
    function: str
    location: Location
    end: str | None = None
    extent: Span | None = None
    is_async: bool = False
    handler: Location | None = None
    schedule: str = ""
    """Where a scheduler sends: when, as written."""
    every_ms: int | None = None
    """Its period, where that is a number."""

    @property
    def runs(self) -> Location:
        """The name of the function that runs when something is received."""
        return self.handler or self.location


@dataclass(frozen=True, slots=True)
class Channel:
    """An asynchronous hand-over."""

    kind: str
    name: str
    producers: tuple[ChannelEnd, ...]
    consumers: tuple[ChannelEnd, ...]


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One thing a function does to others, itself or through functions it calls.

    It is a call (`call` is its id) or a hand-over (`channel` is `kind name`). `function` is where it is written.
    `is_last` says that the function has no later step and calls no later function of the workspace.
    """

    call: str | None
    channel: str | None
    function: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """What a handler or a task sends, in order."""

    function: FunctionPlace
    steps: tuple[FlowStep, ...]


@dataclass(frozen=True, slots=True)
class LocalCall:
    """A function calls another of its workspace: `location` is the name that it calls, `caller` and `callee` are the functions' own names.

    Only what leads to a wire is kept: the callee sends, itself or through others, or is a handler or a task. `caller` is None at the top
    level of a file.
    """

    caller: Location | None
    callee: Location
    location: Location


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Routes of one file hang below a prefix in another: `location` is the include as written, `child` the router that it means.

    `prefix` ends with the router's own. `name_span` is where the child's module is written as a string, None where it is a name.
    """

    location: Location
    prefix: str
    child: Location
    name_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read and resolved. `skipped` counts files that could not be read or were too large."""

    files: int
    skipped: int
    endpoints: int
    calls: int
    linked: int
    external: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What is in a file, wires aside.

    `language` is a language identifier of LSP, `imports` the modules as written, `problems` what could not be read.
    """

    language: str
    functions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    problems: int = 0
    concepts: tuple[ConceptUse, ...] = ()


@dataclass(frozen=True, slots=True)
class CommunicationMap:
    """The whole. Every tuple is sorted, so that equal trees give equal maps."""

    services: tuple[Service, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    calls: tuple[OutgoingCall, ...] = ()
    channels: tuple[Channel, ...] = ()
    flows: tuple[Flow, ...] = ()
    functions: tuple[FunctionPlace, ...] = ()
    """Handlers, tasks, and every function that sends, itself or through others."""
    local_calls: tuple[LocalCall, ...] = ()
    inclusions: tuple[Inclusion, ...] = ()
    coverage: Coverage = Coverage(0, 0, 0, 0, 0, 0, 0)
