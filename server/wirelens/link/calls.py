"""Outgoing calls: each resolved to its URL, and matched to the endpoint at the other end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from wirelens.link.addresses import HTTP_PORT
from wirelens.link.expansion import Expansion
from wirelens.link.functions import readable_scope
from wirelens.link.host_names import is_local
from wirelens.link.judging import Judging
from wirelens.link.senders import Sender, Senders
from wirelens.link.services import Services
from wirelens.link.urls import Url, parse_url
from wirelens.link.verdicts import Request, Verdict
from wirelens.link.wrappers import Origin
from wirelens.model.communication_map import OutgoingCall
from wirelens.model.expression import Expression, Join, Literal
from wirelens.model.facts import Call, FileFacts
from wirelens.model.message import message
from wirelens.model.span import Location, Span

_BROKEN = ("no-route", "method-mismatch", "wrong-port")


def find_calls(  # noqa: PLR0913, PLR0917 - a request is judged by all of these
    file: str, facts: FileFacts, expansion: Expansion, senders: Senders, services: Services, judging: Judging
) -> tuple[OutgoingCall, ...]:
    """Every request written in a file, in the order of the source."""
    judge = _File(file, facts, expansion, senders, services, judging)
    found: list[OutgoingCall] = []
    for _, calls in groupby(facts.calls, key=_span):
        found.extend(judge.outcomes(calls))
    return tuple(_numbered(sorted(found, key=lambda call: call.location)))


@dataclass(frozen=True, slots=True)
class _File:
    """What the requests of one file are judged by."""

    file: str
    facts: FileFacts
    expansion: Expansion
    senders: Senders
    services: Services
    judging: Judging

    def outcomes(self, calls: Iterable[Call]) -> list[OutgoingCall]:
        """Where the requests of one place lead, for each way in which their conditions come out; those that lead to the same are one."""
        found: dict[tuple[str, str | None, tuple[str, ...]], OutgoingCall] = {}
        is_certain = True
        for call in calls:
            # What a wrapper sends has its base already. What only looks like a client's request there is the use of the wrapper itself.
            origin = None if call.client else self.expansion.origins.get(call.span)
            sender = self.senders.of(self.file, call) if origin is None else Sender(call.library, rewrites_urls=origin.rewrites_urls)
            for way, is_spelled in self.senders.ways(self.file, call, sender) if sender is not None else ():
                is_told = is_spelled and (origin is None or origin.is_spelled)
                outcome = self._outcome(way, sender, origin, is_spelled=is_told) if sender is not None else None
                if outcome is not None:
                    found.setdefault((outcome.status, outcome.method, outcome.endpoints), outcome)
                    is_certain &= is_told
        linked = [outcome for outcome in found.values() if outcome.status == "linked"]
        # Where nothing says which values are taken together, those that lead nowhere may never be.
        return list(found.values()) if is_certain or not linked else linked

    def _outcome(self, call: Call, sender: Sender, origin: Origin | None, *, is_spelled: bool) -> OutgoingCall | None:
        file, senders, judging = self.file, self.senders, self.judging
        location = Location(file, call.span)
        url = judging.written_out(parse_url(senders.requested(file, call, sender)), self.services.of_file(file))
        service, is_script, is_own = self.services.of_file(file), self.facts.language != "python", self.services.is_own_code(file)
        request = Request(file, service, call.method, call.protocol, is_script=is_script, is_own_code=is_own)
        verdict = judging.judge(url, request)
        if sender.rewrites_urls and verdict.status != "external":
            rewritten = senders.rewritten(file, call, sender)
            verdict = _rewritten(verdict, judging.judge(parse_url(rewritten), request) if rewritten is not None else None)
        if verdict.status == "ambiguous" and senders.is_open(file, call):
            verdict = Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=verdict.services)
        # What a wrapper puts before its callers' paths may be set by whoever runs it.
        is_put_before = origin is not None and not is_script and not _begins_here(call.url)
        if verdict.status in _BROKEN and (is_put_before or not senders.is_spelled(file, call)):
            if self._is_alarm_at_home(verdict, request, url):
                verdict = Verdict("unresolved", "certain", reason=message("resolution.unknown-port", port=url.port or HTTP_PORT))
            elif verdict.status == "wrong-port":
                verdict = replace(verdict, certainty="likely")  # where it runs, another address may be set
        ways = (location, *(step.location for step in origin.via)) if origin is not None else (location,)
        if verdict.status in _BROKEN and (not is_spelled or senders.is_overridden(ways)):
            verdict = Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=verdict.services)
        if verdict.status == "linked" and not is_spelled:
            verdict = replace(verdict, certainty="likely")
        if origin is None and sender.is_guess and verdict.status != "linked":
            return None
        if call.span in self.expansion.undecided and verdict.status != "external":
            verdict = Verdict("unresolved", "certain", reason=message("resolution.callers-decide"), services=verdict.services)
        return OutgoingCall(
            id=f"{file}:{location.line}:{location.column}",
            service=service,
            protocol=call.protocol,
            client=sender.library,
            method=call.method,
            url="" if url.is_dynamic and url.host is None else url.shown,
            path="" if url.is_dynamic else url.shown_path,
            function=readable_scope(self.facts, call.scope),
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

    def _is_alarm_at_home(self, verdict: Verdict, request: Request, url: Url) -> bool:
        """Whether a server would ask for what is not there itself on this machine, or inside of its container another program.

        An address that is configured is more likely another's.
        """
        if verdict.status not in {"no-route", "method-mismatch"} or request.is_script or not is_local(url.host or ""):
            return False
        asks_itself = request.is_own_code and request.service in verdict.services
        return asks_itself or request.service in self.services.addresses.contained


def _begins_here(url: Expression) -> bool:
    """Whether the beginning of a URL is written where it is asked for."""
    first = url.parts[0] if isinstance(url, Join) and url.parts else url
    return isinstance(first, Literal) and first.span is not None


def _span(call: Call) -> Span:
    return call.span


def _numbered(calls: list[OutgoingCall]) -> Iterator[OutgoingCall]:
    """Calls with ids of their own, also where one request stands for several."""
    count: Counter[str] = Counter()
    for call in calls:
        count[call.id] += 1
        yield call if count[call.id] == 1 else replace(call, id=f"{call.id}#{count[call.id]}")


def _rewritten(as_written: Verdict, as_sent: Verdict | None) -> Verdict:
    """What can be said of a request whose URL an interceptor may change: where it leads if it does, or if it does not."""
    for verdict in (as_sent, as_written):
        if verdict is not None and verdict.status == "linked":
            return replace(verdict, certainty="likely")
    return Verdict("unresolved", "certain", reason=message("resolution.rewritten"), services=as_written.services)
