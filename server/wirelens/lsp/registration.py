"""Capabilities that are registered once the client runs (LSP 3.18, section "Register Capability")."""

import uuid
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from wirelens.lsp.server import Server


async def register_capability(server: "Server", method: str, options: Any) -> None:  # noqa: ANN401 - each method has its own kind of options
    """Asks the client to send us a method's messages."""
    registration = types.Registration(id=str(uuid.uuid4()), method=method, register_options=options)
    await server.client_register_capability_async(types.RegistrationParams([registration]))
