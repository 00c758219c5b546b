"""From a request to exactly what is sent: what is shown before and what is sent are made by the same function."""

import re
from collections.abc import Collection
from dataclasses import replace

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import Prompt, build
from wirelens.explain.redaction import redact
from wirelens.explain.request import Request
from wirelens.explain.scope import MAX_CHARACTERS, holds_secrets
from wirelens.model.message import message

MODEL_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
"""The name becomes part of the URL, and a workspace may set it: nothing in it may lead to another path."""


def prepare(request: Request, secrets: Collection[str] = ()) -> Prompt:
    """The prompt for a request. Takes milliseconds to seconds of CPU: not for the event loop.

    Raises:
        ExplainFailure: the file is never sent, is too long, or the model has no possible name.
    """
    if holds_secrets(request.file):
        raise ExplainFailure(message("explain.secret-file", file=request.file))
    characters = sum(len(part.text) for part in request.parts if part.why == "asked")
    if characters > MAX_CHARACTERS:
        raise ExplainFailure(message("explain.too-long", file=request.file, characters=characters, limit=MAX_CHARACTERS))
    if not MODEL_NAME.fullmatch(request.model):
        raise ExplainFailure(message("explain.unknown-model", model=request.model))
    # Together, so that a secret found in one text is taken out of all others too.
    redacted = redact([*(part.text for part in request.parts), *(facts.text for facts in request.facts)], secrets)
    texts = iter(redacted.texts)
    parts = tuple(replace(part, text=next(texts)) for part in request.parts)
    facts = tuple(replace(facts, text=next(texts)) for facts in request.facts)
    return build(replace(request, parts=parts, facts=facts), redacted.counts)
