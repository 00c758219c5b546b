"""One JavaScript or TypeScript file's text → what it says of the network."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from wirelens.model.facts import FileFacts, Problem
from wirelens.model.span import Span
from wirelens.model.test_files import is_test_file
from wirelens.scan.concepts import with_concepts
from wirelens.scan.javascript import brokers, clients, fetch, interceptors, queries, request_objects, timers, websocket
from wirelens.scan.javascript.development_servers import gateways_of
from wirelens.scan.javascript.grammar import is_library, is_minified, language_of, parse
from wirelens.scan.javascript.import_aliases import import_aliases_of
from wirelens.scan.javascript.invocations import invocations_of
from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.script_blocks import script_of
from wirelens.scan.javascript.walk import Walk
from wirelens.scan.text import LineIndex
from wirelens.scan.trees import Trees

Dialect = Callable[[Module], None]
"""A library: it looks through a file's calls and assignments, and adds to the module what they mean."""

DIALECTS: tuple[Dialect, ...] = (
    clients.read,
    interceptors.read,
    request_objects.read,
    queries.read,
    fetch.read,
    websocket.read,
    timers.read,
    brokers.read,
)


def reads(file: str) -> bool:
    """Whether a file of this name holds JavaScript or TypeScript."""
    return language_of(file) is not None


def scan(file: str, text: str, trees: Trees | None = None) -> FileFacts:
    """What one file says. It never raises: what cannot be read becomes a problem, and the rest is still read.

    What a module exports as a whole is bound to the name `default`: `export default api` binds it to `api`, members of an exported
    object are `default.list`, an unnamed function or class, or a client, is itself named `default`. `trees` keeps the trees of open
    documents.
    """
    language = language_of(file) or "javascript"
    index = LineIndex(text)
    if is_minified(text):
        return FileFacts(file, language, problems=(Problem("minified", index.span(0, 0)),))
    if is_library(file, text):
        return FileFacts(file, language, problems=(Problem("library", index.span(0, 0)),))
    tree = parse(index.source, script_of(language, index.source), file, trees)
    if tree is None:
        return FileFacts(file, language)
    module = Module(index, Scope("", "module"))
    walk = Walk(module, is_component=language in {"vue", "svelte"})
    walk.over(tree)
    for read in DIALECTS:
        read(module)
    is_test = is_test_file(file)
    facts = FileFacts(
        file=file,
        language=language,
        imports=tuple(walk.imports),
        import_aliases=import_aliases_of(file, tree, index),
        bindings=_in_order(walk.bindings.facts()),
        functions=tuple(walk.functions()),
        classes=tuple(walk.classes),
        invocations=() if is_test else _in_order((*invocations_of(module, [*walk.calls, *module.constructions]), *module.invoked)),
        clients=_in_order(module.clients),
        calls=() if is_test else _in_order(module.requests),
        sends=() if is_test else _in_order(module.sends),
        receives=() if is_test else _in_order(module.receives),
        repeats=() if is_test else _in_order(module.repeats),
        gateways=gateways_of(file, tree, index),
        problems=tuple(walk.problems),
    )
    return with_concepts(facts, tree.root_node, index)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_Fact = TypeVar("_Fact", bound=_Placed)


def _in_order(facts: Iterable[_Fact]) -> tuple[_Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.span))
