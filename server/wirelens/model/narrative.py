"""What Gemini said of a file. It is untrusted text and is shown as Gemini's, never as a fact."""

from dataclasses import dataclass

from wirelens.model.message import Language


@dataclass(frozen=True, slots=True)
class Narrative:
    """An explanation of `file`.

    `summary` is one sentence; `structure` and `communication` are paragraphs of plain text.
    """

    file: str
    title: str
    summary: str
    structure: str
    communication: str
    model: str
    language: Language
    created_at: str
    """ISO 8601, UTC."""
    report_path: str | None = None
    """The absolute path of the report in the cache folder."""
