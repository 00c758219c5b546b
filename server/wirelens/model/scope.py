"""What an explanation is about."""

from dataclasses import dataclass
from typing import Literal

ScopeKind = Literal["file", "function", "endpoint", "flow"]


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A file, a function, an endpoint with everyone it talks to, or a flow (client → handler → task → callback → poll).

    `file` is the file key of what was asked about, `name` the qualified name of the function or handler there, `""` for a file.
    """

    kind: ScopeKind
    file: str
    name: str = ""
