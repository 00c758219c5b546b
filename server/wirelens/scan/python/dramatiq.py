"""The dialect of Dramatiq."""

from wirelens.scan.python.module import Module
from wirelens.scan.python.task_queues import TaskLibrary, read_tasks

DRAMATIQ = TaskLibrary(
    kind="dramatiq-task",
    packages=("dramatiq",),
    functions=frozenset({"actor"}),
    methods=frozenset({"actor"}),
    name="actor_name",
    senders=frozenset({"send", "send_with_options"}),
)


def read(module: Module) -> None:
    """Find actors and what is sent to them."""
    read_tasks(module, DRAMATIQ)
