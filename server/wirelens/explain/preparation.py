"""From a request to exactly what is sent: what is shown before and what is sent are made by the same function."""

import re

from wirelens.explain.access import Access
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import Prompt, build
from wirelens.explain.redaction import redact
from wirelens.explain.request import Request
from wirelens.explain.scope import MAX_CHARACTERS, holds_secrets
from wirelens.model.message import message

MODEL_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
"""The name becomes part of the URL, and a workspace may set it: nothing in it may lead to another path."""

BORDER = "\n\0\n"


def prepare(request: Request, access: Access | None = None) -> Prompt:
    """The prompt for a request. Takes milliseconds to seconds of CPU: not for the event loop.

    Raises:
        ExplainFailure: the file is never sent, is too long, or the model has no possible name.
    """
    if holds_secrets(request.file):
        raise ExplainFailure(message("explain.secret-file", file=request.file))
    if len(request.text) > MAX_CHARACTERS:
        raise ExplainFailure(message("explain.too-long", file=request.file, characters=len(request.text), limit=MAX_CHARACTERS))
    if not MODEL_NAME.fullmatch(request.model):
        raise ExplainFailure(message("explain.unknown-model", model=request.model))
    # Together, so that a secret found in the text is taken out of the facts too.
    redacted = redact(request.facts + BORDER + request.text, [access.key] if access else [])
    facts, _, text = redacted.text.partition(BORDER)
    return build(request, text, facts, redacted.count)
