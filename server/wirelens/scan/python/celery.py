"""The dialect of Celery: tasks, those who hand them over directly, by name or as parts of a canvas."""

from dataclasses import replace

from wirelens.model.expression import Name
from wirelens.model.facts import Send
from wirelens.scan.python.celery_schedules import read_schedules, schedule_of
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name
from wirelens.scan.python.task_queues import TaskLibrary, read_tasks
from wirelens.scan.python.values import expression

CELERY = TaskLibrary(
    kind="celery-task",
    packages=("celery",),
    functions=frozenset({"shared_task", "task"}),
    methods=frozenset({"task"}),
    name="name",
    senders=frozenset({"delay", "apply_async", "s", "si", "signature", "subtask", "delay_on_commit", "apply_async_on_commit"}),
)


def read(module: Module) -> None:
    """Find the tasks of a file and what it sends to tasks."""
    read_tasks(module, CELERY)
    for call in module.calls_of(("send_task", "signature", "subtask", "Signature")):
        _by_name(module, call)
    for call in module.calls_of(("add_periodic_task",)):
        _periodic(module, call)
    read_schedules(module)


def _by_name(module: Module, call: CallSite) -> None:
    """`app.send_task("tasks.add")`, `signature("tasks.add")`."""
    name = module.arguments(call).get(0, "name" if call.name == "send_task" else "task")
    if name is None:
        return
    qualified = module.qualified(call.callee, call.scope) if call.callee is not None else None
    is_library_function = qualified is not None and qualified.partition(".")[0] in CELERY.packages
    packages = () if call.name == "send_task" else CELERY.packages
    through = None if is_library_function else medium(module, call, packages, packages)
    if is_library_function or through is not None:
        span = module.text.span_of(call.node)
        module.sends.append(Send(call.scope.name, CELERY.kind, expression(name, module.text), span, through=through))


def _periodic(module: Module, call: CallSite) -> None:
    """`sender.add_periodic_task(10.0, add.s(1, 2))`: the signature inside, or the task itself, is what is sent, again and again."""
    arguments = module.arguments(call)
    when, signature = arguments.get(0, "schedule"), arguments.get(1, "sig")
    if when is None or signature is None:
        return
    span = module.text.span_of(signature)
    schedule, every_ms = schedule_of(when, module.text)
    task = dotted_name(signature, module.text)
    if task is not None:
        send = Send(call.scope.name, CELERY.kind, Name(task), span, is_declared=True, schedule=schedule, every_ms=every_ms)
        module.sends.append(send)
        return
    for index, send in enumerate(module.sends):
        if send.span == span:
            module.sends[index] = replace(send, schedule=schedule, every_ms=every_ms)
