"""What the libraries that send have in common: a URL, and a method that options name."""

from typing import NamedTuple

from wirelens.model.expression import Expression, Hole
from wirelens.model.facts import Call
from wirelens.model.span import Span
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import ObjectMembers, plain_string, unwrapped

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
"""The methods of HTTP as client libraries name their functions."""


class Method(NamedTuple):
    """A request's method (None: decided at run time) and the word that chooses it, where there is one."""

    name: str | None
    span: Span | None = None


GET = Method("GET")
"""What is sent where nothing else is said."""


def method_of(options: ObjectMembers | None, module: Module) -> Method:
    """The method that a request's options name. Options that cannot be seen whole may name any."""
    if options is None:
        return Method(None)
    node = options.values.get("method")
    if node is None:
        return GET if options.complete else Method(None)
    name = plain_string(node, module.text)
    if not name:
        return Method(None)
    literal = unwrapped(node)
    return Method(name.upper(), module.text.span_of(literal.named_children[0]))


def url_in(options: ObjectMembers, scope: Scope, module: Module) -> Expression:
    """The URL that a request's options name."""
    node = options.values.get("url")
    return module.expression(node, scope) if node is not None else Hole("url")


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
    return Call(site.scope.name, client, library, method.name, url, module.span(site), url_span, method.span, protocol)
