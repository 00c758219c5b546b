"""What a bundler's configuration lets the names of modules begin with: `alias: { "@": path.resolve(__dirname, "src") }`."""

from collections.abc import Iterator
from itertools import islice
from posixpath import normpath

from tree_sitter import Node, Tree

from wirelens.scan.javascript.development_servers import configures_server
from wirelens.scan.javascript.syntax import children, key_of, members_of, plain_string
from wirelens.scan.preorder import descendants, preorder
from wirelens.scan.text import LineIndex

_MOST_TABLES = 20
_MOST_STRINGS = 20
"""That one path is put together from."""


def import_aliases_of(file: str, tree: Tree, text: LineIndex) -> tuple[tuple[str, str], ...]:
    """The aliases that a configuration (Vite, webpack, …) sets, each with the path from the file's folder that it stands for."""
    if not configures_server(file):
        return ()
    tables = (node for node in preorder(tree, ("pair",)) if key_of(node, text) == "alias")
    return tuple(alias for table in islice(tables, _MOST_TABLES) for alias in _aliases(table.child_by_field_name("value"), text))


def _aliases(table: Node | None, text: LineIndex) -> Iterator[tuple[str, str]]:
    if table is None or table.type not in {"object", "array"}:
        return
    rows: list[tuple[str | None, Node | None]] = []
    if table.type == "object":
        rows.extend(members_of(table, text).values.items())
    for each in children(table) if table.type == "array" else ():
        members = members_of(each, text).values if each.type == "object" else {}
        rows.append((plain_string(members["find"], text) if "find" in members else None, members.get("replacement")))
    for name, value in rows:
        strings = islice(descendants(value, "string"), _MOST_STRINGS) if value is not None else ()
        path = "/".join(written for each in strings if (written := plain_string(each, text)) is not None)
        if name and path:
            yield name.removesuffix("/"), normpath(path.lstrip("/"))
