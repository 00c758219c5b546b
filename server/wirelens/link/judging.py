"""Where a URL leads: host and port choose the service, through the gateways between, which answers."""

import re
from collections.abc import Iterable
from dataclasses import replace

from wirelens.link.addresses import HTTP_PORT, Listening
from wirelens.link.answers import Answers
from wirelens.link.copies import Copies
from wirelens.link.host_names import by_convention, is_local
from wirelens.link.match import Match, has_fixed_part
from wirelens.link.named_routes import NamedRoutes
from wirelens.link.route_table import RouteTable
from wirelens.link.services import Services
from wirelens.link.urls import Url
from wirelens.link.verdicts import Request, Verdict, linked_likely
from wirelens.model.message import message

MOST_GATEWAYS = 4
"""How often a request is sent on before that is taken for a circle, and to how many gateways at once one that was sent on before."""

_PRIVATE = re.compile(r"10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}")
"""Addresses of private networks (RFC 1918)."""


class Judging:
    """Judges URLs against the endpoints of the workspace."""

    def __init__(self, services: Services, routes: RouteTable, copies: Copies) -> None:
        """Judges nothing yet."""
        self._services = services
        self._addresses = services.addresses
        self._routes = routes
        self._named = NamedRoutes(routes)
        self._answers = Answers(services, routes, copies)

    def written_out(self, url: Url, service: str) -> Url:
        """A URL that a page of a service has made of a route's name, with the route's path."""
        return self._named.written_out(url, service)

    def judge(self, url: Url, request: Request) -> Verdict:
        """What becomes of one request."""
        if url.service:
            return self._answers.at_service(url, request, url.service, "certain")
        if url.host is not None:
            return self._at_address(url, request, 0)
        is_to_own_origin = url.is_relative and request.is_script and not url.is_dynamic
        handler = self._services.gateways.handler(request.file, url) if is_to_own_origin else None
        answered = Verdict("unresolved", "certain", reason=message("resolution.own-handler", file=handler.file)) if handler else None
        if answered is not None and handler is not None and not handler.is_dynamic:
            return answered
        sent_on = self._through_gateways(url, request) if is_to_own_origin else None
        if sent_on is not None and sent_on.status != "external":
            return sent_on
        guess = self._answers.without_base(url, request)
        if answered is not None and handler is not None and not (handler.is_catch_all and guess.status in {"linked", "ambiguous"}):
            return answered  # what takes any path most often sends it on as it is
        if guess.status == "unresolved" and request.is_script and not url.is_relative and not url.is_dynamic:
            # What a front end has before its paths is most often its own origin, or that of the gateway.
            behind = self._through_gateways(url, request)
            sent_on = replace(behind, certainty="likely") if behind is not None and behind.status in {"linked", "ambiguous"} else None
        return sent_on if sent_on is not None and guess.status == "unresolved" else guess

    def _through_gateways(self, url: Url, request: Request) -> Verdict | None:
        """The way of a relative URL: its own development server decides, other proxies may say where it leads."""
        outside: Verdict | None = None
        verdicts: list[Verdict] = []
        for way in self._services.gateways.of(request.file):
            verdict = self._sent_on(Listening("", "certain" if way.is_own else "likely", way.gateway), url, request, 0)
            if verdict is None:
                continue
            if way.is_own and verdict.status in {"linked", "ambiguous", "no-route", "method-mismatch"}:
                return verdict
            if verdict.status in {"linked", "ambiguous"}:
                verdicts.append(verdict)
            elif way.is_own and verdict.status == "external":
                outside = verdict
        return verdicts[0] if len({verdict.endpoints for verdict in verdicts}) == 1 else outside

    def _sent_on(self, listening: Listening, url: Url, request: Request, depth: int) -> Verdict | None:
        """What becomes of a request that a gateway takes; None where it is not known what the gateway does with it."""
        sent = self._services.gateways.sent_on(listening.gateway, url) if listening.gateway is not None else None
        if sent is None or depth >= MOST_GATEWAYS:
            return None
        verdict = self._at_address(sent.url, request, depth + 1)
        if verdict.status == "no-route" and sent.is_catch_all and "." in url.path.rpartition("/")[2]:
            return None  # a file that the gateway has itself
        if verdict.status in {"no-route", "method-mismatch"} and sent.may_answer:
            return None
        if listening.certainty == "likely" and verdict.status in {"linked", "no-route", "method-mismatch", "wrong-port"}:
            return replace(verdict, certainty="likely")
        return verdict

    def _at_address(self, url: Url, request: Request, depth: int) -> Verdict:
        host, port = url.host or "", url.port or HTTP_PORT
        authority = f"{host}:{url.port}"
        if authority in self._services.hosts:
            below = url.path.removeprefix(self._services.base_paths[authority]) or "/"
            return self._answers.at_service(replace(url, path=below), request, self._services.hosts[authority], "certain")
        listening = self._addresses.at_port(port) if is_local(host) else self._at_name(host, port)
        if len(listening) == 1:
            verdict = self._at(listening[0], url, request, depth)
            # Nothing but a document says that the service is there: another program may be.
            is_unfounded = listening[0].is_contradicted and verdict.status in {"no-route", "method-mismatch"}
            free = (
                self._free(self._answers.matches(url, request, self._routes.services()))
                if verdict.status == "no-route" and is_local(host)
                else []
            )
            return self._at_unknown(port) if is_unfounded else linked_likely(free) if free else verdict
        if listening:
            return self._at_one_of(listening, url, request, depth)
        if is_local(host):
            return self._at_unknown_port(url, request)
        return self._at_unknown_name(url, request, depth)

    def _at_name(self, host: str, port: int) -> tuple[Listening, ...]:
        if host in self._addresses.names or host in self._addresses.foreign_names or host in self._addresses.unread_names:
            return self._addresses.at_name(host, port)
        named = by_convention(host, self._answers.served)
        return (Listening(named[0], "likely"),) if len(named) == 1 else ()

    def _at(self, listening: Listening, url: Url, request: Request, depth: int) -> Verdict:
        if listening.gateway is None:
            return self._answers.at_service(url, request, listening.service, listening.certainty)
        verdict = self._sent_on(listening, url, request, depth)
        if verdict is not None:
            return verdict
        # Of paths that no label names nothing is served, where nginx and development servers may have files, or rules elsewhere.
        guess = self._answers.among(url, request, self._answers.served if listening.gateway[1].kind != "labels" else [])
        reason = message("resolution.not-sent-on", file=listening.gateway[0], path=url.shown_path)
        return guess if guess.status != "unresolved" else replace(guess, reason=reason)

    def _at_one_of(self, listening: tuple[Listening, ...], url: Url, request: Request, depth: int) -> Verdict:
        """Several things are said to listen here: the only one that answers is it, likely."""
        unknown = message("resolution.several-listen", host=_authority(url))
        if all(each.gateway is None for each in listening):
            verdict = self._answers.among(url, request, [each.service for each in listening])
            return replace(verdict, reason=unknown) if verdict.status == "unresolved" else verdict
        verdicts = [self._at(each, url, request, depth) for each in (listening if _is_followed(len(listening), depth) else ())]
        ids = tuple(dict.fromkeys(id_ for verdict in verdicts if verdict.status == "linked" for id_ in verdict.endpoints))
        services = tuple(dict.fromkeys(service for verdict in verdicts for service in verdict.services))
        if len(ids) == 1:
            return Verdict("linked", "likely", ids, services=services)
        if ids:
            return Verdict("ambiguous", "likely", ids, message("resolution.ambiguous", count=len(ids)), services)
        return Verdict("unresolved", "certain", reason=unknown, services=services)

    def _at_unknown_port(self, url: Url, request: Request) -> Verdict:  # noqa: PLR0911  # one for each outcome
        """This machine, but no service is known to listen on that port."""
        port, addresses = url.port or HTTP_PORT, self._addresses
        external = Verdict("external", "certain", reason=message("resolution.external", host=_authority(url)))
        unknown = self._at_unknown(port)
        if port in addresses.unread_ports:
            return unknown
        if port in addresses.foreign_ports:
            return external
        answers = self._answers.matches(url, request, self._routes.services())
        own = [match for match in answers if match.is_certain and not match.endpoint.external]
        free = self._free(answers)
        if free:
            return linked_likely(free)
        if addresses.has_unread_servers or addresses.has_open_ports:
            return unknown
        if own and all(service in addresses.known for service in self._answers.served):
            endpoint = own[0].endpoint
            reason = message("resolution.wrong-port", port=port, path=url.shown_path, service=endpoint.service)
            return Verdict("wrong-port", "certain", tuple(match.endpoint.id for match in own), reason, (endpoint.service,))
        open_routes = (endpoint.path for endpoint in self._routes.all() if endpoint.service not in addresses.known)
        if any(_first_segment(path) == _first_segment(url.path) for path in open_routes):
            return unknown
        return external

    def _free(self, answers: Iterable[Match]) -> list[Match]:
        """Those of services that may listen on any port of this machine, since nobody says on which."""
        own = (match for match in answers if match.is_certain and not match.endpoint.external and has_fixed_part(match.endpoint))
        return [match for match in own if match.endpoint.service not in self._addresses.known]

    def _at_domain(self, url: Url, request: Request, depth: int) -> Verdict | None:
        """Where the gateways lead that answer to a name; None where none does. What answers there besides is not known."""
        gateways = self._addresses.domains.get(url.host or "", ())
        verdicts = (self._sent_on(each, url, request, depth) for each in (gateways if _is_followed(len(gateways), depth) else ()))
        linked = [verdict for verdict in verdicts if verdict is not None and verdict.status == "linked"]
        if len({verdict.endpoints for verdict in linked}) == 1:
            return linked[0]
        files = [each.gateway[0] for each in gateways if each.gateway is not None]
        reason = message("resolution.not-sent-on", file=files[0], path=url.shown_path) if files else None
        return Verdict("unresolved", "certain", reason=reason) if files else None

    @staticmethod
    def _at_unknown(port: int) -> Verdict:
        return Verdict("unresolved", "certain", reason=message("resolution.unknown-port", port=port))

    def _at_unknown_name(self, url: Url, request: Request, depth: int) -> Verdict:
        """Another host, and nothing is known to listen there at that port."""
        host, addresses = url.host or "", self._addresses
        if host in addresses.unread_names:
            return Verdict("unresolved", "certain", reason=message("resolution.unread-server", host=host))
        if addresses.is_closed(host):
            services = [named.listening.service for named in addresses.names[host]]
            own = self._answers.among(url, request, services)
            if own.status == "linked" and url.port != HTTP_PORT:
                reason = message("resolution.wrong-port", port=url.port or HTTP_PORT, path=url.shown_path, service=services[0])
                certain = all(named.listening.certainty == "certain" for named in addresses.names[host])
                return replace(own, status="wrong-port", certainty="certain" if certain else "likely", reason=reason)
            return own
        if _PRIVATE.fullmatch(host):  # what this machine, or the one beside it, is called in its own network
            guess = self._answers.among(url, request, self._answers.served)
            return guess if guess.status != "unresolved" else self._at_unknown(url.port or HTTP_PORT)
        known = self._at_domain(url, request, depth)
        if known is not None:
            return known
        return Verdict("external", "certain", reason=message("resolution.external", host=_authority(url)))


def _is_followed(gateways: int, depth: int) -> bool:
    return depth == 0 or gateways <= MOST_GATEWAYS


def _first_segment(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


def _authority(url: Url) -> str:
    standard = (None, 80, 443)
    return f"{url.host}" if url.port in standard else f"{url.host}:{url.port}"
