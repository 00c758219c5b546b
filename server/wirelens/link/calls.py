"""Outgoing calls: each resolved to its URL, and matched to the endpoint at the other end."""

import re
from dataclasses import dataclass, replace
from ipaddress import ip_address

from wirelens.link.functions import readable_scope
from wirelens.link.match import Match, accepts, match_path, may_reach
from wirelens.link.senders import Sender, Senders
from wirelens.link.services import Listening, Services
from wirelens.link.urls import Url, parse_url
from wirelens.link.wrappers import Expansion
from wirelens.model.communication_map import CallStatus, Certainty, Endpoint, OutgoingCall
from wirelens.model.facts import Call
from wirelens.model.message import Message, message
from wirelens.model.span import Location

LOCAL_NAMES = frozenset({"localhost", "host.docker.internal", "docker.for.mac.localhost"})


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: CallStatus
    certainty: Certainty
    endpoints: tuple[str, ...] = ()
    reason: Message | None = None


def find_calls(expansion: Expansion, senders: Senders, services: Services, endpoints: tuple[Endpoint, ...]) -> tuple[OutgoingCall, ...]:
    """Every request written in the code, in the order of the source."""
    matching = _Matching(services, endpoints)
    found: list[OutgoingCall] = []
    for file, facts in sorted(expansion.files.items()):
        for call in facts.calls:
            location = Location(file, call.span)
            # What a wrapper sends has its base already. What only looks like a client's request there is the use of the wrapper itself.
            origin = None if call.client else expansion.origins.get(location)
            sender = senders.of(file, call) if origin is None else Sender(call.library)
            if sender is None:
                continue
            url = parse_url(senders.requested(file, call, sender))
            verdict = matching.judge(url, call)
            if location in expansion.undecided and verdict.status == "unresolved":
                verdict = replace(verdict, reason=message("resolution.callers-decide"))
            found.append(
                OutgoingCall(
                    id=f"{file}:{location.line}:{location.column}",
                    service=services.of_file(file),
                    protocol=call.protocol,
                    client=sender.library,
                    method=call.method,
                    url="" if url.is_dynamic and url.host is None else url.shown,
                    path="" if url.is_dynamic else url.shown_path,
                    function=readable_scope(facts, call.scope),
                    location=location,
                    url_span=call.url_span,
                    path_span=url.path_span,
                    method_span=call.method_span,
                    status=verdict.status,
                    certainty=verdict.certainty,
                    endpoints=verdict.endpoints,
                    reason=verdict.reason,
                    via=origin.via if origin is not None else (),
                    is_async=origin.is_async if origin is not None else sender.is_async,
                    through_client=origin.through_client if origin is not None else bool(call.client),
                )
            )
    return tuple(found)


