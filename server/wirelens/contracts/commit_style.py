"""How a repository words its commits, read off the last subjects."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from wirelens.model.staged_change import CommitStyle, CommitType

_TYPED = re.compile(
    r"(?P<opening>\[?)(?P<word>feat|feature|fix|bugfix|hotfix|refactor|refact|perf|style|docs?|tests?|build|ci|chore|deps)"
    r"(?:\((?P<scope>[^()]*)\))?!?(?P<closing>\]? ?:|\])(?: +|(?=\S))(?P<rest>.*)",
    re.IGNORECASE,
)
"""`feat: …`, `feat(api): …`, `[Feat] …`, `Fix : …` (conventionalcommits.org 1.0.0, and what is written in its place)."""

_TYPES: dict[str, CommitType] = {
    "feat": "feat", "feature": "feat", "fix": "fix", "bugfix": "fix", "hotfix": "fix", "refactor": "refactor", "refact": "refactor",
    "doc": "docs", "docs": "docs", "test": "test", "tests": "test", "build": "build", "deps": "build", "ci": "ci", "chore": "chore",
}  # fmt: skip
_SYMBOLS: dict[str, CommitType] = {
    "✨": "feat", "🎉": "feat", "🐛": "fix", "🚑": "fix", "♻": "refactor", "🎨": "refactor", "🔥": "refactor", "📝": "docs",
    "✅": "test", "🧪": "test", "⬆": "build", "📌": "build", "👷": "ci", "💚": "ci", "🔧": "chore",
}  # fmt: skip
"""As gitmoji.dev lists them."""

_VARIATION = "\ufe0f"
_SYMBOL = re.compile(rf"(?P<symbol>[{''.join(_SYMBOLS)}]){_VARIATION}? *(?P<rest>.*)")
_HANGUL = re.compile(r"[가-힣]")
_USUAL = 0.5
"""The share of subjects that makes something usual."""


def commit_style(subjects: Sequence[str]) -> CommitStyle:
    """What at least half of the subjects have in common."""
    if not subjects:
        return CommitStyle()
    typed = [found for subject in subjects if (found := _TYPED.match(subject))]
    symbolic = [found for subject in subjects if (found := _SYMBOL.match(subject))]
    language = "ko" if _is_usual(map(_HANGUL.search, subjects)) else "en"
    if len(typed) >= len(subjects) * _USUAL:
        forms = Counter((found["opening"], found["closing"]) for found in typed)
        (opening, closing), _ = forms.most_common(1)[0]
        words = Counter(found["word"] for found in typed if found["word"].lower() in _TYPES)
        scopes = Counter(found["scope"] for found in typed if found["scope"])
        return CommitStyle(
            opening,
            closing,
            _words(words),
            tuple(scope for scope, _ in scopes.most_common()) if scopes.total() >= len(typed) * _USUAL else (),
            _is_capitalised(found["rest"] for found in typed),
            language,
        )
    if len(symbolic) >= len(subjects) * _USUAL:
        symbols = Counter(found["symbol"] for found in symbolic)
        return CommitStyle(words=_symbols(symbols), is_capitalised=_is_capitalised(found["rest"] for found in symbolic), language=language)
    return CommitStyle(is_capitalised=_is_capitalised(subjects), language=language)


def _words(written: Counter[str]) -> dict[CommitType, str]:
    """Each type as it is written most often, the most frequent type first."""
    words: dict[CommitType, str] = {}
    for word, _ in written.most_common():
        words.setdefault(_TYPES[word.lower()], word)
    return words


def _symbols(written: Counter[str]) -> dict[CommitType, str]:
    """The same with symbols."""
    known: dict[CommitType, str] = {kind: symbol for symbol, kind in reversed(_SYMBOLS.items())}
    return {**known, **{_SYMBOLS[symbol]: symbol for symbol, _ in reversed(written.most_common())}}


def _is_capitalised(subjects: Iterable[str]) -> bool:
    firsts = [subject[:1] for subject in subjects if subject[:1].isalpha() and subject[:1].upper() != subject[:1].lower()]
    return not firsts or _is_usual(map(str.isupper, firsts))


def _is_usual(answers: Iterable[object]) -> bool:
    told = [bool(answer) for answer in answers]
    return sum(told) >= len(told) * _USUAL
