"""Where Gemini is and with which key it is asked: from the user's own settings and environment, never from a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wirelens.explain.failure import ExplainFailure
from wirelens.model.message import message
from wirelens.model.settings import GeminiSettings

VERTEX = "https://aiplatform.googleapis.com"
"""Vertex AI (https://cloud.google.com/vertex-ai/generative-ai/docs/reference/rest); a location has a host of its own."""

CLOUD_CREDENTIALS = "application default credentials"
"""What stands in the place of a key (https://cloud.google.com/docs/authentication/application-default-credentials)."""

GOOGLE = "https://generativelanguage.googleapis.com"
"""The Gemini API (https://ai.google.dev/api)."""

KEY_VARIABLES = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
"""In this order, though google-genai itself takes the second one first: a GOOGLE_API_KEY may belong to another of Google's services."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Vertex:
    """Vertex AI is asked. `project` is "" where it is asked with a key."""

    project: str
    location: str


@dataclass(frozen=True, slots=True)
class Access:
    """`key_source` is the environment variable that holds the key. The key itself appears in no representation.

    It is "" where the credentials of Google Cloud take its place. `vertex` is None for the Gemini API.
    """

    base_url: str
    key_source: str
    key: str = field(repr=False)
    vertex: Vertex | None = None

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
    vertex = Vertex(settings.project, settings.location) if settings.service == "vertex" else None
    base_url = settings.base_url.rstrip("/") or _home(vertex)
    parts = urlsplit(base_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ExplainFailure(message("explain.insecure-url", host=parts.netloc.rpartition("@")[2]))
    if vertex is not None and vertex.project:
        return Access(base_url, CLOUD_CREDENTIALS, "", vertex)
    for variable in KEY_VARIABLES:
        if key := environment.get(variable, "").strip():
            return Access(base_url, variable, key, vertex)
    raise ExplainFailure(message("explain.no-key"))


def _home(vertex: Vertex | None) -> str:
    """Where Google itself answers."""
    if vertex is None:
        return GOOGLE
    return VERTEX if not vertex.project or vertex.location == "global" else VERTEX.replace("//", f"//{vertex.location}-")
