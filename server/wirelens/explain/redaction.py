"""Takes secrets out of what is sent: those of known shapes, those that detect-secrets finds, and those that are known."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from wirelens.explain.detectors import GUESSED, detected_secrets
from wirelens.explain.secret_shapes import PRIVATE_KEY, shaped_secrets

REFERENCE = re.compile(r"\$?\{[^{}]*\}|%\(\w+\)s|%s|<\w+>|\$\w+")
"""A place that the program fills in: `{password}`, `${PASSWORD}`, `%s`. It holds no secret."""

WORD = re.compile(r"[A-Za-z_ ]{0,16}|.{0,3}")
"""A value that may well be a word of the program (`password = "string"`). It is taken out where it was found and stays elsewhere."""

SHORTEST = 4
"""Known values that are shorter stand everywhere, and are no secrets."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """Texts without their secrets, each with as many lines as before. `counts` says how many different ones of each kind were taken out."""

    texts: tuple[str, ...]
    counts: Mapping[str, int]


def redact(texts: Sequence[str], known: Collection[str] = ()) -> Redacted:
    """The texts with each secret replaced by a mark that says its kind.

    A secret that was found once is taken out wherever it stands in any of them. A comment that allows a secret for detect-secrets does
    not count here: what may be committed may still not be sent.

    Args:
        texts: what is about to be sent.
        known: values that are secret for sure, such as the key that Gemini is asked with.
    """
    counts: Counter[str] = Counter()
    found = {form: "known secret" for value in known if len(value) >= SHORTEST for form in (value, quote(value, safe=""))}
    suspected: list[tuple[str, str]] = []
    cleaned: list[str] = []
    for text in texts:
        rest, blocks = PRIVATE_KEY.subn(lambda match: _mark("private key", match[0]), text)
        counts["private key"] += blocks
        lines = rest.split("\n")
        for number, line in enumerate(lines):
            for secret, kind in detected_secrets(line):
                if WORD.fullmatch(secret) and not REFERENCE.fullmatch(secret):
                    lines[number] = lines[number].replace(secret, _mark(kind, secret))
                    counts[kind] += 1
                else:
                    suspected.append((secret, kind))
        suspected += shaped_secrets(rest)
        cleaned.append("\n".join(lines))
    for secret, kind in sorted(suspected, key=lambda each: each[1] == GUESSED):  # what knows the kind goes before what does not
        if not REFERENCE.fullmatch(secret):
            found.setdefault(secret, kind)
    taken: set[str] = set()
    texts = tuple(_without(text, found, taken) for text in cleaned)
    counts.update(found[secret] for secret in taken)
    return Redacted(texts, {kind: count for kind, count in sorted(counts.items()) if count})


def _without(text: str, secrets: Mapping[str, str], taken: set[str]) -> str:
    """The text without the secrets that stand in it, which are added to `taken`. In one go: no mark is read again."""
    present = sorted((secret for secret in secrets if secret in text), key=len, reverse=True)
    if not present:
        return text

    def mark(match: re.Match[str]) -> str:
        taken.add(match[0])
        return _mark(secrets[match[0]], match[0])

    return re.sub("|".join(_anywhere(secret) for secret in present), mark, text)


def _anywhere(secret: str) -> str:
    """A pattern for a secret: within other words too, unless it is a word itself."""
    escaped = re.escape(secret)
    return rf"(?<!\w){escaped}(?!\w)" if WORD.fullmatch(secret) else escaped


def _mark(kind: str, secret: str) -> str:
    """What stands in a secret's place, with as many line ends."""
    return f"[redacted: {kind}]" + "\n" * secret.count("\n")
