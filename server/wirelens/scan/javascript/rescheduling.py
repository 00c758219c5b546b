"""What ends a function that has itself called again: the ways out of it that set no timer."""

from collections.abc import Iterator
from itertools import takewhile

from tree_sitter import Node

from wirelens.model.facts import RepeatEnd
from wirelens.scan.javascript.clearing import kept_up_by, stopped_by
from wirelens.scan.javascript.guards import Guard, ancestors, function_around, guards
from wirelens.scan.javascript.handles import handles, is_about
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.preorder import descendants

_MOST_SITES = 8
_MOST_RETURNS = 20


def ends(again: Node, sites: list[CallSite], module: Module) -> list[RepeatEnd]:
    """When the function `again` sets none of the timers `sites`."""
    if len(sites) > _MOST_SITES:
        return []
    known = {handle for site in sites for handle in handles(site, module)}
    return sorted((end for end in _ways_out(again, sites, module) if not is_about(end.text, known)), key=lambda end: end.span)


def _ways_out(again: Node, sites: list[CallSite], module: Module) -> Iterator[RepeatEnd]:
    nodes = [site.node for site in sites]
    after_failure = [node for node in nodes if _stands_in(node, again, "catch_clause")]
    regular = [node for node in nodes if node not in after_failure] or nodes
    for guard in _shared(regular, again, module):
        if guard.kind in {"if", "unless"}:
            yield kept_up_by(guard, module)
    for guard in _shared(nodes, again, module):
        if guard.kind in {"succeeded", "failed"}:
            yield kept_up_by(guard, module)
    if not any(_stands_in(node, again, "finally_clause") for node in nodes):
        yield from _returns(again, nodes, module)


def _shared(nodes: list[Node], again: Node, module: Module) -> Iterator[Guard]:
    """What must be so for each of these places, by what they stand in."""
    of_each = [[guard for guard in guards(node, again, module.text) if not guard.is_before] for node in nodes]
    for guard in of_each[0]:
        if all(any((guard.kind, guard.node) == (other.kind, other.node) for other in others) for others in of_each[1:]):
            yield guard


def _returns(again: Node, nodes: list[Node], module: Module) -> Iterator[RepeatEnd]:
    """Returns before a timer is set."""
    last = max(node.start_byte for node in nodes)
    before = [each for each in descendants(again, "return_statement") if each.end_byte <= last and each not in nodes]
    for statement in before[:_MOST_RETURNS]:
        function, branch = function_around(statement), statement.parent
        if function is None or branch is None or any(_holds(branch, node) for node in nodes):
            continue
        guard = next((each for each in guards(statement, again, module.text) if not each.is_before), None)
        if guard is not None and any(_holds(function, node) for node in nodes):
            yield stopped_by(guard, module)


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _stands_in(node: Node, within: Node, kind: str) -> bool:
    inside = takewhile(lambda outer: outer != within, ancestors(node))
    return any(outer.type == kind for outer in inside)
