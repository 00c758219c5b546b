"""The dialect of Taskiq."""

from wirelens.scan.python.module import Module
from wirelens.scan.python.task_queues import TaskLibrary, read_tasks

TASKIQ = TaskLibrary(
    kind="taskiq-task",
    packages=("taskiq", "taskiq_redis", "taskiq_aio_pika", "taskiq_nats", "taskiq_kafka"),
    functions=frozenset({"async_shared_broker"}),
    methods=frozenset({"task"}),
    name="task_name",
    senders=frozenset({"kiq"}),
)


def read(module: Module) -> None:
    """Find tasks and what hands them over."""
    read_tasks(module, TASKIQ)
