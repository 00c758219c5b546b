"""Package manifests: a folder that has one is a package of its own."""

import json
from collections.abc import Mapping
from typing import cast

from wirelens.model.facts import Manifest

_KINDS = {
    "react": "react",
    "vue": "vue",
    "svelte": "svelte",
    "next": "next",
    "nuxt": "nuxt",
    "vite": "vite",
}
"""Frameworks by the name of their package, in the order in which people name them."""
_SECTIONS = ("dependencies", "devDependencies", "peerDependencies")


def read_package_json(text: str) -> Manifest | None:
    """The manifest of a Node package; None where the text is no JSON.

    Of what a package depends on, the frameworks count, not the libraries.
    """
    try:
        package: object = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    sections = _members(package)
    named = {name for section in _SECTIONS for name in _members(sections.get(section))}
    return Manifest(tuple(kind for name, kind in _KINDS.items() if name in named))


def _members(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
