"""Outgoing calls: each resolved to its URL, and matched to the endpoint at the other end."""

from dataclasses import replace

from wirelens.link.addresses import HTTP_PORT, is_local
from wirelens.link.functions import readable_scope
from wirelens.link.judging import Judging, Request, Verdict
from wirelens.link.senders import Sender, Senders
from wirelens.link.services import Services
from wirelens.link.urls import Url, parse_url
from wirelens.link.wrappers import Expansion
from wirelens.model.communication_map import OutgoingCall
from wirelens.model.facts import FileFacts
from wirelens.model.message import message
from wirelens.model.span import Location


def find_calls(  # noqa: PLR0913, PLR0917 - a request is judged by all of these
    file: str, facts: FileFacts, expansion: Expansion, senders: Senders, services: Services, judging: Judging
) -> tuple[OutgoingCall, ...]:
    """Every request written in a file, in the order of the source."""
    found: list[OutgoingCall] = []
    for call in facts.calls:
        location = Location(file, call.span)
        # What a wrapper sends has its base already. What only looks like a client's request there is the use of the wrapper itself.
        origin = None if call.client else expansion.origins.get(location)
        sender = senders.of(file, call) if origin is None else Sender(call.library, rewrites_urls=origin.rewrites_urls)
        if sender is None:
            continue
        url = parse_url(senders.requested(file, call, sender))
        service, is_script, is_own = services.of_file(file), facts.language != "python", services.is_own_code(file)
        request = Request(file, service, call.method, call.protocol, is_script=is_script, is_own_code=is_own)
        verdict = judging.judge(url, request)
        if sender.rewrites_urls and verdict.status != "external":
            rewritten = senders.rewritten(file, call, sender)
            verdict = _rewritten(verdict, judging.judge(parse_url(rewritten), request) if rewritten is not None else None)
        if verdict.status == "ambiguous" and senders.is_open(file, call):
            verdict = Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=verdict.services)
        if _is_alarm_at_home(verdict, request, url) and not senders.is_spelled(file, call):
            verdict = Verdict("unresolved", "certain", reason=message("resolution.unknown-port", port=url.port or HTTP_PORT))
        ways = (location, *(step.location for step in origin.via)) if origin is not None else (location,)
        if verdict.status in {"no-route", "method-mismatch", "wrong-port"} and senders.is_overridden(ways):
            verdict = Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=verdict.services)
        if origin is None and sender.is_guess and verdict.status != "linked":
            continue
        if location in expansion.undecided and verdict.status != "external":
            verdict = Verdict("unresolved", "certain", reason=message("resolution.callers-decide"), services=verdict.services)
        found.append(
            OutgoingCall(
                id=f"{file}:{location.line}:{location.column}",
                service=service,
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
                services=verdict.services,
                reason=verdict.reason,
                via=origin.via if origin is not None else (),
                is_async=origin.is_async if origin is not None else sender.is_async,
                through_client=origin.through_client if origin is not None else bool(call.client),
            )
        )
    return tuple(sorted(found, key=lambda call: call.location))


def _is_alarm_at_home(verdict: Verdict, request: Request, url: Url) -> bool:
    """Whether a server would ask itself, on this machine, for what it has not: an address that is configured is more likely another's."""
    asks_itself = request.is_own_code and not request.is_script and request.service in verdict.services
    return verdict.status in {"no-route", "method-mismatch"} and asks_itself and is_local(url.host or "")


def _rewritten(as_written: Verdict, as_sent: Verdict | None) -> Verdict:
    """What can be said of a request whose URL an interceptor may change: where it leads if it does, or if it does not."""
    for verdict in (as_sent, as_written):
        if verdict is not None and verdict.status == "linked":
            return replace(verdict, certainty="likely")
    return Verdict("unresolved", "certain", reason=message("resolution.rewritten"), services=as_written.services)
