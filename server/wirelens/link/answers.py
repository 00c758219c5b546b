"""What the services of a workspace answer: a request whose service is known, or may be one of several, and the routes that take it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from wirelens.link.applications import is_below
from wirelens.link.copies import Copies, meant
from wirelens.link.framework_routes import is_answered_by_framework
from wirelens.link.match import (
    Match,
    accepts,
    best,
    has_fixed_part,
    is_below_known,
    match_path,
    may_end_with,
    may_reach,
    takes_anything,
    takes_below_nothing,
)
from wirelens.link.route_table import RouteTable
from wirelens.link.services import Services
from wirelens.link.urls import Url
from wirelens.link.verdicts import Request, Verdict, linked
from wirelens.model.communication_map import Certainty, Endpoint
from wirelens.model.message import message


class Answers:
    """Matches requests with the endpoints of services. Wherever a service may be one of several, what answers is linked likely."""

    def __init__(self, services: Services, routes: RouteTable, copies: Copies) -> None:
        """Matches nothing yet."""
        self.served = [each.id for each in services.services if each.application is not None]
        self._root_paths = services.root_paths
        self._routes = routes
        self._roots = {service.id: service.root for service in services.services}
        self._copies = copies

    def at_service(self, url: Url, request: Request, service: str, certainty: Certainty) -> Verdict:  # noqa: PLR0911  # one for each outcome
        """What becomes of a request to a service. `certainty` is that of the service being the one."""
        services = (service,)
        if url.is_dynamic:
            return Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=services)
        matches = self._matches(url, request, service)
        root = self._root_paths.get(service, "")
        if not matches and root and url.path.startswith(f"{root}/"):
            # The application takes off itself what no proxy took off (Starlette, `get_route_path`).
            url = replace(url, path=url.path.removeprefix(root))
            matches = self._matches(url, request, service)
        accepted = best([match for match in matches if accepts(match.endpoint, request.method)], request.method)
        if accepted:
            if not has_fixed_part(accepted[0].endpoint) and "{?}" in accepted[0].endpoint.path:
                reason = message("resolution.unknown-routes", service=service)
                return Verdict("unresolved", "certain", reason=reason, services=services)
            return linked(accepted, certainty, services)
        # A page for everything else, such as that of a front end, is no route of this path.
        same = [
            match.endpoint for match in matches if match.is_certain and (has_fixed_part(match.endpoint) or match.endpoint.path == url.path)
        ]
        if same:
            methods = ", ".join(sorted({method for endpoint in same for method in endpoint.methods}))
            if any(endpoint.certainty == "likely" for endpoint in same):
                reason = message("resolution.open-methods", path=url.shown_path, methods=methods, method=request.method or "")
                return Verdict("unresolved", "certain", reason=reason, services=services)
            reason = message("resolution.method-mismatch", path=url.shown_path, methods=methods, method=request.method or "")
            return Verdict("method-mismatch", certainty, tuple(endpoint.id for endpoint in same), reason, services)
        if may_reach(url.path, url.holes, self._routes.taking(service, url.path)):
            return Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"), services=services)
        if is_answered_by_framework(url.path, request.method):
            reason = message("resolution.framework-route", path=url.shown_path, service=service)
            return Verdict("unresolved", "certain", reason=reason, services=services)
        reason = message("resolution.no-route", path=url.shown_path, service=service)
        return Verdict("no-route", certainty, reason=reason, services=services)

    def among(self, url: Url, request: Request, candidates: Iterable[str]) -> Verdict:
        """Several services may be meant: the only one that answers is it, likely, where its route says something itself."""
        services = meant(candidates, self._copies, self._roots, request.file)
        matches = self.matches(url, request, services)
        certain = [match for match in matches if match.is_certain] or matches
        if certain:
            return linked(certain, "likely", services)
        return Verdict("unresolved", "certain", reason=message("resolution.no-candidate", path=url.shown_path), services=services)

    def without_base(self, url: Url, request: Request) -> Verdict:
        """What becomes of a request of which no more than a path is known."""
        if url.is_dynamic:
            return Verdict("unresolved", "certain", reason=message("resolution.dynamic-url"))
        # A program hardly calls itself at an address that it has to be told.
        is_open = request.is_script or url.is_relative or not request.is_own_code
        others = meant((each for each in self.served if is_open or each != request.service), self._copies, self._roots, request.file)
        verdict = self.among(url, request, others)
        if verdict.status != "unresolved" or url.is_relative:
            return verdict
        if not is_open and self.matches(url, request, [request.service]):
            verdict = replace(verdict, reason=message("resolution.dynamic-url"))  # which does not say that no service here has the route
        # The unknown base may hold a part of the path: `${base}/items` with a base of `http://host/api`.
        suffix = [
            Match(endpoint, is_certain=False, rank=0)
            for endpoint in self._routes.all()
            if endpoint.service in others or not self.served
            if accepts(endpoint, request.method) and may_end_with(endpoint, url.shown_path, request.method)
        ]
        own = [match for match in suffix if not match.endpoint.external] or suffix
        # Of routes of the same path the first answers.
        first = {(match.endpoint.service, match.endpoint.pattern): match for match in reversed(own)}
        return linked(list(reversed(first.values())), "likely", verdict.services) if suffix else verdict

    def matches(self, url: Url, request: Request, services: Iterable[str]) -> list[Match]:
        """What each of several services answers. Further applications of a folder, often older ones, count where its first has no route."""
        found: dict[str, list[Match]] = {}
        for service in sorted(services, key=lambda each: (":" in each, each)):
            if service.partition(":")[0] in found:
                continue
            matches = self._matches(url, request, service)
            usable = [m for m in matches if accepts(m.endpoint, request.method) and self._is_evidence(m.endpoint, url)]
            if usable:
                found[service] = best(usable, request.method)
        matches = [match for each in found.values() for match in each]
        concrete = [match for match in matches if not takes_anything(match.endpoint)]
        return self._of_one_handler(concrete or matches)

    def _matches(self, url: Url, request: Request, service: str) -> list[Match]:
        return match_path(url.path, request.method, request.protocol, partial(self._routes.taking, service), url.holes)

    def _of_one_handler(self, matches: list[Match]) -> list[Match]:
        """Where several applications have the same router, one of them: that whose folder the handler is in."""
        if len({match.endpoint.location for match in matches}) > 1:
            return matches
        return sorted(
            matches, key=lambda match: (not is_below(match.endpoint.location.file, self._roots.get(match.endpoint.service, "")), match.rank)
        )[:1]

    def _is_evidence(self, endpoint: Endpoint, url: Url) -> bool:
        """Whether it says something that a route takes a path: one that takes anything, or whose own path is not known, says nothing."""
        if "{?}" in endpoint.path:
            is_told = takes_below_nothing(endpoint, url.path) or is_below_known(endpoint)
            return not self.served or (has_fixed_part(endpoint) and is_told)
        return has_fixed_part(endpoint) or endpoint.path == url.path
