"""What the libraries that send have in common: a URL, and a method that options name."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Join, Literal, Name
from wirelens.model.facts import Call
from wirelens.model.span import Span
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import ObjectMembers, operator_of, plain_string, unwrapped

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
"""The methods of HTTP as client libraries name their functions."""


class Method(NamedTuple):
    """A request's method (None: decided at run time) and the word that chooses it, where there is one.

    `value` is what is known of a method that the code decides at run time; `name` stands then for what is sent where that is nothing.
    """

    name: str | None
    span: Span | None = None
    value: Expression | None = None


GET = Method("GET")
"""What is sent where nothing else is said."""


def method_in(written: Node, scope: Scope, module: Module) -> Method:
    """The method that a request's options name. Options that cannot be seen whole may name any."""
    options = module.members(written, scope)
    return _inherited(written, scope, module) if options is None else method_of(options, scope, module)


def method_of(options: ObjectMembers, scope: Scope, module: Module) -> Method:
    """The method that an object of options names."""
    node = options.values.get("method")
    if node is None:
        return GET if options.complete else _inherited(options.spread, scope, module)
    written, otherwise = _or_default(node, scope, module)
    default = plain_string(module.value(otherwise, scope), module.text) if otherwise is not None else None
    if otherwise is not None and not default:
        return Method(None)
    default = default.upper() if default else None
    name = plain_string(written, module.text)
    # What is spread in later may say otherwise: that is for those to know who give it.
    later = _inherited(options.overridden.get("method"), scope, module).value
    if not name:
        value = module.expression(_as_written(written, module), scope)
        if isinstance(value, Literal) and value.text.lower() in VERBS:
            return Method(value.text.upper(), value=later)
        return Method(default, value=later if isinstance(value, Hole) else value)
    literal = unwrapped(written)
    return Method(name.upper(), module.text.span_of(literal.named_children[0]), later)


def _or_default(node: Node, scope: Scope, module: Module) -> tuple[Node, Node | None]:
    """A value and what stands in for it: `options.method || "POST"`, also by a name, or `const { method = "POST" } = options`."""
    node = unwrapped(node)
    if node.type in {"identifier", "shorthand_property_identifier"}:
        name = module.text.text_of(node)
        owner = scope.holding(name)
        first = next(iter(owner.names[name]), None) if owner is not None else None
        value = unwrapped(first.value) if first is not None and first.value is not None and not first.keys else None
        default = _alternatives(value)[1] if value is not None else None
        return node, (first.default if first is not None else None) or default
    left, right = _alternatives(node)
    return left or node, right


def _alternatives(node: Node) -> tuple[Node | None, Node | None]:
    """Both sides of `a || b`."""
    is_either = operator_of(node) in {"||", "??"}
    return (node.child_by_field_name("left"), node.child_by_field_name("right")) if is_either else (None, None)


def _inherited(options: Node | None, scope: Scope, module: Module) -> Method:
    """The method in options that only a name stands for."""
    source = module.expression(options, scope) if options is not None else None
    return Method(None, value=Name(f"{source.dotted}.method")) if isinstance(source, Name) else Method(None)


def _as_written(node: Node, module: Module) -> Node:
    """What `method.toUpperCase()` is called on: the case of a method says nothing."""
    node = unwrapped(node)
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    source = function.child_by_field_name("object") if function is not None else None
    name = function.child_by_field_name("property") if function is not None else None
    is_case = name is not None and module.text.text_of(name) in {"toUpperCase", "toLowerCase"}
    return source if source is not None and is_case else node


def url_in(options: ObjectMembers, scope: Scope, module: Module) -> Expression:
    """The URL that a request's options name."""
    node = options.values.get("url")
    if node is not None:
        return module.expression(node, scope)
    source = module.expression(options.spread, scope) if options.spread is not None else None
    return Name(f"{source.dotted}.url") if isinstance(source, Name) else Hole("url")


def based(base: Expression, url: Expression) -> Expression:
    """A URL below a base as client libraries put them together, with one slash between; an absolute URL needs no base."""
    parts = url.parts if isinstance(url, Join) else (url,)
    first = parts[0] if parts else EMPTY
    if isinstance(first, Literal) and ("://" in first.text or first.text.startswith("//")):
        return url
    if isinstance(base, Literal) and base.text.endswith("/"):
        base = Literal(base.text.rstrip("/"))
    slash = () if isinstance(first, Literal) and first.text.startswith("/") else (Literal("/"),)
    before = base.parts if isinstance(base, Join) else (base,)
    return Join((*before, *slash, *parts))


def call(  # noqa: PLR0913  # a call has that many parts
    site: CallSite,
    module: Module,
    url: Expression,
    url_span: Span,
    method: Method,
    *,
    library: str,
    client: str = "",
    protocol: str = "http",
) -> Call:
    """The fact of a request sent at `site`."""
    return Call(site.scope.name, client, library, method.name, url, module.span(site), url_span, method.span, protocol, method.value)
