"""The JSON of Gemini's wire format, as the real service writes it."""

import json
import re
from collections.abc import Mapping
from typing import Any

from support.gemini_stand_in.scenario import Scenario

Json = dict[str, Any]

ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "models/unknown is not found for API version v1beta, or is not supported for generateContent."),
    429: ("RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details."),
    500: ("INTERNAL", "An internal error has occurred."),
    502: ("UNKNOWN", "Bad Gateway"),
    504: ("DEADLINE_EXCEEDED", "The service is unable to finish processing within the deadline."),
    503: ("UNAVAILABLE", "The model is overloaded. Please try again later."),
}


def error(scenario: Scenario) -> Json:
    """The body of an error answer."""
    status, sentence = ERRORS[scenario.status]
    details: list[Json] = []
    if scenario.reason:
        details.append({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": scenario.reason, "domain": "googleapis.com"})
        sentence = "API key not valid. Please pass a valid API key."
    if scenario.retry_seconds is not None:
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{scenario.retry_seconds}s"})
    body: Json = {"code": scenario.status, "message": sentence, "status": status}
    if details:
        body["details"] = details
    return {"error": body}


def made_up(schema: Mapping[str, Any], name: str = "answer", cited: Mapping[str, Any] | None = None) -> Any:
    """A value that fits a schema of Gemini (types are written in capitals there, in small letters in JSON Schema).

    What has the fields of `cited` cites that.
    """
    match str(schema.get("type", "object")).lower():
        case "object":
            properties: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
            if cited and properties.keys() == cited.keys():
                return dict(cited)
            return {key: made_up(value, key, cited) for key, value in properties.items()}
        case "array":
            return [made_up(schema.get("items", {"type": "string"}), name, cited)]
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return schema["enum"][0] if "enum" in schema else f"The stand-in's {name}."


CODE = re.compile(r'^<code-\w+ file=(".*") role=".*">\n(?:\d+ \| *\n)*(\d+) \| (.*)', re.MULTILINE)


def first_line(request: Mapping[str, Any]) -> Json | None:
    """The first line of code in a request, as a citation, so that made up answers rest on something."""
    texts = [part.get("text", "") for content in request.get("contents", []) for part in content.get("parts", [])]
    found = CODE.search("\n".join(texts))
    return {"file": json.loads(found[1]), "line": int(found[2]), "quote": found[3].strip()} if found else None


def answer_text(scenario: Scenario, request: Mapping[str, Any]) -> str:
    """The scenario's text, or one made up for the request."""
    if scenario.text is not None:
        return scenario.text
    configuration = request.get("generationConfig", {})
    schema = configuration.get("responseSchema") or configuration.get("responseJsonSchema")
    return json.dumps(made_up(schema, cited=first_line(request))) if schema else "The stand-in's answer."


def pieces(text: str, count: int) -> list[str]:
    """The text in at most `count` pieces that are about equally long."""
    size = max(1, -(-len(text) // count))
    return [text[start : start + size] for start in range(0, len(text), size)]


def usage(request: Mapping[str, Any], answer: str) -> Json:
    """Counts as Gemini gives them; a token is taken for four characters."""
    prompt = max(1, len(json.dumps(request.get("contents", []))) // 4)
    tokens = max(1, len(answer) // 4) if answer else 0
    counts: Json = {"promptTokenCount": prompt, "totalTokenCount": prompt + tokens + 8, "thoughtsTokenCount": 8}
    return {**counts, "candidatesTokenCount": tokens} if tokens else counts


def answer(scenario: Scenario, request: Mapping[str, Any], model: str) -> list[Json]:
    """The chunks of a streamed answer; a unary one is their merger."""
    text = answer_text(scenario, request)
    foot: Json = {"modelVersion": model, "responseId": "stand-in"}
    match scenario.kind:
        case "blocked":
            return [{"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": usage(request, ""), **foot}]
        case "safety":
            return [{"candidates": [{"finishReason": "SAFETY", "index": 0}], "usageMetadata": usage(request, ""), **foot}]
        case "empty":
            return [{"candidates": [{"finishReason": "STOP", "index": 0}], "usageMetadata": usage(request, ""), **foot}]
        case "cut":
            text = text[: len(text) // 2]
        case _:
            pass
    last = "MAX_TOKENS" if scenario.kind == "cut" else "STOP"
    chunks: list[Json] = [
        {"candidates": [{"content": {"parts": [{"text": piece}], "role": "model"}, "index": 0}], **foot}
        for piece in pieces(text, scenario.chunks)
    ]
    chunks[-1]["candidates"][0]["finishReason"] = last
    chunks[-1]["usageMetadata"] = usage(request, text)
    return chunks


def merged(chunks: list[Json]) -> Json:
    """The unary answer that says what the chunks say together."""
    whole = chunks[-1]
    texts = [
        part["text"]
        for chunk in chunks
        for candidate in chunk.get("candidates", [])
        for part in candidate.get("content", {}).get("parts", [])
    ]
    if texts:
        whole["candidates"][0]["content"]["parts"] = [{"text": "".join(texts)}]
    return whole
