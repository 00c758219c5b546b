"""The one table of messages, put together from its parts. Keys begin with the name of their part."""

from wirelens.messages import (
    channels,
    checks,
    commands,
    contracts,
    doctor,
    editor,
    explain,
    git,
    project,
    resolution,
    server,
    settings,
    terminal,
    views,
)
from wirelens.messages.text import Text

TABLE: dict[str, Text] = {
    **channels.MESSAGES,
    **checks.MESSAGES,
    **commands.MESSAGES,
    **contracts.MESSAGES,
    **doctor.MESSAGES,
    **editor.MESSAGES,
    **explain.MESSAGES,
    **git.MESSAGES,
    **project.MESSAGES,
    **resolution.MESSAGES,
    **server.MESSAGES,
    **settings.MESSAGES,
    **terminal.MESSAGES,
    **views.MESSAGES,
}
