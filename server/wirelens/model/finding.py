"""What is wrong, with places, evidence and certain fixes."""

from dataclasses import dataclass
from typing import Literal

from wirelens.model.message import Message
from wirelens.model.span import Location

Severity = Literal["error", "warning", "information", "hint"]


@dataclass(frozen=True, slots=True)
class Related:
    """A place that explains a finding."""

    location: Location
    message: Message


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that certainly mends the finding: replace `location` by `new_text`."""

    title: Message
    location: Location
    new_text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `code` names the check (`no-route`, `method-mismatch`); the user may set its severity.
    """

    code: str
    severity: Severity
    message: Message
    location: Location
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
