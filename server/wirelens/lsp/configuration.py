"""Settings as clients hand them over: with `initialize`, by workspace/configuration, or pushed.

A client that sends layers with `initialize` keeps the user's own settings apart from the workspace's. Whatever else comes
is the client's mixture of both, and counts as the workspace's: it never decides where code and keys go.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from lsprotocol import types

from wirelens.lsp.registration import register_capability

if TYPE_CHECKING:
    from wirelens.lsp.server import Server

_SECTION = "wirelens"
_SECONDS_TO_ANSWER = 3.0
_Layer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """The initialization options. `has_layers`: the client sent settings with them."""

    has_layers: bool = False
    user: _Layer = field(default_factory=dict[str, Any])
    workspace: _Layer = field(default_factory=dict[str, Any])
    is_trusted: bool = True
    wants_status: bool = False
    copies_text: bool = False
    """The client puts the text that a command answers on the clipboard."""

    @staticmethod
    def of(value: object) -> "Options":
        """Reads them; what has another form than it should have is passed over."""
        given = _mapping(value)
        return Options(
            has_layers="settings" in given or "workspaceSettings" in given,
            user=_mapping(given.get("settings")),
            workspace=_mapping(given.get("workspaceSettings")),
            is_trusted=given.get("trusted") is not False,
            wants_status=given.get("statusNotifications") is True,
            copies_text=given.get("copiesText") is True,
        )


async def begin(server: "Server", options: Options) -> None:
    """Takes in the first settings, and asks to be told of others."""
    client = server.client
    mixture = await _pull(server) if client.pulls_configuration and not options.has_layers else None
    server.session.configure(options.user, options.workspace if mixture is None else mixture)
    if client.registers_configuration and not options.has_layers:
        await register_capability(
            server, types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationRegistrationOptions(section=_SECTION)
        )


def register(server: "Server") -> None:
    """Adds the method."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def change(params: types.DidChangeConfigurationParams) -> None:
        if server.options.has_layers:
            return
        pushed = _mapping(params.settings)
        mixture = await _pull(server) if server.client.pulls_configuration else _mapping(pushed.get(_SECTION))
        if mixture is not None:
            server.session.configure(server.options.user, mixture)


async def _pull(server: "Server") -> _Layer | None:
    asked = types.ConfigurationParams([types.ConfigurationItem(section=_SECTION)])
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_SECONDS_TO_ANSWER):
            answer: Any = await server.protocol.send_request_async(types.WORKSPACE_CONFIGURATION, asked)
            return _mapping(answer[0]) if answer else None
    return None


def _mapping(value: object) -> _Layer:
    return cast("_Layer", value) if isinstance(value, Mapping) else {}
