"""The one table of messages, put together from its parts. Keys begin with the name of their part."""

from wirelens.messages import (
    channels,
    checks,
    commands,
    commits,
    consent,
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
    usage,
    views,
)
from wirelens.messages.text import Text

TABLE: dict[str, Text] = {
    **channels.MESSAGES,
    **checks.MESSAGES,
    **commands.MESSAGES,
    **commits.MESSAGES,
    **consent.MESSAGES,
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
    **usage.MESSAGES,
    **views.MESSAGES,
}
