"""All that one file says."""

from dataclasses import dataclass

from wirelens.model.facts.clients import Call, Client
from wirelens.model.facts.code import Access, Binding, Class, ConceptUse, Function, Import, Invocation, Listing, Loop, Repeat
from wirelens.model.facts.deployment import Container, EnvironmentVariable, Gateway, Image, Manifest, RunCommand
from wirelens.model.facts.messages import Receive, Send
from wirelens.model.facts.servers import Include, Route, Router
from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that could not be read."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that one file says.

    `file` is its file key, `language` a language identifier of LSP (`python`, `javascriptreact`, …). `import_folders`: from where it has
    modules imported beside the folders around it, each a path below one of these. `import_aliases`: what the names of modules may begin
    with in its folder and below, each with the path from there that it stands for.
    """

    file: str
    language: str
    imports: tuple[Import, ...] = ()
    import_folders: tuple[str, ...] = ()
    import_aliases: tuple[tuple[str, str], ...] = ()
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
