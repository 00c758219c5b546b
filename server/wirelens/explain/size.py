"""How much would be sent, for a person to judge before it is."""

from collections import Counter
from collections.abc import Sequence

from wirelens.explain.price import price_order
from wirelens.explain.prompt import Prompt
from wirelens.explain.tokens import estimated_tokens
from wirelens.model.message import Message, message
from wirelens.model.settings import GeminiSettings


def shown_text(prompt: Prompt) -> str:
    """All that Gemini gets to read, byte for byte."""
    return f"{prompt.instruction}\n\n{prompt.content}"


def measures(prompts: Sequence[Prompt], settings: GeminiSettings) -> dict[str, int | Message]:
    """The places `kilobytes`, `tokens` and `price` of a sentence about prompts."""
    texts = [shown_text(prompt) for prompt in prompts]
    tokens = sum(map(estimated_tokens, texts))
    return {
        "kilobytes": -(-sum(len(text.encode()) for text in texts) // 1000),
        "tokens": tokens,
        "price": price_order(settings.model, tokens, len(prompts), settings.base_url),
    }


def size_of(prompts: Sequence[Prompt], settings: GeminiSettings) -> Message:
    """A sentence on what was shown and not sent: bytes, tokens, price by the settings, and what was taken out of it."""
    redacted = sum((Counter(prompt.redacted) for prompt in prompts), Counter[str]())
    return message(
        "consent.shown",
        **measures(prompts, settings),
        redacted=", ".join(f"{kind}: {count}" for kind, count in sorted(redacted.items())) or message("consent.no-secrets"),
    )
