"""Import statements."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.facts import Import
from wirelens.scan.text import LineIndex

STATEMENTS = frozenset({"import_statement", "import_from_statement"})


def imports_of(statement: Node, scope: str, text: LineIndex) -> Iterator[Import]:
    """What an import statement makes known. `import a.b` makes `a` known, as Python does."""
    module = ""
    if statement.type == "import_from_statement":
        written = statement.child_by_field_name("module_name")
        if written is None:
            return
        module = "".join(text.text_of(written).split())
        wildcard = next((child for child in statement.named_children if child.type == "wildcard_import"), None)
        if wildcard is not None:
            yield Import(scope, "*", module, "*", text.span_of(wildcard))
            return
    for imported in statement.children_by_field_name("name"):
        alias = imported.child_by_field_name("alias")
        named = imported.child_by_field_name("name") if alias is not None else imported
        if named is None:
            continue
        dotted = "".join(text.text_of(named).split())
        span = text.span_of(imported)
        if module:
            yield Import(scope, text.text_of(alias) if alias is not None else dotted, module, dotted, span)
        elif alias is not None:
            yield Import(scope, text.text_of(alias), dotted, None, span)
        else:
            root = dotted.partition(".")[0]
            yield Import(scope, root, root, None, span)
