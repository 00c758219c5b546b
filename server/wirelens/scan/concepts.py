"""Where a file names an idea of its framework: imported names and globals that mean it, and methods in code that is known to be such."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tree_sitter import Node

from wirelens.model.concepts import CONCEPTS
from wirelens.model.facts import ConceptUse, FileFacts
from wirelens.model.span import Span
from wirelens.scan.text import LineIndex

_KEYS = {name: concept.key for concept in CONCEPTS for name in concept.names}
_GLOBALS = {name: key for name, key in _KEYS.items() if "." not in name}
_MEMBERS = {member: concept.key for concept in CONCEPTS for member in concept.members}
_LETTER = rb"[\w\x80-\xff]"
"""Part of a name, in UTF-8."""
_NAMES = frozenset({"identifier", "type_identifier", "property_identifier"})
_ATTRIBUTES = frozenset({"attribute", "member_expression"})
_NAMING = frozenset({"keyword_argument", "default_parameter", "typed_default_parameter"})
_PARAMETERS = frozenset({"parameters", "typed_parameter", "lambda_parameters", "formal_parameters"})
_ASYNCHRONOUS = ("fastapi", "starlette")
"""Frameworks that run handlers on the event loop or in threads, by how they are defined."""


def with_concepts(facts: FileFacts, root: Node, text: LineIndex) -> FileFacts:
    """The facts of a file with the places where it names concepts, in the order of the source."""
    found = {use.span: use for use in (*_named(facts, root, text), *_members(facts, root, text), *_handlers(facts, root, text))}
    return replace(facts, concepts=tuple(found[span] for span in sorted(found))) if found else facts


def _named(facts: FileFacts, root: Node, text: LineIndex) -> Iterator[ConceptUse]:
    keys: dict[str, str] = {} if facts.language == "python" else dict(_GLOBALS)
    modules: dict[str, str] = {}
    for item in facts.imports:
        if item.member is None:
            modules[item.name] = item.module
        elif (key := _KEYS.get(f"{item.module}.{item.member}")) is not None:
            keys[item.name] = key
    rebound = {binding.name for binding in facts.bindings} | {each.name for each in (*facts.functions, *facts.classes)}
    imported = {item.name for item in facts.imports}
    own = {name: key for name, key in keys.items() if name not in rebound and (name not in imported or key != _GLOBALS.get(name))}
    qualified = {name.rpartition(".")[2]: name for name in _KEYS if name.rpartition(".")[0] in modules.values()}
    for node in _words(root, text, {*own, *qualified}):
        name = text.text_of(node)
        owner = _owner(node)
        if owner is None and name in own and not _is_label(node):
            yield ConceptUse(own[name], text.span_of(node))
        elif owner is not None and name in qualified and f"{modules.get(text.text_of(owner))}.{name}" == qualified[name]:
            yield ConceptUse(_KEYS[qualified[name]], text.span_of(node))


def _members(facts: FileFacts, root: Node, text: LineIndex) -> Iterator[ConceptUse]:
    """Methods in includes, hand-overs and receipts that scanning has found, and decorators of WebSocket routes."""
    extents: Mapping[str, list[Span]] = {
        "include-router": [each.span for each in facts.includes],
        "background-tasks": [each.span for each in facts.sends if each.kind == "background-task"],
        "celery-delay": [each.span for each in facts.sends if each.kind == "celery-task"],
        "blocking-pop": [each.span for each in facts.receives if each.kind == "redis-list"],
    }
    lines = {each.span.start.line for each in facts.routes if each.protocol == "websocket"}
    wanted = {member for member, key in _MEMBERS.items() if extents.get(key) or (key == "websocket" and lines)}
    for node in _words(root, text, wanted):
        key = _MEMBERS[text.text_of(node)]
        span = text.span_of(node)
        is_there = span.start.line in lines if key == "websocket" else any(extent.holds(span.start) for extent in extents[key])
        if is_there and _owner(node) is not None:
            yield ConceptUse(key, span)


def _handlers(facts: FileFacts, root: Node, text: LineIndex) -> Iterator[ConceptUse]:
    """The words `async` and `def` of handlers."""
    handlers = {each.handler_span for each in facts.routes if each.framework in _ASYNCHRONOUS and each.protocol == "http"} - {None}
    if not handlers:
        return
    for node in _words(root, text, {"async", "def"}, frozenset({"async", "def"})):
        function = node.parent
        name = function.child_by_field_name("name") if function is not None else None
        if function is not None and name is not None and text.span_of(name) in handlers:
            is_async = function.children[0].type == "async"
            yield ConceptUse("async-handler" if is_async else "sync-handler", text.span_of(node))


def _words(root: Node, text: LineIndex, words: Iterable[str], types: frozenset[str] = _NAMES) -> Iterator[Node]:
    """The nodes of these types that are one of the words: not what is in strings and comments."""
    wanted = sorted(words)
    if not wanted:
        return
    # Ends of longer names are found too, and are no nodes: to look at what stands before each letter of the text takes four times as long.
    for found in re.finditer(b"(?:%s)(?!%s)" % ("|".join(map(re.escape, wanted)).encode(), _LETTER), text.source):
        node = root.descendant_for_byte_range(found.start(), found.end())
        if node is not None and node.type in types and (node.start_byte, node.end_byte) == found.span():
            yield node


def _owner(node: Node) -> Node | None:
    """What a name is a member of: `router` of `router.websocket`."""
    parent = node.parent
    if parent is None or parent.type not in _ATTRIBUTES:
        return None
    owner = parent.child_by_field_name("object")
    return None if owner == node else owner


def _is_label(node: Node) -> bool:
    """Whether a name is a keyword's, a parameter's or a property's own, and stands for nothing else."""
    parent = node.parent
    if parent is None or node.type == "property_identifier":
        return True
    return parent.type in _PARAMETERS or (parent.type in _NAMING and parent.child_by_field_name("name") == node)
