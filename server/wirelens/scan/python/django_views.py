"""The dialect of Django's and Django REST framework's function views: which HTTP methods they take."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tree_sitter import Node, Query, QueryCursor

from wirelens.scan.python.module import FunctionSite, Module
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, enclosing, language, unwrapped
from wirelens.scan.python.values import expression, plain_text

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"})
_FIXED = {"require_GET": ("GET",), "require_POST": ("POST",), "require_safe": ("GET", "HEAD")}
_LISTING = {"require_http_methods": "request_method_list", "api_view": "http_method_names"}
"""Decorators that are given the methods, and the keyword for them."""

_REQUESTS = frozenset({"request", "req"})
_PAGES = frozenset({"render", "TemplateResponse"})
_LEAVES = frozenset({"return_statement", "raise_statement"})


def read(module: Module) -> None:
    """Find which methods a view's decorators let through and which its body tests for."""
    for function in module.functions:
        for decorator in function.decorators:
            _read_decorator(decorator, function, module)
    source = module.text.source
    if b".method" not in source:
        return
    functions = {function.node.id: function for function in module.functions}
    cursor = QueryCursor(_query())
    cursor.set_byte_range(source.index(b".method"), source.rindex(b".method") + 1)
    tests = cursor.captures(module.root).get("test", [])
    refused: set[int] = set()
    for test in sorted(tests, key=lambda node: node.start_byte):
        function = next(enclosing(test, "function_definition"), None)
        site = functions.get(function.id) if function is not None else None
        if site is not None:
            found = _compared(test, site, module) if test.type == "comparison_operator" else _matched(test, site, module)
            methods = tuple(method for method in found if method in _METHODS)
            site.handles = tuple(dict.fromkeys((*site.handles, *methods)))
            if methods and not _lets_others_pass(test):
                refused.add(site.node.id)
    for site in functions.values():
        if site.handles and "GET" not in site.handles and site.node.id not in refused and _ends_in_page(site.node, module):
            site.handles = (*site.handles, "GET")


def _read_decorator(node: Node, function: FunctionSite, module: Module) -> None:
    called = node.child_by_field_name("function") if node.type == "call" else node
    dotted = dotted_name(called, module.text) if called is not None else None
    if dotted is None:
        return
    name = (module.qualified(dotted, function.scope, node.start_byte) or dotted).rpartition(".")[2]
    if name in _FIXED:
        function.accepts = _FIXED[name]
    elif name in _LISTING and node.type == "call":
        listed = arguments_of(node, module.text).get(0, _LISTING[name])
        function.accepts = tuple(_texts(listed, module)) if listed is not None else ("GET",)
    if name == "api_view":
        function.framework = "drf"


def _compared(comparison: Node, function: FunctionSite, module: Module) -> Iterator[str]:
    """`request.method == "POST"`, `"POST" == request.method`, `request.method in ("PUT", "PATCH")`; or not so, and then leaving."""
    operands = comparison.named_children
    operators = comparison.children_by_field_name("operators")
    if len(operands) != 2 or len(operators) != 1:  # noqa: PLR2004 (the two sides of one comparison)
        return
    operator = operators[0].type
    sides = operands if operator in {"in", "not in"} else [*operands, operands[0]]
    for left, right in pairwise(sides):
        if _is_method(left, function, module) and (operator in {"==", "in"} or (operator in {"!=", "not in"} and _leaves(comparison))):
            yield from _texts(right, module)


def _matched(statement: Node, function: FunctionSite, module: Module) -> Iterator[str]:
    """`match request.method:` and the texts of its cases."""
    subject = statement.child_by_field_name("subject")
    body = statement.child_by_field_name("body")
    if subject is None or body is None or not _is_method(subject, function, module):
        return
    for clause in body.named_children:
        for pattern in clause.named_children if clause.type == "case_clause" else ():
            if pattern.type == "case_pattern" and pattern.named_children:
                alternative = pattern.named_children[0]
                for each in alternative.named_children if alternative.type == "union_pattern" else [alternative]:
                    yield from _texts(each, module)


def _is_method(node: Node, function: FunctionSite, module: Module) -> bool:
    node = unwrapped(node)
    if node.type == "call":
        called = node.child_by_field_name("function")
        changed = called.child_by_field_name("object") if called is not None else None
        word = called.child_by_field_name("attribute") if called is not None else None
        if changed is None or word is None or module.text.text_of(word) not in {"upper", "lower"}:
            return False
        node = changed
    dotted = dotted_name(node, module.text) or ""
    request, _, attribute = dotted.rpartition(".")
    parameters = {parameter.name for parameter in function.parameters[:2]}
    return attribute == "method" and (request.rpartition(".")[2] in _REQUESTS or request in parameters - {"self", "cls"})


def _texts(node: Node, module: Module) -> Iterator[str]:
    for each in elements(node) if node.type in {"list", "tuple", "set"} else [node]:
        written = plain_text(expression(each, module.text))
        if written:
            yield written.upper()


def _lets_others_pass(test: Node) -> bool:
    """Whether the test is all of an `if` with `==`, so that other methods come to what follows, by way of its `else` if it has one."""
    condition = test.parent
    if condition is None or condition.type != "if_statement":
        return False
    alternatives = condition.children_by_field_name("alternative")
    passing = all(each.type == "else_clause" and not _is_left(each.child_by_field_name("body")) for each in alternatives)
    return passing and [operator.type for operator in test.children_by_field_name("operators")] == ["=="]


def _ends_in_page(function: Node, module: Module) -> bool:
    """Whether a view that tests for other methods ends in a page: what it does with a form is tested for, showing it is not."""
    body = function.child_by_field_name("body")
    last = body.named_children[-1] if body is not None and body.named_children else None
    page = last.named_children[0] if last is not None and last.type == "return_statement" and last.named_children else None
    called = page.child_by_field_name("function") if page is not None and page.type == "call" else None
    if page is None or called is None or (dotted_name(called, module.text) or "").rpartition(".")[2] not in _PAGES:
        return False
    return "status" not in arguments_of(page, module.text).keywords


def _leaves(comparison: Node) -> bool:
    """Whether the comparison is the whole condition of an `if` that ends in `return` or `raise`."""
    node: Node | None = comparison.parent
    while node is not None and node.type == "parenthesized_expression":
        node = node.parent
    return node is not None and node.type == "if_statement" and _is_left(node.child_by_field_name("consequence"))


def _is_left(block: Node | None) -> bool:
    """Whether a block ends in `return` or `raise`."""
    statements = [child for child in block.named_children if child.type != "comment"] if block is not None else []
    return bool(statements) and statements[-1].type in _LEAVES


@cache
def _query() -> Query:
    return Query(language(), "(comparison_operator) @test (match_statement) @test")