class _Matching:
    """Judges URLs against the endpoints of the workspace."""

    def __init__(self, services: Services, endpoints: tuple[Endpoint, ...]) -> None:
        self._services = services
        self._endpoints = endpoints
        self._of_service: dict[str, list[Endpoint]] = {}
        for endpoint in endpoints:
            self._of_service.setdefault(endpoint.service, []).append(endpoint)

    def judge(self, url: Url, call: Call) -> _Verdict:
        if url.host is None:
            return self._without_base(url, call)
        authority = f"{url.host}:{url.port}"
        if authority in self._services.hosts:
            below = url.path.removeprefix(self._services.base_paths[authority]) or "/"
            return self._at_service(replace(url, path=below), call, Listening(self._services.hosts[authority], "certain"))
        listening = self._listening(url.host, url.port)
        if len(listening) == 1:
            return self._at_service(url, call, listening[0])
        if listening:
            return self._among(url, call, [entry.service for entry in listening])
        if is_local(url.host):
            return self._at_unknown_port(url, call)
        return _Verdict("external", "certain", reason=message("resolution.external", host=_authority(url)))

    def _listening(self, host: str, port: int | None) -> tuple[Listening, ...]:
        if is_local(host):
            return self._services.ports.get(port or 80, ())
        # A host without dots is a name on a container network: by convention that of the service's folder.
        named = [service.id for service in self._services.services if service.application and service.id.rpartition("/")[2] == host]
        return (Listening(named[0], "likely"),) if len(named) == 1 and "." not in host else ()

    def _at_service(self, url: Url, call: Call, listening: Listening) -> _Verdict:
        if url.is_dynamic:
            return _Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"))
        matches = match_path(url.path, call.method, call.protocol, self._of_service.get(listening.service, ()))
        accepted = _best([match for match in matches if accepts(match.endpoint, call.method)])
        if accepted:
            return _linked(accepted, listening.certainty)
        if matches and matches[0].is_certain:
            same = [match.endpoint for match in matches if match.is_certain]
            methods = ", ".join(sorted({method for endpoint in same for method in endpoint.methods}))
            if any(endpoint.certainty == "likely" for endpoint in same):
                reason = message("resolution.open-methods", path=url.shown_path, methods=methods, method=call.method or "")
                return _Verdict("unresolved", "certain", reason=reason)
            reason = message("resolution.method-mismatch", path=url.shown_path, methods=methods, method=call.method or "")
            return _Verdict("method-mismatch", listening.certainty, tuple(endpoint.id for endpoint in same), reason)
        if may_reach(url.path, url.holes, self._of_service.get(listening.service, ())):
            return _Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"))
        reason = message("resolution.no-route", path=url.shown_path, service=listening.service)
        return _Verdict("no-route", listening.certainty, reason=reason)

    def _among(self, url: Url, call: Call, candidates: list[str]) -> _Verdict:
        """Several services may be meant: the only one that answers is it, likely."""
        matches = [
            match
            for service in dict.fromkeys(candidates)
            for match in _best(
                [
                    m
                    for m in match_path(url.path, call.method, call.protocol, self._of_service.get(service, ()))
                    if accepts(m.endpoint, call.method)
                ]
            )
        ]
        certain = [match for match in matches if match.is_certain] or matches
        if certain:
            return _linked(certain, "likely")
        return _Verdict("unresolved", "certain", reason=message("resolution.no-candidate", path=url.shown_path))

    def _without_base(self, url: Url, call: Call) -> _Verdict:
        if url.is_dynamic:
            return _Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"))
        served = [service.id for service in self._services.services if service.application is not None]
        verdict = self._among(url, call, [service for service in served if ":" not in service])
        if verdict.status != "unresolved" or url.is_relative:
            return verdict
        # The unknown base may hold a part of the path: `${base}/items` with a base of `http://host/api`.
        suffix = [
            Match(endpoint, is_certain=False, rank=0)
            for endpoint in self._endpoints
            if not endpoint.external and accepts(endpoint, call.method) and _ends_with(endpoint.path, url.shown_path)
        ]
        return _linked(suffix, "likely") if suffix else verdict

    def _at_unknown_port(self, url: Url, call: Call) -> _Verdict:
        """This machine, but no service is known to listen on that port."""
        matches: list[Match] = []
        for service, endpoints in self._of_service.items():
            if ":" not in service:
                found = [
                    m
                    for m in match_path(url.path, call.method, call.protocol, endpoints)
                    if m.is_certain and accepts(m.endpoint, call.method)
                ]
                matches.extend(found[:1])
        known = {entry.service for entries in self._services.ports.values() for entry in entries if entry.certainty == "certain"}
        free = [match for match in matches if match.endpoint.service not in known and not match.endpoint.external]
        if free:
            return _linked(free, "likely")
        elsewhere = [match for match in matches if not match.endpoint.external]
        if elsewhere and all(service.id in known for service in self._services.services if service.application is not None):
            endpoint = elsewhere[0].endpoint
            reason = message("resolution.wrong-port", port=url.port or 80, path=url.shown_path, service=endpoint.service)
            return _Verdict("wrong-port", "certain", tuple(match.endpoint.id for match in elsewhere), reason)
        if any(_first_segment(endpoint.path) == _first_segment(url.path) for endpoint in self._endpoints if endpoint.service not in known):
            return _Verdict("unresolved", "certain", reason=message("resolution.unknown-port", port=url.port or 80))
        return _Verdict("external", "certain", reason=message("resolution.external", host=_authority(url)))


def _best(matches: list[Match]) -> list[Match]:
    """The match that the framework takes; all of them where only guesses are left and they differ."""
    if matches and matches[0].is_certain:
        return matches[:1]
    return matches


def _linked(matches: list[Match], certainty: Certainty) -> _Verdict:
    if len(matches) == 1:
        is_certain = matches[0].is_certain and matches[0].endpoint.certainty == "certain"
        return _Verdict("linked", certainty if is_certain else "likely", (matches[0].endpoint.id,))
    ids = tuple(match.endpoint.id for match in matches)
    return _Verdict("ambiguous", "likely", ids, message("resolution.ambiguous", count=len(ids)))


def _first_segment(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


def _ends_with(path: str, suffix: str) -> bool:
    route, asked = _neutral(path), _neutral(suffix)
    return len(asked.strip("/")) > 1 and asked.strip("/") != "{}" and route.endswith(asked)


def _neutral(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def is_local(host: str) -> bool:
    """Whether a host is this machine (RFC 6761 section 6.3; what containers call their host)."""
    if host in LOCAL_NAMES or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _authority(url: Url) -> str:
    standard = (None, 80, 443)
    return f"{url.host}" if url.port in standard else f"{url.host}:{url.port}"
