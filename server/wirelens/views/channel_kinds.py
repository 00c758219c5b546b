"""What sort of channel each kind is, and what carries it."""

from collections.abc import Mapping
from typing import Literal

Sort = Literal["task", "asyncio-task", "queue", "pubsub", "stream", "topic", "group"]

SORTS: Mapping[str, Sort] = {
    "asyncio-task": "asyncio-task",
    "redis-list": "queue",
    "redis-pubsub": "pubsub",
    "redis-stream": "stream",
    "rabbitmq": "queue",
    "kafka": "topic",
    "channel-layer": "group",
}
"""What sort of channel a kind is; those that end in `-task` are tasks."""

TECHNOLOGIES: Mapping[str, str] = {
    "celery-task": "Celery",
    "rq-task": "RQ",
    "arq-task": "arq",
    "dramatiq-task": "Dramatiq",
    "taskiq-task": "Taskiq",
    "redis-list": "Redis",
    "redis-pubsub": "Redis",
    "redis-stream": "Redis",
    "rabbitmq": "RabbitMQ",
    "kafka": "Kafka",
    "channel-layer": "Django Channels",
}
"""What carries a channel of a kind."""


def sort_of(kind: str) -> Sort:
    """What sort of channel a kind is."""
    return SORTS.get(kind, "task" if kind.endswith("-task") else "queue")


def is_task(kind: str) -> bool:
    """Whether a channel of this kind is a function that is handed over."""
    return kind.endswith("-task")
