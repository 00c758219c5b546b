"""The parameters of functions: names in the function's scope, and as facts."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.expression import Expression, Members, Name
from wirelens.model.facts import Parameter
from wirelens.scan.javascript.bindings import Bindings, lacks_request
from wirelens.scan.javascript.conditional_values import plain_text
from wirelens.scan.javascript.module import Module, Target
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.syntax import children, pattern_names


def parameters_of(function: Node, inner: Scope, module: Module, bindings: Bindings) -> Iterator[Parameter]:
    """The parameters of a function, each bound in its scope; those that a constructor keeps on the object are bound there too."""
    listed, single = function.child_by_field_name("parameters"), function.child_by_field_name("parameter")
    for child in children(listed) if listed is not None else [single] if single is not None else []:
        pattern = child.child_by_field_name("pattern") or child.child_by_field_name("left") or child
        default = child.child_by_field_name("value") or child.child_by_field_name("right")
        annotation = annotation_of(child, module)
        names: list[Node] = []
        is_without_request = False
        for name, _, its_default, taken in pattern_names(pattern):
            names.append(name)
            is_without_request |= lacks_request(taken, module.text)
            known = module.text.text_of(name)
            if pattern.type == "identifier":  # a parameter hides outer names by itself
                bound = Bound(inner, annotation=annotation)
                inner.names.setdefault(known, []).append(bound)
                owner = inner.enclosing_class()
                if owner is not None and any(part.type in {"accessibility_modifier", "readonly"} for part in child.children):
                    owner.names.setdefault(f"this.{known}", []).append(bound)
                    if default is not None and not _is_one_of_several(module.expression(default, inner), annotation):
                        bindings.bind_value(Target(owner, f"this.{known}", name), default, inner)
                    elif annotation is not None and annotation.startswith("string"):
                        bindings.keep(Target(owner, f"this.{known}", name))
            else:
                bindings.hide(Target(inner, known, name), its_default)
        words = ", ".join(map(module.text.text_of, names))
        if pattern.type == "object_pattern":
            words = ", ".join(
                _member(child, module) for child in children(pattern) if child.type != "rest_pattern" or not is_without_request
            )
        shown = {"identifier": words, "rest_pattern": f"...{words}"}.get(pattern.type, f"{{{words}}}")
        is_object = default is not None and default.type == "object"
        value = None if default is None else (module.object_members if is_object else module.expression)(default, inner)
        if pattern.type == "object_pattern":
            value = _defaults(pattern, inner, module) or value
        yield Parameter(shown, value, annotation)


def _is_one_of_several(default: Expression, annotation: str | None) -> bool:
    """Whether a default is one of the paths or kinds that objects are made for: text without an origin, a member of an enumeration."""
    if isinstance(default, Name):
        return annotation is not None and default.dotted.startswith(f"{annotation}.")
    text = plain_text(default)
    return text is not None and "://" not in text


def _member(child: Node, module: Module) -> str:
    """A member of a pattern as it is called outside, and inside where that is another name: `url`, `method: verb`."""
    if child.type == "object_assignment_pattern":
        child = child.child_by_field_name("left") or child
    key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
    if key is not None and value is not None:
        value = value.child_by_field_name("left") or value
        return f"{module.text.text_of(key)}: {module.text.text_of(value)}" if value.type == "identifier" else module.text.text_of(key)
    words = ", ".join(module.text.text_of(name) for name, *_ in pattern_names(child))
    return f"...{words}" if child.type == "rest_pattern" else words


def _defaults(pattern: Node, inner: Scope, module: Module) -> Members | None:
    """What members stand for that are not given: `{ method = "GET" }`."""
    found: list[tuple[str, Expression]] = []
    for child in children(pattern):
        assigned = child.child_by_field_name("value") if child.type == "pair_pattern" else child
        left = assigned.child_by_field_name("left") if assigned is not None else None
        right = assigned.child_by_field_name("right") if assigned is not None else None
        key = child.child_by_field_name("key") or left
        if left is not None and right is not None and key is not None:
            found.append((module.text.text_of(key), module.expression(right, inner)))
    return Members(tuple(found)) if found else None


def annotation_of(node: Node, module: Module) -> str | None:
    """The type that a parameter or a field is declared with, as written."""
    annotated = node.child_by_field_name("type")
    return module.text.text_of(annotated).removeprefix(":").strip() if annotated is not None else None
