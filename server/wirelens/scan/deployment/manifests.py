"""Package manifests: a folder that has one is a package of its own."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import cast

from wirelens.model.expression import Literal
from wirelens.model.facts import FileFacts, Gateway, Manifest, Proxy, RunCommand
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import Session

_KINDS = {
    "react": "react",
    "vue": "vue",
    "svelte": "svelte",
    "next": "next",
    "nuxt": "nuxt",
    "vite": "vite",
}
"""Frameworks by the name of their package, in the order in which people name them."""
_SERVERS = frozenset(
    {
        *("express", "koa", "fastify", "@nestjs/core", "@hapi/hapi", "hono", "restify", "@adonisjs/core", "@strapi/strapi", "json-server"),
        *("next", "nuxt", "@sveltejs/kit", "@remix-run/node"),
    }
)
"""Packages that serve requests by routes that are not read."""
FOREIGN_MANIFESTS = re.compile(r"go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|composer\.json|Gemfile|mix\.exs|[\w.-]+\.csproj")
"""Manifests of languages that are not read."""
_NAME = re.compile(r"@?[\w.-]+(?:/[\w.-]+)?")
_START = Span(Position(0, 0), Position(0, 0))
"""JSON is read without places."""
_LONGEST_SCRIPT = 2_000
_SECTIONS = ("dependencies", "devDependencies", "peerDependencies")


def read_package_json(text: str) -> FileFacts | None:
    """What the manifest of a Node package says, without its file's name; None where the text is no JSON.

    Of what a package depends on, the frameworks count, not the libraries.
    """
    try:
        package: object = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    sections = _members(package)
    named = {name for section in _SECTIONS for name in _members(sections.get(section))}
    kinds = tuple(kind for name, kind in _KINDS.items() if name in named)
    commands = (command for script in _members(sections.get("scripts")).values() for command in _started(script))
    return FileFacts(
        "",
        "json",
        run_commands=tuple(commands),
        manifest=Manifest(kinds, _name(sections.get("name")), has_unread_server=not _SERVERS.isdisjoint(named)),
        gateways=tuple(_proxy(sections.get("proxy"))),
    )


def read_pyproject(text: str) -> Manifest:
    """The manifest of a Python package. Of broken text only the name is missing."""
    try:
        project: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return Manifest(())
    tables = _members(project)
    poetry = _members(_members(tables.get("tool")).get("poetry"))
    return Manifest((), _name(_members(tables.get("project")).get("name")) or _name(poetry.get("name")))


def _name(written: object) -> str:
    """A package's name without its owner's (`@shop/web`)."""
    return written.rpartition("/")[2] if isinstance(written, str) and _NAME.fullmatch(written) else ""


def _started(script: object) -> Iterator[RunCommand]:
    """The servers that a script starts, those of programs that run several commands at once included."""
    if isinstance(script, str) and len(script) <= _LONGEST_SCRIPT:
        for started in Session(is_service=True).run(script):
            yield RunCommand(started.program, started.directory, started.application, started.port, _START, started.port_value)


def _proxy(written: object) -> Iterator[Gateway]:
    """`"proxy"` of Create React App: what its development server has no file for goes there."""
    if isinstance(written, str) and "://" in written:
        yield Gateway("development-server", (Proxy("", Literal(written), _START),))


def _members(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
