"""All checks, run over a map."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from wirelens.checks.method_mismatch import method_mismatches
from wirelens.checks.no_route import missing_routes
from wirelens.checks.wrong_port import wrong_ports
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.finding import Finding, Severity

CHECKS: tuple[Callable[[CommunicationMap], Iterable[Finding]], ...] = (missing_routes, method_mismatches, wrong_ports)


def check(communication_map: CommunicationMap, severities: Mapping[str, Severity | Literal["off"]]) -> tuple[Finding, ...]:
    """The findings, sorted by place. `severities` is the user's setting `wirelens.checks`: code → severity or `off`."""
    findings: list[Finding] = []
    for run in CHECKS:
        for finding in run(communication_map):
            severity = severities.get(finding.code, finding.severity)
            if severity != "off":
                findings.append(replace(finding, severity=severity))
    return tuple(sorted(findings, key=lambda finding: (finding.location, finding.code)))
