"""Everything that can go wrong between here and Gemini, each with its own sentence."""

import json
import math
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, cast

from wirelens.explain.access import Access
from wirelens.model.message import Message, message

DURATION = re.compile(r"(\d+(?:\.\d+)?)s")
"""A duration as protobuf writes it in JSON (`7s`, `0.5s`)."""

STATUS_SENTENCES: Mapping[int, str] = {
    HTTPStatus.TOO_MANY_REQUESTS: "explain.rate-limited",
    HTTPStatus.SERVICE_UNAVAILABLE: "explain.overloaded",
    HTTPStatus.INTERNAL_SERVER_ERROR: "explain.server-error",
    HTTPStatus.BAD_GATEWAY: "explain.server-error",
    HTTPStatus.GATEWAY_TIMEOUT: "explain.server-error",
}

LONGEST_DETAIL = 200


def sentence_for(error: BaseException, access: Access, model: str) -> Message:
    """What to tell a person about an exception that google-genai let through."""
    from google.genai.errors import APIError, UnknownApiResponseError  # noqa: PLC0415 - loaded long before, and heavy

    if isinstance(error, APIError):
        body = cast("object", error.details)  # pyright: ignore[reportUnknownMemberType]
        return _answered(error.code, body, access, model)
    if isinstance(error, (UnknownApiResponseError, json.JSONDecodeError)):
        return message("explain.broken-chunk", host=access.host)
    return _unanswered(error, access)


def _answered(code: int, body: object, access: Access, model: str) -> Message:
    """The sentence for an HTTP status of Gemini (https://ai.google.dev/gemini-api/docs/troubleshooting)."""
    details = _error(body)
    seconds = _retry_seconds(details)
    if _reason(details) in ("API_KEY_INVALID", "API_KEY_EXPIRED"):  # says 400
        code = HTTPStatus.UNAUTHORIZED
    match code:
        case HTTPStatus.UNAUTHORIZED:
            return message("explain.wrong-key", variable=access.key_source)
        case HTTPStatus.FORBIDDEN:
            return message("explain.forbidden", variable=access.key_source, model=model)
        case HTTPStatus.NOT_FOUND:
            return message("explain.unknown-model", model=model)
        case HTTPStatus.TOO_MANY_REQUESTS if seconds is not None:
            return message("explain.rate-limited-for", seconds=seconds)
        case _:
            return message(STATUS_SENTENCES.get(code, "explain.refused"), code=code, detail=_detail(details))


def _unanswered(error: BaseException, access: Access) -> Message:
    """The sentence for a connection that could not be made or did not last."""
    import httpx2  # noqa: PLC0415 - loaded with google-genai

    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return message("explain.unknown-host", host=access.host)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return message("explain.certificate", host=access.host)
    sentences: Mapping[type[Exception], str] = {
        httpx2.ProxyError: "explain.proxy",
        httpx2.ConnectError: "explain.unreachable",
        httpx2.RemoteProtocolError: "explain.broken-stream",
        httpx2.NetworkError: "explain.reset",
    }
    for kind, key in sentences.items():
        if isinstance(error, kind):
            return message(key, host=access.host)
    return message("explain.unexpected", kind=type(error).__name__)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that led to it."""
    following: BaseException | None = error
    while following is not None:
        yield following
        if isinstance(following, BaseExceptionGroup):
            for each in cast("BaseExceptionGroup[BaseException]", following).exceptions:
                yield from _causes(each)
        following = following.__cause__ or following.__context__


def _error(body: object) -> Mapping[str, Any]:
    """The `error` object of an answer's body; empty where the body has none, as a proxy's page."""
    if isinstance(body, dict) and isinstance(inner := cast("dict[str, Any]", body).get("error"), dict):
        return cast("dict[str, Any]", inner)
    return {}


def _details(error: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """The detail of a type of `google.rpc` (https://cloud.google.com/apis/design/errors#error_details), or nothing."""
    entries = error.get("details")
    for entry in cast("list[Any]", entries) if isinstance(entries, list) else []:
        if isinstance(entry, dict) and str(cast("dict[str, Any]", entry).get("@type", "")).endswith(f"google.rpc.{kind}"):
            return cast("dict[str, Any]", entry)
    return {}


def _reason(error: Mapping[str, Any]) -> str:
    return str(_details(error, "ErrorInfo").get("reason", ""))


def _retry_seconds(error: Mapping[str, Any]) -> int | None:
    """How long Gemini says to wait."""
    match = DURATION.fullmatch(str(_details(error, "RetryInfo").get("retryDelay", "")))
    return math.ceil(float(match[1])) if match else None


def _detail(error: Mapping[str, Any]) -> str:
    """Gemini's own sentence, in one short line."""
    return " ".join(str(error.get("message", "")).split())[:LONGEST_DETAIL]
