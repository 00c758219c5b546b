"""Pydantic's settings: each field is read from an environment variable, its default stands in where that is not set.

https://docs.pydantic.dev/latest/concepts/pydantic_settings/ : the variable is called like the field (case is ignored) behind `env_prefix`;
`Field(validation_alias=…)`, once `Field(env=…)`, names another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import Environment, Expression, Hole, Literal, Result
from wirelens.model.facts import Binding
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import arguments_of, dotted_name
from wirelens.scan.python.values import known_value

_BASE = "BaseSettings"
_NAMING = ("validation_alias", "alias", "env")


def as_variables(bindings: Iterable[Binding], module: Module) -> Iterator[Binding]:
    """The bindings of a file, those of settings classes as environment variables."""
    prefixes = dict(_prefixes(module))
    written = {(each.target.scope.name, each.target.name): each.value for each in module.assignments} if prefixes else {}
    for binding in bindings:
        if binding.scope not in prefixes or "." in binding.name or binding.name == "model_config":
            yield binding
            continue
        node = written.get((binding.scope, binding.name))
        named, default = _field(node, module) if node is not None else (None, None)
        if default is None and named is None and isinstance(binding.value, Result):
            yield binding  # an object, whose own fields count
            continue
        if node is not None and default is None and named is None:
            default = None if isinstance(binding.value, Hole) else binding.value
        variable = named or f"{prefixes[binding.scope]}{binding.name}".upper()
        yield replace(binding, value=Environment(variable, default))


def _prefixes(module: Module) -> Iterator[tuple[str, str]]:
    """The settings classes of a file, each with what stands before its variables' names."""
    own: set[str] = set()
    for site in module.classes:
        bases = {base.rpartition(".")[2] for base in site.inner.bases}
        if _BASE not in bases and own.isdisjoint(bases):
            continue
        own.add(site.name)
        yield site.inner.name, _prefix(site.inner.name, module)


def _prefix(cls: str, module: Module) -> str:
    for assignment in module.assignments:
        scope, name, value = assignment.target.scope.name, assignment.target.name, assignment.value
        if (scope, name) == (f"{cls}.Config", "env_prefix"):
            return _text(value, module) or ""
        if (scope, name) == (cls, "model_config") and value.type == "call":
            given = arguments_of(value, module.text).keywords.get("env_prefix")
            return (_text(given, module) or "") if given is not None else ""
    return ""


def _field(node: Node, module: Module) -> tuple[str | None, Expression | None]:
    """The variable's name and the default that `Field(…)` gives."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    if function is None or (dotted_name(function, module.text) or "").rpartition(".")[2] != "Field":
        return None, None
    given = arguments_of(node, module.text)
    default = given.get(0, "default")
    value = known_value(default, module.text) if default is not None else None
    names = (_text(given.keywords[key], module) for key in _NAMING if key in given.keywords)
    return next((name for name in names if name), None), value


def _text(node: Node, module: Module) -> str | None:
    value = known_value(node, module.text)
    return value.text if isinstance(value, Literal) else None
