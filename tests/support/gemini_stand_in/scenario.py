"""What the stand-in does with a request: one named scenario for each way Gemini answers or fails.

A scenario is chosen by the model's name (`scenario-rate-limited`), by what the control endpoint queued, or by the standing choice.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "answer", "error", "blocked", "safety", "cut", "empty", "reset", "truncated", "broken-chunk", "silent", "redirect", "hang-up"
]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way to answer.

    `text` is the answer; None makes one up that fits the request's schema. A stream sends it in `chunks` pieces, `delay` seconds
    apart; a `latched` one waits for a step before each piece. `retry_seconds` is what RetryInfo of an error says, `retry_after` its
    header, `location` where a redirect leads.
    """

    name: str
    kind: Kind = "answer"
    text: str | None = None
    chunks: int = 3
    latched: bool = False
    delay: float = 0.0
    status: int = 500
    reason: str = ""
    retry_seconds: int | None = None
    retry_after: str = ""
    location: str = ""


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("answer"),
        Scenario("slow", chunks=20, delay=0.25),
        Scenario("latched", latched=True),
        Scenario("wrong-key", "error", status=400, reason="API_KEY_INVALID"),
        Scenario("bad-request", "error", status=400),
        Scenario("unauthorized", "error", status=401),
        Scenario("forbidden", "error", status=403),
        Scenario("unknown-model", "error", status=404),
        Scenario("rate-limited", "error", status=429, retry_seconds=7),
        Scenario("server-error", "error", status=500),
        Scenario("overloaded", "error", status=503),
        Scenario("bad-gateway", "error", status=502),
        Scenario("gateway-timeout", "error", status=504),
        Scenario("blocked", "blocked"),
        Scenario("safety", "safety"),
        Scenario("cut", "cut"),
        Scenario("empty", "empty"),
        Scenario("hang-up", "hang-up"),
        Scenario("reset", "reset"),
        Scenario("truncated", "truncated"),
        Scenario("broken-chunk", "broken-chunk"),
        Scenario("broken-json", text='{"title": "half'),
        Scenario("wrong-shape", text='{"heading": 1}'),
        Scenario("silent", "silent"),
        Scenario("redirect", "redirect", status=307),
    )
}
