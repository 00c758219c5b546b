"""The routes of each service by what the path of a request begins with: of hundreds, the few that may take it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from wirelens.link.match import first_segment, first_segments
from wirelens.link.memo import Memo
from wirelens.model.communication_map import Endpoint
from wirelens.model.span import Location, Span


class RouteTable:
    """Endpoints, as far as they decide where a request leads.

    Who asks for the routes that may take a path is in doubt only when one of these is another, whatever else a service answers.
    """

    def __init__(self, endpoints: Callable[[], tuple[Endpoint, ...]], memo: Memo) -> None:
        self._endpoints = endpoints
        self._memo = memo

    @property
    def stages(self) -> tuple[Callable[[], object], ...]:
        """What the memo has to be told of (see `Memo.stages`)."""
        return (self._deciding,)

    def all(self) -> tuple[Endpoint, ...]:
        """The endpoints of all services."""
        return self._memo.value(self._deciding)

    def by_service(self) -> Mapping[str, tuple[Endpoint, ...]]:
        """The endpoints of each service that has any."""
        return self._memo.value(self._grouped)

    def services(self) -> tuple[str, ...]:
        """The services that have endpoints."""
        return self._memo.value(self._having)

    def named(self, name: str) -> tuple[Endpoint, ...]:
        """The endpoints whose routes have a name, as far as their paths are known."""
        return self._memo.value(self._of_name, name)

    def taking(self, service: str, path: str) -> tuple[Endpoint, ...]:
        """All endpoints of a service that take a path (marked text, without query), in order, and some that do not."""
        segment = first_segment(path)
        return self._memo.value(self._of, service) if segment is None else self._memo.value(self._beginning, service, segment)

    def _deciding(self) -> tuple[Endpoint, ...]:
        """Without what shifts while people type: names, and where their places end."""
        return tuple(
            replace(each, location=_start(each.location), declared=_start(each.declared), extent=None, handler="", is_async=False)
            for each in self._endpoints()
        )

    def _grouped(self) -> dict[str, tuple[Endpoint, ...]]:
        found: defaultdict[str, list[Endpoint]] = defaultdict(list)
        for each in self.all():
            found[each.service].append(each)
        return {service: tuple(endpoints) for service, endpoints in found.items()}

    def _having(self) -> tuple[str, ...]:
        return tuple(self.by_service())

    def _of(self, service: str) -> tuple[Endpoint, ...]:
        return self.by_service().get(service, ())

    def _of_name(self, name: str) -> tuple[Endpoint, ...]:
        return self._memo.value(self._by_name).get(name, ())

    def _by_name(self) -> dict[str, tuple[Endpoint, ...]]:
        found: defaultdict[str, list[Endpoint]] = defaultdict(list)
        for each in self.all():
            if each.route_name and "{?}" not in each.path:
                found[each.route_name].append(each)
        return {name: tuple(endpoints) for name, endpoints in found.items()}

    def _by_segment(self, service: str) -> dict[str | None, list[int]]:
        """The numbers of a service's endpoints by the first segments that they take; None: any."""
        found: defaultdict[str | None, list[int]] = defaultdict(list)
        for number, each in enumerate(self._memo.value(self._of, service)):
            for segment in first_segments(each):
                found[segment].append(number)
        return dict(found)

    def _beginning(self, service: str, segment: str) -> tuple[Endpoint, ...]:
        endpoints, numbers = self._memo.value(self._of, service), self._memo.value(self._by_segment, service)
        return tuple(endpoints[number] for number in sorted({*numbers.get(segment, ()), *numbers.get(None, ())}))


def _start(location: Location) -> Location:
    return Location(location.file, Span(location.span.start, location.span.start))
