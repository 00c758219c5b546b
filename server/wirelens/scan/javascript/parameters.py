"""The parameters of functions: names in the function's scope, and as facts."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.facts import Parameter
from wirelens.scan.javascript.bindings import Bindings
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
        names = [name for name, _ in pattern_names(pattern)]
        for name in names:
            known = module.text.text_of(name)
            if pattern.type == "identifier":  # a parameter hides outer names by itself
                bound = Bound(inner, annotation=annotation)
                inner.names.setdefault(known, []).append(bound)
                owner = inner.enclosing_class()
                if owner is not None and any(part.type in {"accessibility_modifier", "readonly"} for part in child.children):
                    owner.names.setdefault(f"this.{known}", []).append(bound)
            else:
                bindings.hide(Target(inner, known, name))
        words = ", ".join(map(module.text.text_of, names))
        shown = {"identifier": words, "rest_pattern": f"...{words}"}.get(pattern.type, f"{{{words}}}")
        is_object = default is not None and default.type == "object"
        value = None if default is None else (module.object_members if is_object else module.expression)(default, inner)
        yield Parameter(shown, value, annotation)


def annotation_of(node: Node, module: Module) -> str | None:
    """The type that a parameter or a field is declared with, as written."""
    annotated = node.child_by_field_name("type")
    return module.text.text_of(annotated).removeprefix(":").strip() if annotated is not None else None
