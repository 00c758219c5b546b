"""Everything that can go wrong between here and Gemini, each with its own sentence and its own consequence."""

import json
import math
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from wirelens.explain.access import Access
from wirelens.explain.trouble import Trouble
from wirelens.model.message import Message, message

if TYPE_CHECKING:
    from google.genai.errors import APIError

DURATION = re.compile(r"(\d+(?:\.\d+)?)s")
"""A duration as protobuf writes it in JSON (`7s`, `0.5s`)."""

PASSING: Mapping[int, tuple[str, str]] = {
    HTTPStatus.TOO_MANY_REQUESTS: ("explain.rate-limited", "explain.pause.rate-limited"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("explain.overloaded", "explain.pause.overloaded"),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("explain.server-error", "explain.pause.server-error"),
    HTTPStatus.BAD_GATEWAY: ("explain.server-error", "explain.pause.server-error"),
    HTTPStatus.GATEWAY_TIMEOUT: ("explain.server-error", "explain.pause.server-error"),
}
"""The statuses after which the same request may succeed: what is said at last, and what while it is waited."""

LONGEST_DETAIL = 200


def trouble_of(error: BaseException, access: Access, model: str, *, has_begun: bool) -> Trouble:
    """What an exception that google-genai let through means.

    Args:
        error: the exception.
        access: how Gemini was asked.
        model: which model was asked.
        has_begun: whether a piece of the answer had come: asking again would be billed twice.
    """
    from google.genai.errors import APIError, UnknownApiResponseError  # noqa: PLC0415 - loaded long before, and heavy

    if isinstance(error, APIError):
        trouble = _answered(error, access, model)
    elif isinstance(error, (UnknownApiResponseError, json.JSONDecodeError)):
        trouble = Trouble(message("explain.broken-chunk", host=access.host), may_be_billed=True)
    else:
        trouble = _unanswered(error, access)
    return Trouble(trouble.sentence, may_be_billed=True) if has_begun else trouble


def _answered(error: "APIError", access: Access, model: str) -> Trouble:
    """What an HTTP status of Gemini means (https://ai.google.dev/gemini-api/docs/troubleshooting)."""
    code = error.code
    details = _error(cast("object", error.details))  # pyright: ignore[reportUnknownMemberType]
    if _reason(details) in ("API_KEY_INVALID", "API_KEY_EXPIRED"):  # says 400
        code = HTTPStatus.UNAUTHORIZED
    if (refusal := _refusal(code, access, model)) is not None:
        return Trouble(refusal)
    sentence, pause = PASSING.get(code, ("explain.refused", ""))
    seconds = _retry_info_seconds(details)
    if seconds is None:
        seconds = _retry_after_seconds(_headers(error))
    if seconds is not None and code == HTTPStatus.TOO_MANY_REQUESTS:
        return Trouble(message("explain.rate-limited-for", seconds=math.ceil(seconds)), pause, seconds)
    return Trouble(message(sentence, code=code, detail=_detail(details)), pause, seconds)


def _refusal(code: int, access: Access, model: str) -> Message | None:
    """Why one may not ask at all, or not for this model."""
    match code:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN if access.vertex and access.vertex.project:
            return message("explain.project-refused", project=access.vertex.project, model=model, code=code)
        case HTTPStatus.UNAUTHORIZED:
            return message("explain.wrong-key", variable=access.key_source)
        case HTTPStatus.FORBIDDEN:
            return message("explain.forbidden", variable=access.key_source, model=model)
        case HTTPStatus.NOT_FOUND:
            return message("explain.unknown-model", model=model)
        case HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return message("explain.proxy", host=access.host)
        case _:
            return None


def _unanswered(error: BaseException, access: Access) -> Trouble:
    """What a connection that could not be made or did not last means."""
    import httpx2  # noqa: PLC0415 - loaded with google-genai
    from google.auth.exceptions import GoogleAuthError  # noqa: PLC0415 - as above

    if isinstance(error, GoogleAuthError):
        return Trouble(message("explain.no-credentials"))
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Trouble(message("explain.unknown-host", host=access.host))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Trouble(message("explain.certificate", host=access.host))
    outcomes: Mapping[type[Exception], tuple[str, str]] = {
        httpx2.ProxyError: ("explain.proxy", ""),
        httpx2.ConnectError: ("explain.unreachable", ""),
        httpx2.RemoteProtocolError: ("explain.broken-stream", "explain.pause.reset"),
        httpx2.NetworkError: ("explain.reset", "explain.pause.reset"),
    }
    for kind, (sentence, pause) in outcomes.items():
        if isinstance(error, kind):
            return Trouble(message(sentence, host=access.host), pause, may_be_billed=bool(pause))
    return Trouble(message("explain.unexpected", kind=type(error).__name__))


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


def _retry_info_seconds(error: Mapping[str, Any]) -> float | None:
    """How long Gemini says to wait."""
    match = DURATION.fullmatch(str(_details(error, "RetryInfo").get("retryDelay", "")))
    return float(match[1]) if match else None


def _headers(error: "APIError") -> Mapping[str, str]:
    """The headers of the answer; those that a stream's error has none of are empty."""
    response = cast("object", error.response)  # pyright: ignore[reportUnknownMemberType]
    return cast("Mapping[str, str]", getattr(response, "headers", None) or {})


def _retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """How long the header says to wait (RFC 9110, section 10.2.3): in seconds, or until a date."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _detail(error: Mapping[str, Any]) -> str:
    """Gemini's own sentence, in one short line."""
    return " ".join(str(error.get("message", "")).split())[:LONGEST_DETAIL]
