"""What is asked: one file, with what the map says of it."""

import hashlib
import json
from dataclasses import dataclass

from wirelens.model.message import Language

PROMPT_VERSION = 1
"""Raised with every change of the prompt or of the answer's schema: older answers are then no longer fresh."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to explain. `facts` is the static report of the map on it; `model` is Gemini's name for the model."""

    file: str
    text: str
    facts: str
    language: Language
    model: str

    @property
    def key(self) -> str:
        """Names the answer by all that it depends on: an answer stored under the key is fresh.

        Line ends do not count, since editors and the disk may differ in them.
        """
        text = self.text.replace("\r\n", "\n")
        recipe = json.dumps([PROMPT_VERSION, self.file, text, self.facts, self.language, self.model])
        return hashlib.blake2b(recipe.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
