"""How many tokens a text takes, as good as it can be said without asking Gemini."""

import math

CHARACTERS_A_TOKEN = 3.5
"""Of code. Google says four of English (https://ai.google.dev/gemini-api/docs/tokens); code has more signs and names."""

LETTERS_A_TOKEN = 1.5
"""Of scripts other than Latin, such as Korean."""


def estimated_tokens(text: str) -> int:
    """The tokens of a text. An order of magnitude, made to be rather too high than too low; only Gemini counts them exactly."""
    others = sum(not character.isascii() for character in text) if not text.isascii() else 0
    return math.ceil((len(text) - others) / CHARACTERS_A_TOKEN + others / LETTERS_A_TOKEN)
