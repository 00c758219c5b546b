"""What asking costs: an order of magnitude by Google's list prices, which change; only the bill says more."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Context, Decimal
from urllib.parse import urlsplit

from wirelens.explain.access import GOOGLE
from wirelens.model.message import Message, message


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens of text, of prompts up to 200,000 tokens. Thoughts are billed as answers."""

    prompt: Decimal
    answer: Decimal


AS_OF = "2026-07"

PRICES: Mapping[str, Price] = {
    name: Price(Decimal(prompt), Decimal(answer))
    for name, prompt, answer in (
        ("gemini-3.5-flash", "1.50", "9.00"),
        ("gemini-3.1-pro-preview", "2.00", "12.00"),
        ("gemini-3.1-flash-lite", "0.25", "1.50"),
        ("gemini-3-flash-preview", "0.50", "3.00"),
        ("gemini-2.5-pro", "1.25", "10.00"),
        ("gemini-2.5-flash", "0.30", "2.50"),
        ("gemini-2.5-flash-lite", "0.10", "0.40"),
    )
}
"""The standard tier (https://ai.google.dev/gemini-api/docs/pricing), as of `AS_OF`."""

USUAL_ANSWER_TOKENS = 3_000
"""Of one explanation, thoughts included."""


def price_order(model: str, prompt_tokens: int, requests: int, base_url: str) -> Message:
    """A sentence on what some requests would cost.

    Args:
        model: Gemini's name for the model.
        prompt_tokens: of all prompts together.
        requests: how many there are.
        base_url: where they would go; "": to Google.
    """
    price = PRICES.get(model.removeprefix("models/"))
    if base_url.rstrip("/") not in ("", GOOGLE):
        return message("consent.price-elsewhere", host=urlsplit(base_url).netloc.rpartition("@")[2])
    if price is None:
        return message("consent.price-unknown", model=model)
    cost = (prompt_tokens * price.prompt + requests * USUAL_ANSWER_TOKENS * price.answer) / 1_000_000
    dollars = max(Context(prec=1, rounding=ROUND_UP).create_decimal(cost), Decimal("0.001"))
    return message("consent.price", dollars=f"{dollars:f}", as_of=AS_OF)
