"""Functions as tasks: what task libraries have in common. A library is one file with its `TaskLibrary`."""

from dataclasses import dataclass

from tree_sitter import Node

from wirelens.model.expression import Name
from wirelens.model.facts import Medium, Receive, Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import CallSite, FunctionSite, Module
from wirelens.scan.python.syntax import arguments_of, dotted_name, unwrapped
from wirelens.scan.python.values import expression


@dataclass(frozen=True, slots=True)
class TaskLibrary:
    """A library in which a decorator makes a function a task, and methods of that task hand it over.

    `kind` is the channel kind, `packages` what it is imported from. `functions` decorate by themselves, `methods` as those of an
    application or a broker. `name` is the keyword that gives a task another name than its function's. `senders` hand a task over.
    """

    kind: str
    packages: tuple[str, ...]
    functions: frozenset[str]
    methods: frozenset[str]
    name: str
    senders: frozenset[str]


def read_tasks(module: Module, library: TaskLibrary) -> None:
    """Find the functions that a library's decorators declare, and what may hand them over: linking knows which are tasks."""
    for function in module.functions:
        for decorator in function.decorators:
            _declaration(module, library, function, decorator)
    for call in module.calls_of(library.senders):
        task = call.callee.rpartition(".")[0] if call.callee is not None else ""
        if task:
            span = module.text.span_of(call.node)
            module.sends.append(Send(call.scope.name, library.kind, Name(task), span, is_declared=True))


def _declaration(module: Module, library: TaskLibrary, function: FunctionSite, decorator: Node) -> None:
    is_call = decorator.type == "call"
    called = decorator.child_by_field_name("function") if is_call else decorator
    dotted = dotted_name(unwrapped(called), module.text) if called is not None else None
    if dotted is None:
        return
    owner, _, word = dotted.rpartition(".")
    through: Medium | None = None
    if word in library.functions and (module.qualified(dotted, function.scope) or "").partition(".")[0] in library.packages:
        pass
    elif word in library.methods and owner:
        through = medium(module, CallSite(decorator, function.scope, word, dotted), library.packages, library.packages)
    else:
        return
    written = arguments_of(decorator, module.text).keywords.get(library.name) if is_call else None
    module.receives.append(
        Receive(
            scope=function.scope.name,
            kind=library.kind,
            name=expression(written, module.text) if written is not None else Name(function.name),
            span=module.text.span_of(function.name_node),
            through=through,
            handler=Name(function.name),
        )
    )
