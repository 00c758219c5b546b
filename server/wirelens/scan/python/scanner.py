"""One Python file's text → what it says of the network."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from wirelens.model.expression import Choice, Expression, Join, Name
from wirelens.model.facts import Class, FileFacts, Function, Router
from wirelens.model.span import Span
from wirelens.model.test_files import is_test_file
from wirelens.scan.concepts import with_concepts
from wirelens.scan.python import (
    arq,
    asyncio_tasks,
    celery,
    channel_layers,
    class_views,
    django_models,
    django_ninja,
    django_routers,
    django_urls,
    django_views,
    django_websockets,
    dramatiq,
    fastapi,
    flask,
    hand_overs,
    http_clients,
    kafka,
    ninja_controllers,
    rabbitmq,
    redis,
    repeats,
    resource_apis,
    router_classes,
    router_loops,
    rq,
    starlette_routes,
    taskiq,
    unknown_routes,
    urllib_requests,
    uvicorn,
    websocket_clients,
)
from wirelens.scan.python.import_folders import import_folders
from wirelens.scan.python.invocations import invocations_of
from wirelens.scan.python.module import ClassSite, FunctionSite, Module
from wirelens.scan.python.results import value_or_result
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.settings_classes import as_variables
from wirelens.scan.python.syntax import parse
from wirelens.scan.python.walk import Walk
from wirelens.scan.text import LineIndex
from wirelens.scan.trees import Trees

Dialect = Callable[[Module], None]
"""A framework: it looks through a file's calls, decorated functions and assignments, and adds to the module what they mean."""

DIALECTS: tuple[Dialect, ...] = (
    router_classes.read,
    router_loops.read,
    fastapi.read,
    starlette_routes.read,
    flask.read,
    resource_apis.read,
    unknown_routes.read,
    uvicorn.read,
    django_urls.read,
    django_routers.read,
    django_ninja.read,
    ninja_controllers.read,
    django_websockets.read,
    django_views.read,
    class_views.read,
    django_models.read,
    http_clients.read,
    urllib_requests.read,
    websocket_clients.read,
    repeats.read,
    celery.read,
    dramatiq.read,
    taskiq.read,
    rq.read,
    arq.read,
    asyncio_tasks.read,
    redis.read,
    rabbitmq.read,
    kafka.read,
    channel_layers.read,
    hand_overs.read,
)


def scan(file: str, text: str, trees: Trees | None = None) -> FileFacts:
    """What one Python file says. It never raises: what is no Python becomes a problem, and the rest is still read.

    `trees` keeps the trees of open documents.
    """
    index = LineIndex(text)
    tree = parse(index.source, file, trees)
    module = Module(file, index, tree.root_node, Scope("", "module", None))
    walk = Walk(module)
    walk.over(tree)
    for read in DIALECTS:
        read(module)
    is_test = is_test_file(file)
    facts = FileFacts(
        file=file,
        language="python",
        imports=tuple(walk.imports),
        import_folders=import_folders(module),
        bindings=tuple(as_variables(walk.bindings, module)),
        functions=tuple(_function(site, index) for site in module.functions),
        classes=tuple(_class(site, index) for site in module.classes),
        invocations=invocations_of(module, walk.calls),
        listings=tuple(module.listings),
        loops=tuple(module.loops),
        routers=_once(_in_order(module.routers)),
        routes=_in_order(module.routes),
        includes=_in_order(module.includes),
        clients=_in_order(module.clients),
        calls=_in_order(module.requests),
        sends=() if is_test else _in_order(module.sends),
        receives=() if is_test else _in_order(module.receives),
        repeats=_in_order(module.repeats),
        accesses=_in_order(module.accesses),
        run_commands=_in_order(module.run_commands),
        manifest=module.manifest,
        problems=tuple(walk.problems),
    )
    return with_concepts(facts, module.root, index)


def _function(site: FunctionSite, index: LineIndex) -> Function:
    return Function(
        scope=site.scope.name,
        name=site.name,
        span=index.span_of(site.name_node),
        extent=index.span_of(site.extent),
        parameters=site.parameters,
        is_async=site.node.child_count > 0 and site.node.child(0).type == "async",
        handles=site.handles,
        accepts=site.accepts,
        framework=site.framework,
        returns=site.gives or _returned(site, index),
        annotation=index.text_of(annotated) if (annotated := site.node.child_by_field_name("return_type")) is not None else None,
    )


def _class(site: ClassSite, index: LineIndex) -> Class:
    return Class(
        scope=site.scope.name,
        name=site.name,
        span=index.span_of(site.name_node),
        extent=index.span_of(site.extent),
        bases=site.inner.bases,
        inherited=tuple(site.inherited),
        actions=tuple(site.actions),
        accepts=site.accepts,
        framework=site.framework,
        router_kind=site.router_kind,
        prefix=site.prefix,
        lookup=site.lookup,
    )


def _returned(site: FunctionSite, index: LineIndex) -> Expression | None:
    """The one value of all its `return` statements; both where they give a parameter with and without something before it; else None."""
    values = list(dict.fromkeys(value_or_result(node, index) for node in site.returned))
    if len(values) == 1:
        return values[0]
    given = next((Name(each.name) for each in site.parameters if Name(each.name) in values), None)
    longer = [value for value in values if isinstance(value, Join) and value.parts[-1] == given]
    return Choice((given, *longer)) if given is not None and len(longer) == len(values) - 1 else None


def _once(routers: tuple[Router, ...]) -> tuple[Router, ...]:
    """Each application once, also where one of two branches makes it."""
    first = {(router.scope, router.name): router for router in reversed(routers)}
    return tuple(router for router in routers if router.kind != "application" or first[router.scope, router.name] is router)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_Fact = TypeVar("_Fact", bound=_Placed)


def _in_order(facts: Iterable[_Fact]) -> tuple[_Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.span))
