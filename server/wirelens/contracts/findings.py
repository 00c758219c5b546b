"""`contract-break`: a change since HEAD that leaves calls without what they asked for."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from wirelens.model.contract_change import ContractChange, Operation
from wirelens.model.finding import Finding, Related, Severity
from wirelens.model.message import message

_CODE = "contract-break"


def breaks_since_head(
    changes: Iterable[ContractChange], files: Container[str], severities: Mapping[str, Severity | Literal["off"]]
) -> Iterator[Finding]:
    """One finding for each operation that leaves calls behind, and one at each of the calls: warnings where that is certain, else hints.

    Args:
        changes: since HEAD.
        files: keys of the files that there are.
        severities: the user's setting `wirelens.checks`.
    """
    chosen = severities.get(_CODE)
    if chosen == "off":
        return
    for change in changes:
        for finding in _findings(change, files) if change.breaks else ():
            yield finding if chosen is None else replace(finding, severity=chosen)


def _findings(change: ContractChange, files: Container[str]) -> Iterator[Finding]:
    before = _asked(change.subject)
    then = {"before": before} if change.after is None else {"before": before, "now": _asked(change.after)}
    what = "removed" if change.after is None else "changed"
    place = change.shown_at if change.shown_at.file in files else None
    if place is not None:
        amount = "one" if len(change.breaks) == 1 else "many"
        yield Finding(
            code=_CODE,
            severity="warning" if any(broken.certainty == "certain" for broken in change.breaks) else "hint",
            message=message(f"contracts.route.{what}.{amount}", count=len(change.breaks), **then),
            location=place,
            related=tuple(Related(broken.location, message("contracts.caller", before=before)) for broken in change.breaks),
        )
    for broken in change.breaks:
        yield Finding(
            code=_CODE,
            severity="warning" if broken.certainty == "certain" else "hint",
            message=message(f"contracts.call.{what}", **then),
            location=broken.location,
            related=() if place is None else (Related(place, message("contracts.here", before=before)),),
        )


def _asked(operation: Operation) -> str:
    return f"{operation.method or '*'} {operation.path.replace('{?}', '…')}"
