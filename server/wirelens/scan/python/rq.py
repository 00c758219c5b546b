"""The dialect of RQ: any function may be a job; a decorator makes one that hands itself over."""

from wirelens.model.expression import Name
from wirelens.model.facts import Send
from wirelens.scan.python.message_medium import medium
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import dotted_name, unwrapped
from wirelens.scan.python.task_queues import TaskLibrary, read_tasks

_PACKAGES = ("rq", "django_rq", "flask_rq2", "rq_scheduler")

RQ = TaskLibrary(
    kind="rq-task",
    packages=_PACKAGES,
    functions=frozenset({"job"}),
    methods=frozenset({"job"}),
    name="",
    senders=frozenset({"delay", "queue", "schedule"}),
)
_JOB_AT = {"enqueue": 0, "enqueue_call": 0, "enqueue_at": 1, "enqueue_in": 1}
"""Where the job's function stands among the arguments."""


def read(module: Module) -> None:
    """Find `@job`, and `queue.enqueue(function, …)`."""
    read_tasks(module, RQ)
    for call in module.calls_of(_JOB_AT):
        job = module.arguments(call).get(_JOB_AT[call.name], "func")
        name = dotted_name(unwrapped(job), module.text) if job is not None else None
        through = medium(module, call, _PACKAGES, ("rq",))
        if through is None and call.callee is not None:  # `from django_rq import enqueue`
            qualified = module.qualified(call.callee, call.scope) or ""
            if qualified.partition(".")[0] not in _PACKAGES:
                continue
        if name is not None:
            module.sends.append(Send(call.scope.name, "rq-task", Name(name), module.text.span_of(call.node), through=through))
