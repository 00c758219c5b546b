"""Functions that are handed over with their arguments to something else that runs them: threads, executors, background tasks, queues.

Whoever hands a function over says what it is given, as any caller does: `background_tasks.add_task(send, url)` is a call `send(url)`.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.facts import Invocation
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression, plain_text

_PACKAGES = frozenset(
    {"asyncio", "threading", "multiprocessing", "_thread", "starlette", "fastapi", "anyio", "trio", "gevent", "eventlet", "django_rq"}
)
"""What functions and classes that run others are imported from, where they are called by their bare names."""

_FOLLOWED: Mapping[str, tuple[int, str]] = {
    **dict.fromkeys(("add_task", "BackgroundTask", "to_thread", "run_in_threadpool", "run_sync", "start_soon"), (0, "func")),
    **dict.fromkeys(("call_soon", "call_soon_threadsafe"), (0, "callback")),
    **dict.fromkeys(("call_later", "call_at"), (1, "callback")),
    "submit": (0, "fn"),
    "run_in_executor": (1, "func"),
    "start_background_task": (0, "target"),
    "spawn": (0, "function"),
}
"""Where the function stands whose arguments follow it, and what it is called by."""


class _Listed(NamedTuple):
    """Where a function stands, and the list and the dictionary of what it is given; each with its keyword."""

    function: tuple[int, str]
    arguments: tuple[int, str]
    keywords: tuple[int, str]


_LISTED: Mapping[str, _Listed] = {
    **dict.fromkeys(("Thread", "Process"), _Listed((1, "target"), (3, "args"), (4, "kwargs"))),
    "Timer": _Listed((1, "function"), (2, "args"), (3, "kwargs")),
    "start_new_thread": _Listed((0, "function"), (1, "args"), (2, "kwargs")),
    "apply_async": _Listed((0, "func"), (1, "args"), (2, "kwds")),
}

_OF_TASKS = frozenset({"delay", "delay_on_commit", "si", "kiq", "send"})
"""Methods of tasks that are given the task's own arguments."""

_LISTED_OF_TASKS = frozenset({"apply_async", "apply_async_on_commit", "send_with_options"})
"""Methods of tasks that are given them as a list and a dictionary."""


def read(module: Module) -> None:
    """Find what is handed over, each as a call of the function; which of these names are functions, linking knows."""
    for call in module.calls_of(_FOLLOWED):
        given, (index, keyword) = module.arguments(call), _FOLLOWED[call.name]
        function = given.get(index, keyword)
        if function is not None and given.complete and _runs_others(module, call):
            named = {name: value for name, value in given.keywords.items() if name != keyword}
            _hand_over(module, call, function, given.positional[index + 1 :], named)
    for call in module.calls_of(_LISTED):
        given, listed = module.arguments(call), _LISTED[call.name]
        function = given.get(*listed.function)
        if function is not None and given.complete and _runs_others(module, call):
            _hand_over_listed(module, call, function, given.get(*listed.arguments), given.get(*listed.keywords))
    for call in module.calls_of(_OF_TASKS | _LISTED_OF_TASKS):
        function, given = call.node.child_by_field_name("function"), module.arguments(call)
        task = function.child_by_field_name("object") if function is not None else None
        if task is None or not given.complete or not _may_be_task(module, task, call):
            continue
        if call.name in _OF_TASKS:
            _hand_over(module, call, task, given.positional, given.keywords)
        else:
            is_celery = call.name != "send_with_options"
            listed = given.get(0, "args") if is_celery else given.keywords.get("args")
            _hand_over_listed(module, call, task, listed, given.get(1, "kwargs") if is_celery else given.keywords.get("kwargs"))


def _runs_others(module: Module, call: CallSite) -> bool:
    """Whether what is called may be what its name says: a method, or a function of a package that runs others."""
    if call.callee is None or "." in call.callee:
        return True
    return (module.qualified(call.callee, call.scope) or "").partition(".")[0] in _PACKAGES


def _may_be_task(module: Module, task: Node, call: CallSite) -> bool:
    """Tasks are functions: they are defined by name or imported."""
    dotted = dotted_name(task, module.text)
    bound = module.step(dotted, call.scope, call.node.start_byte).bound if dotted is not None else None
    return bound is not None and (bound.imported is not None or bound.defined is not None)


def _hand_over_listed(module: Module, call: CallSite, function: Node, listed: Node | None, named: Node | None) -> None:
    listed, named = (unwrapped(each) if each is not None else None for each in (listed, named))
    positional = elements(listed) if listed is not None and listed.type in {"list", "tuple"} else []
    pairs = elements(named) if named is not None and named.type == "dictionary" else []
    is_seen = (listed is None or listed.type in {"list", "tuple"}) and (named is None or named.type == "dictionary")
    keywords: dict[str, Node] = {}
    for pair in pairs:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        name = plain_text(expression(key, module.text)) if key is not None else None
        if name is None or value is None:
            return
        keywords[name] = value
    if is_seen and all(each.type != "list_splat" for each in positional):
        _hand_over(module, call, function, positional, keywords)


def _hand_over(module: Module, call: CallSite, function: Node, positional: Iterable[Node], keywords: Mapping[str, Node]) -> None:
    function = unwrapped(function)
    made = function.child_by_field_name("function") if function.type == "call" else None
    dotted = dotted_name(made, module.text) if made is not None else None
    if dotted is not None and module.qualified(dotted, call.scope) == "functools.partial":
        given = arguments_of(function, module.text)
        if not given.positional or not given.complete:
            return
        function, positional, keywords = given.positional[0], (*given.positional[1:], *positional), {**given.keywords, **keywords}
    callee = dotted_name(function, module.text)
    if callee is None:
        return
    invocation = Invocation(
        scope=call.scope.name,
        callee=callee,
        span=module.text.span(function.start_byte, call.node.end_byte),
        arguments=tuple(expression(each, module.text) for each in positional),
        keywords=tuple((name, expression(each, module.text)) for name, each in keywords.items()),
        is_handed_over=True,
        through=medium(module, call),
    )
    module.hand_overs.append((call, invocation))
