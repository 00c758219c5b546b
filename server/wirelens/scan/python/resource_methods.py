"""Methods of a project's own API class that pass resources on: `def add(self, resource, *urls): self.add_resource(resource, *urls)`."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name


@dataclass(frozen=True, slots=True)
class ResourceMethod:
    """A method `name` of the class `owner`. `rule` is the function that each URL goes through before, None: none."""

    owner: Scope
    name: str
    rule: str | None


def resource_methods(module: Module) -> Iterator[ResourceMethod]:
    """The methods that give their resource and all their URLs to `add_resource` of the same object."""
    for call in module.calls_of(("add_resource",)):
        method = next((site for site in module.functions if site.inner is call.scope), None)
        if call.callee != "self.add_resource" or method is None or method.scope.kind != "class":
            continue
        names = [parameter.name for parameter in method.parameters]
        passed = _passed(call, module)
        if len(names) > 2 and passed == (names[1], names[2]):  # noqa: PLR2004 (itself, the resource and the URLs)
            bound = [each.value for each in method.inner.names.get(names[2].lstrip("*"), ()) if not each.is_parameter]
            rule = _rule(bound[0], names[2], module) if len(bound) == 1 and bound[0] is not None else None
            if not bound or rule is not None:
                yield ResourceMethod(method.scope, method.name, rule)


def uses(method: ResourceMethod, module: Module) -> Iterator[CallSite]:
    """The calls of the method on an instance that this file makes."""
    for call in module.calls_of((method.name,)):
        owner = (call.callee or "").rpartition(".")[0]
        bound = module.meaning(owner, call.scope, call.node.start_byte).bound if owner else None
        made = bound.value.child_by_field_name("function") if bound is not None and bound.value is not None else None
        dotted = dotted_name(made, module.text) if made is not None else None
        cls = module.meaning(dotted, call.scope).bound if dotted is not None else None
        if cls is not None and cls.defined is method.owner:
            yield call


def _passed(call: CallSite, module: Module) -> tuple[str, str] | None:
    """The first two arguments, as parameters are written: `resource`, `*urls`."""
    listed = call.node.child_by_field_name("arguments")
    first = [module.text.text_of(child) for child in listed.named_children[:2]] if listed is not None else []
    return (first[0], first[1]) if len(first) == 2 else None  # noqa: PLR2004 (a pair)


def _rule(value: Node, urls: str, module: Module) -> str | None:
    """`[rule(url) for url in urls]`: the function."""
    if value.type != "list_comprehension" or len(value.named_children) != 2:  # noqa: PLR2004 (what is made, and of what)
        return None
    body, loop = value.named_children
    left, right, function = loop.child_by_field_name("left"), loop.child_by_field_name("right"), body.child_by_field_name("function")
    if left is None or right is None or function is None or module.text.text_of(right) != urls.lstrip("*"):
        return None
    given = [module.text.text_of(each) for each in arguments_of(body, module.text).positional]
    return dotted_name(function, module.text) if given == [module.text.text_of(left)] else None
