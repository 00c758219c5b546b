"""Where Gemini is and with which key it is asked: from the user's own settings and environment, never from a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wirelens.explain.failure import ExplainFailure
from wirelens.model.message import message
from wirelens.model.settings import GeminiSettings

GOOGLE = "https://generativelanguage.googleapis.com"
"""The Gemini API (https://ai.google.dev/api)."""

KEY_VARIABLES = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
"""In this order, though google-genai itself takes the second one first: a GOOGLE_API_KEY may belong to another of Google's services."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Access:
    """`key_source` is the environment variable that holds the key. The key itself appears in no representation."""

    base_url: str
    key_source: str
    key: str = field(repr=False)

    @property
    def host(self) -> str:
        """The host that is asked, with its port if it is named, and without credentials."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]


def find_access(settings: GeminiSettings, environment: Mapping[str, str]) -> Access:
    """How Gemini is reached.

    Raises:
        ExplainFailure: the user switched Gemini off, there is no key, or it would travel in the clear.
    """
    if settings.enabled == "off":
        raise ExplainFailure(message("explain.off"))
    base_url = settings.base_url.rstrip("/") or GOOGLE
    parts = urlsplit(base_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ExplainFailure(message("explain.insecure-url", host=parts.netloc.rpartition("@")[2]))
    for variable in KEY_VARIABLES:
        if key := environment.get(variable, "").strip():
            return Access(base_url, variable, key)
    raise ExplainFailure(message("explain.no-key"))
