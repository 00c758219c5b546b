"""What goes through queues, channels and tasks."""

from dataclasses import dataclass

from wirelens.model.expression import Expression
from wirelens.model.facts.code import Medium, Reference
from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class Send:
    """A hand-over to a named channel.

    `kind` is a channel kind of MAP_FORMAT (`background-task`, `celery-task`, `redis-list`, …); for a task, `name` is the function
    handed over (a Name) or what the task is called. `end` is the side of a list that is added to (`left`, `right`).
    """

    scope: str
    kind: str
    name: Expression
    span: Span
    end: str | None = None
    through: Medium | None = None
    is_declared: bool = False
    """Only functions that a Receive of the same kind declares can be handed over so: anything else that is sent is no task."""
    schedule: str = ""
    """Of a hand-over that a scheduler makes: when, as written."""
    every_ms: int | None = None
    """Its period, where that is a number."""


@dataclass(frozen=True, slots=True)
class Receive:
    """Whatever stands in `scope` takes from a named channel; `handler` is the function that is given what comes, where that is another.

    A function that is declared as a task is its own handler; `name` is then what the task is called, or the function as a Name.
    """

    scope: str
    kind: str
    name: Expression
    span: Span
    end: str | None = None
    through: Medium | None = None
    handler: Reference | None = None
    is_pattern: bool = False
    """`name` is a pattern, in which `*` stands for anything."""
