"""The dialect of arq: jobs by the names of their functions, which a worker's settings list."""

from wirelens.model.expression import Literal, Name
from wirelens.model.facts import Receive, Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression

_KIND = "arq-task"


def read(module: Module) -> None:
    """Find `redis.enqueue_job("name")` and `class WorkerSettings: functions = [name]`."""
    for call in module.calls_of(("enqueue_job",)):
        name, through = module.arguments(call).get(0, "function"), medium(module, call)
        if name is not None and through is not None:
            span = module.text.span_of(call.node)
            module.sends.append(Send(call.scope.name, _KIND, expression(name, module.text), span, through=through))
    for assignment in module.assignments:
        scope, listed = assignment.target.scope, assignment.value
        is_settings = scope.kind == "class" and (scope.name.endswith("WorkerSettings") or "arq" in module.packages)
        if not is_settings or assignment.target.name != "functions" or listed.type not in {"list", "tuple"}:
            continue
        for element in elements(listed):
            # `func(work, name="…")` wraps a function.
            inner = arguments_of(element, module.text) if element.type == "call" else None
            function = inner.get(0, "coroutine") if inner is not None else element
            dotted = dotted_name(unwrapped(function), module.text) if function is not None else None
            written = inner.keywords.get("name") if inner is not None else None
            if dotted is not None:
                name = expression(written, module.text) if written is not None else Literal(dotted.rpartition(".")[2])
                span = module.text.span_of(element)
                module.receives.append(Receive(scope.parent.name if scope.parent else "", _KIND, name, span, handler=Name(dotted)))
