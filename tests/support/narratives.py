"""What Gemini said of the polling system, as a test wants it."""

from dataclasses import replace
from typing import Any

from support.polling_system import VIEWS
from wirelens.model.narrative import Citation, Claim, Narrative, Scope


def narrative(sentence: str, **changes: Any) -> Narrative:
    """One that says a sentence of the communication of the server's views."""
    claim = Claim(sentence, (Citation(VIEWS, 27),))
    whole = Narrative(Scope("file", VIEWS), "Relay", (), (claim,), (), (), (), "gemini-3", "en", "2026-01-24T05:06:07+00:00")
    return replace(whole, **changes)
