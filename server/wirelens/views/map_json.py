"""The map as JSON, schema `wirelens.map/1`: sorted as the map is, and byte for byte the same for the same tree.

Values that no analysis yields yet (what requests and answers hold) are null. `ends` of a repeated call (`every_ms`) are what is known to
end it, the most telling first: the `kind` and `text` of `RepeatEnd` and where the code says so.
"""

import json
from typing import Any

from wirelens.messages import render
from wirelens.model.communication_map import (
    Channel,
    ChannelEnd,
    CommunicationMap,
    Coverage,
    Endpoint,
    OutgoingCall,
    RepetitionEnd,
    Service,
    WrapperUse,
)
from wirelens.model.finding import Finding
from wirelens.model.span import Location

Row = dict[str, Any]


def map_json(communication_map: CommunicationMap, findings: tuple[Finding, ...]) -> str:
    """The whole map and what is wrong in it. Sentences are English, so that the reader's settings change nothing."""
    document = {
        "schema": "wirelens.map/1",
        "root": ".",
        "services": [_service(service) for service in communication_map.services],
        "endpoints": [_endpoint(endpoint) for endpoint in communication_map.endpoints],
        "calls": [_call(call) for call in communication_map.calls],
        "channels": [_channel(channel) for channel in communication_map.channels],
        "findings": [_finding(finding) for finding in findings],
        "coverage": _coverage(communication_map.coverage),
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # File names that are not UTF-8 hold lone surrogates, which JSON can only spell as escapes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _service(service: Service) -> Row:
    return {
        "id": service.id,
        "root": service.root,
        "kind": list(service.kind),
        "base_urls": list(service.base_urls),
        "unseen_callers": service.has_unseen_callers,
    }


def _endpoint(endpoint: Endpoint) -> Row:
    return {
        "id": endpoint.id,
        "service": endpoint.service,
        "protocol": endpoint.protocol,
        "methods": list(endpoint.methods),
        "handles": list(endpoint.handles),
        "path": endpoint.path,
        "framework": endpoint.framework,
        "handler": endpoint.handler,
        **_place(endpoint.location),
        "declared": _declared(endpoint),
        "external": endpoint.external,
        "takes": None,
        "gives": None,
        "needs": None,
        "certainty": endpoint.certainty,
    }


def _declared(endpoint: Endpoint) -> Row | None:
    """Where the route is written, unless that is on its handler."""
    declared = endpoint.declared
    if declared.file == endpoint.location.file and (
        declared == endpoint.location or (endpoint.extent is not None and endpoint.extent.holds(declared.span.start))
    ):
        return None
    return {"file": declared.file, "line": declared.line}


def _call(call: OutgoingCall) -> Row:
    return {
        "id": call.id,
        "service": call.service,
        "protocol": call.protocol,
        "client": call.client,
        "method": call.method,
        "url": call.url,
        "path": call.path,
        "function": call.function,
        **_place(call.location),
        "status": call.status,
        "certainty": call.certainty,
        "endpoints": list(call.endpoints),
        "reason": render(call.reason, "en") if call.reason else None,
        "every_ms": call.repetition.every_ms if call.repetition else None,
        "ends": [_end(end) for end in call.repetition.ends] if call.repetition else [],
        "sends": None,
        "reads": None,
        "via": [_wrapper(use) for use in call.via],
    }


def _end(end: RepetitionEnd) -> Row:
    return {"kind": end.kind, "text": end.text, "file": end.location.file, "line": end.location.line}


def _wrapper(use: WrapperUse) -> Row:
    return {"function": use.function, "file": use.location.file, "line": use.location.line}


def _channel(channel: Channel) -> Row:
    return {
        "kind": channel.kind,
        "name": channel.name,
        "producers": [_channel_end(end) for end in channel.producers],
        "consumers": [_channel_end(end) for end in channel.consumers],
    }


def _channel_end(end: ChannelEnd) -> Row:
    return {"service": end.service, "function": end.function, "file": end.location.file, "line": end.location.line, "end": end.end}


def _finding(finding: Finding) -> Row:
    end = finding.location.span.end
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": render(finding.message, "en"),
        **_place(finding.location),
        "end_line": end.line + 1,
        "end_column": end.column + 1,
        "related": [
            {"file": item.location.file, "line": item.location.line, "message": render(item.message, "en")} for item in finding.related
        ],
    }


def _coverage(coverage: Coverage) -> Row:
    return {
        "files": coverage.files,
        "skipped": coverage.skipped,
        "endpoints": coverage.endpoints,
        "calls": coverage.calls,
        "linked": coverage.linked,
        "external": coverage.external,
        "unresolved": coverage.unresolved,
    }


def _place(location: Location) -> Row:
    return {"file": location.file, "line": location.line, "column": location.column}
