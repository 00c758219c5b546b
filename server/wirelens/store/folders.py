"""Where things are kept: in the user's own folders, never in a workspace."""

from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """What can be made again: answers of Gemini, reports."""
    return platformdirs.user_cache_path("wirelens", appauthor=False)


def state_folder() -> Path:
    """What the user said: consents."""
    return platformdirs.user_state_path("wirelens", appauthor=False)


def make_private(folder: Path) -> None:
    """Makes the folder, or takes other users' rights to it away.

    Raises:
        OSError: it cannot be made, or belongs to somebody else.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
