"""What a file takes from other modules: `import`, re-exports and `require`."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.facts import Import
from wirelens.scan.javascript.syntax import arguments_of, children, pattern_names, plain_string, unwrapped
from wirelens.scan.text import LineIndex


def imports_of(statement: Node, text: LineIndex) -> Iterator[Import]:
    """The names that an `import` brings in. One for its side effects alone brings none."""
    module = _source(statement, text)
    for clause in children(statement):
        if clause.type == "import_require_clause":
            name, required = children(clause)[0], _source(clause, text)
            if required is not None:
                yield Import("", text.text_of(name), required, "default", text.span_of(name))
        if clause.type != "import_clause" or module is None:
            continue
        for part in children(clause):
            match part.type:
                case "identifier":
                    yield Import("", text.text_of(part), module, "default", text.span_of(part))
                case "namespace_import" if children(part):
                    name = children(part)[0]
                    yield Import("", text.text_of(name), module, None, text.span_of(name))
                case "named_imports":
                    yield from _specifiers(part, module, text)
                case _:
                    pass


def reexports_of(statement: Node, text: LineIndex) -> Iterator[Import]:
    """The names that `export … from` passes on: to whoever asks for them they are this module's own."""
    module = _source(statement, text)
    if module is None:
        return
    clauses = [child for child in children(statement) if child.type in {"export_clause", "namespace_export"}]
    if not clauses:
        yield Import("", "*", module, "*", text.span_of(statement))
    for clause in clauses:
        if clause.type == "export_clause":
            yield from _specifiers(clause, module, text)
        elif children(clause):
            name = children(clause)[0]
            yield Import("", _word(name, text), module, None, text.span_of(name))


def required_imports(pattern: Node, value: Node, scope: str, text: LineIndex) -> list[Import]:
    """The imports that `const pattern = require("…")` or `= await import("…")` makes; none where the value is no such call.

    What a CommonJS module exports as a whole (`module.exports = …`) counts as its member `default`.
    """
    value = unwrapped(value)
    wanted = value.child_by_field_name("property") if value.type == "member_expression" else None
    called = value.child_by_field_name("object") if wanted is not None else None
    value = unwrapped(called) if called is not None else value
    function = value.child_by_field_name("function") if value.type == "call_expression" else None
    if function is None or text.text_of(function) not in {"require", "import"}:
        return []
    whole = None if function.type == "import" else "default"
    member = text.text_of(wanted) if wanted is not None else whole
    arguments = arguments_of(value)
    module = plain_string(arguments[0], text) if arguments else None
    if module is None:
        return []
    return [
        Import(scope, text.text_of(name), module, text.text_of(keys[0]) if keys else member, text.span_of(name))
        for name, keys, _, taken in pattern_names(pattern)
        if keys is not None and len(keys) <= 1 and not taken
    ]


def exported_names(statement: Node, text: LineIndex) -> Iterator[tuple[str, str, Node]]:
    """The names of `export { local as exported }`: exported, local, and the node of the exported one."""
    for clause in children(statement):
        if clause.type == "export_clause":
            for specifier in children(clause):
                local, exported = _names(specifier)
                if local is not None and exported is not None:
                    yield _word(exported, text), _word(local, text), exported


def _specifiers(clause: Node, module: str, text: LineIndex) -> Iterator[Import]:
    for specifier in children(clause):
        member, name = _names(specifier)
        if member is not None and name is not None:
            yield Import("", _word(name, text), module, _word(member, text), text.span_of(name))


def _names(specifier: Node) -> tuple[Node | None, Node | None]:
    name = specifier.child_by_field_name("name")
    return name, specifier.child_by_field_name("alias") or name


def _word(name: Node, text: LineIndex) -> str:
    return plain_string(name, text) or text.text_of(name)


def _source(statement: Node, text: LineIndex) -> str | None:
    source = statement.child_by_field_name("source")
    return plain_string(source, text) if source is not None else None
