"""What frameworks and their usual extensions answer by themselves, at paths that no code names."""

import re

_DOCUMENTATION = re.compile(
    r"(?:/[^/]+)*/(?:docs(?:/oauth2-redirect)?|redoc|openapi\.(?:json|ya?ml)|swagger(?:-ui)?|swagger\.json|apidocs|apispec_1\.json|metrics)/?"
)
"""FastAPI's `/docs`, `/redoc` and `/openapi.json` ("Metadata and Docs URLs"), and what Flask's and Django's extensions call theirs;
where Prometheus' exporters answer."""

_FILES = re.compile(r"(?:/[^/]+)*/(?:static|media)/.+")
"""Flask's files, of the application and of each blueprint ("Static Files"), and those that Django serves while it is developed: those of
applications, and what was uploaded (`static(settings.MEDIA_URL, …)`)."""


def is_answered_by_framework(path: str, method: str | None) -> bool:
    """Whether a request may be answered although no route of the code takes its path."""
    return method in {"GET", "HEAD", None} and (_DOCUMENTATION.fullmatch(path) or _FILES.fullmatch(path)) is not None
