"""A sentence on the idea that a framework's name stands for, with a link to the framework's own page."""

from bisect import bisect_right

from wirelens.messages import render
from wirelens.model.concepts import CONCEPTS, Concept
from wirelens.model.facts import ConceptUse
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position
from wirelens.views.phrases import Phrases
from wirelens.views.style import Markdown

_BY_KEY = {concept.key: concept for concept in CONCEPTS}
_WORDS = {"async-handler": "async def", "sync-handler": "def"}


def concept_at(snapshot: Snapshot, file: str, position: Position) -> ConceptUse | None:
    """The use of a concept at a position."""
    summary = snapshot.files.get(file)
    if summary is None:
        return None
    index = bisect_right(summary.concepts, position, key=lambda use: use.span.start) - 1
    return summary.concepts[index] if index >= 0 and summary.concepts[index].span.holds(position) else None


def describe_concept(phrases: Phrases, use: ConceptUse) -> str:
    """What the concept is, in one sentence."""
    concept, language = _BY_KEY[use.concept], phrases.snapshot.language
    key = "editor.concept" if isinstance(phrases.style, Markdown) else "editor.concept.plain"
    page = concept.page_ko if language == "ko" and concept.page_ko else concept.page
    sentence = message(f"editor.concept.{concept.key}")
    return render(message(key, word=phrases.style.code(_word(concept)), sentence=sentence, page=page), language)


def _word(concept: Concept) -> str:
    return _WORDS.get(concept.key) or (*concept.names, *concept.members)[0].rpartition(".")[2]
