"""What Gemini said, as hover, lens and report tell it: marked as Gemini's, with whether it still holds."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from wirelens.model.narrative import SECTIONS, Citation, Claim, Explanation, Narrative, Scope, Staleness
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.phrases import Phrases
from wirelens.views.style import Markdown, Plain, Style

LONGEST_SUMMARY = 240
"""Characters of Gemini's that a hover shows."""

MOST_FILES = 3
"""Changed files that are named one by one."""

NEAREST = ("function", "endpoint", "flow", "file")
"""Kinds of scopes, the one that says most of a single function first."""


def explanation_of(snapshot: Snapshot, file: str, names: Iterable[str]) -> Explanation | None:
    """What says most of one of some functions of a file, else of the file as a whole; what still holds comes first."""
    named = {*names, ""}
    fitting = [each for each in snapshot.explanations.get(file, ()) if each.narrative.scope.name in named]
    return min(fitting, key=_nearness, default=None)


def _nearness(explanation: Explanation) -> tuple[bool, int]:
    return explanation.staleness is not None, NEAREST.index(explanation.narrative.scope.kind)


def staleness_phrase(phrases: Phrases, staleness: Staleness) -> str:
    """Why an explanation no longer holds: `the file changed`, `the other side changed (server.py)`."""
    if staleness.others:
        style = phrases.style
        shown = [style.file(file) if _is_known(phrases, file) else style.plain(file) for file in staleness.others[:MOST_FILES]]
        more = len(staleness.others) - len(shown)
        files = ", ".join((*shown, *((phrases.say("hover.more", count=more),) if more else ())))
        return phrases.say("stale.both" if staleness.own else "stale.others", files=files)
    return phrases.say("stale.own" if staleness.own else "stale.around")


def scope_phrase(phrases: Phrases, scope: Scope) -> str:
    """What an explanation is about: `function `send``, `file`."""
    return phrases.say(f"scope.{scope.kind}", name=phrases.style.code(scope.name)) if scope.name else phrases.say("scope.file")


def hover_sentence(phrases: Phrases, explanation: Explanation) -> str:
    """One sentence of Gemini's, with a link to its report."""
    narrative, style = explanation.narrative, phrases.style
    summary = narrative.summary
    cut = _prose(style, summary if len(summary) <= LONGEST_SUMMARY else summary[: LONGEST_SUMMARY - 1] + "…")
    if explanation.staleness is None:
        sentence = phrases.say("hover.gemini", summary=cut)
    else:
        sentence = phrases.say("hover.gemini-stale", summary=cut, why=staleness_phrase(phrases, explanation.staleness))
    return f"{sentence} {_report_link(style, phrases.say('hover.gemini-report'), explanation.report)}".rstrip()


def report_paragraphs(phrases: Phrases, style: Markdown, explanation: Explanation) -> Iterator[str]:
    """All that Gemini said of a scope, below a line: who says it and of what, whether it holds, the claims with their places."""
    narrative, plain = explanation.narrative, style.plain
    yield "---"
    yield f"## {phrases.say('report.gemini-title', scope=scope_phrase(phrases, narrative.scope), title=plain(narrative.title))}"
    yield f"*{_written_by(phrases, explanation)}*"
    if explanation.staleness is not None:
        yield f"**{phrases.say('report.stale', why=staleness_phrase(phrases, explanation.staleness))}**"
    for name in SECTIONS:
        claims = narrative.section(name)
        if claims:
            yield f"### {phrases.say(f'section.{name}')}"
            yield "\n".join(f"{'1.' if name == 'flows' else '-'} {_claim(phrases, claim)}" for claim in claims)
    if narrative.dropped_claims or narrative.dropped_citations:
        yield f"*{_dropped(phrases, narrative)}*"


def explanation_text(snapshot: Snapshot, explanation: Explanation) -> str:
    """The same as plain text, for terminals."""
    phrases, narrative = Phrases(snapshot, Plain()), explanation.narrative
    lines = [_written_by(phrases, explanation), "", f"{narrative.file}: {scope_phrase(phrases, narrative.scope)}: {narrative.title}"]
    if explanation.staleness is not None:
        lines.insert(1, phrases.say("report.stale", why=staleness_phrase(phrases, explanation.staleness)))
    for name in SECTIONS:
        claims = narrative.section(name)
        if claims:
            lines += ["", phrases.say(f"section.{name}"), *(f"- {_claim(phrases, claim)}" for claim in claims)]
    if narrative.dropped_claims or narrative.dropped_citations:
        lines += ["", _dropped(phrases, narrative)]
    return "\n".join(lines)


def _written_by(phrases: Phrases, explanation: Explanation) -> str:
    narrative, plain = explanation.narrative, phrases.style.plain
    written = phrases.say("report.gemini", model=plain(narrative.model), date=_minute(plain(narrative.asked_at)))
    return f"{written} {phrases.say('report.fresh')}" if explanation.staleness is None else written


def _dropped(phrases: Phrases, narrative: Narrative) -> str:
    return phrases.say("report.dropped", claims=narrative.dropped_claims, citations=narrative.dropped_citations)


def _claim(phrases: Phrases, claim: Claim) -> str:
    text = _prose(phrases.style, claim.text)
    places = ", ".join(_place(phrases, citation) for citation in claim.citations)
    return f"{text} ({places})" if places else text


def _prose(style: Style, text: str) -> str:
    """Text of Gemini's on one line. Names between backticks are code, since models write them so; all else is plain."""
    opening = style.paragraph if isinstance(style, Markdown) else style.plain
    first, *pieces = text.split("`")
    if len(pieces) % 2:
        return opening(text)
    codes, rest = pieces[::2], pieces[1::2]
    named = (style.code(code) if code.strip() else style.plain(f"`{code}`") for code in codes)
    return _spaced(opening, first) + "".join(code + _spaced(style.plain, after) for code, after in zip(named, rest, strict=True))


def _spaced(style: Callable[[str], str], piece: str) -> str:
    """A piece of a sentence in a style that trims it, with the space around it."""
    core = piece.strip(" ")
    before, after = piece[: len(piece) - len(piece.lstrip(" "))], piece[len(piece.rstrip(" ")) :]
    return before + style(core) + after if core else piece


def _place(phrases: Phrases, citation: Citation) -> str:
    """The cited line, as a link where the file is one of the workspace."""
    if not _is_known(phrases, citation.file) or citation.line < 1:
        return phrases.style.plain(f"{citation.file}:{citation.line}")
    top = Position(citation.line - 1, 0)
    return phrases.style.place(Location(citation.file, Span(top, top)))


def _is_known(phrases: Phrases, file: str) -> bool:
    return file in phrases.snapshot.files


def _minute(moment: str) -> str:
    """`2026-05-04 03:02 UTC` of an ISO 8601 moment."""
    return f"{moment[:10]} {moment[11:16]} UTC"


def _report_link(style: Style, label: str, path: str | None) -> str:
    if path is None or not isinstance(style, Markdown):
        return ""
    posix = path.replace("\\", "/")
    return f"[{label}](file://{quote(posix if posix.startswith('/') else '/' + posix)})"
