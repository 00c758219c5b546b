"""What the user answered when asked whether a workspace's files may go to Gemini. Not in the cache: clearing that asks nobody again."""

import json
from pathlib import Path
from typing import Any, cast

from wirelens.store.atomic import write_atomically
from wirelens.store.folders import make_private

FILE = "consent.json"


class Consents:
    """The answers by workspace and host: another host is another question."""

    def __init__(self, folder: Path) -> None:
        """Keeps them in `folder`, which is made when the first answer is kept."""
        self._folder = folder

    def find(self, root: Path, host: str) -> bool | None:
        """The answer; None if the question was not asked, or the file cannot be read."""
        answer = self._answers().get(str(root), {}).get(host)
        return answer if isinstance(answer, bool) else None

    def keep(self, root: Path, host: str, *, agreed: bool) -> None:
        """Keeps an answer.

        Raises:
            OSError: it cannot be written.
        """
        answers = self._answers()
        answers.setdefault(str(root), {})[host] = agreed
        make_private(self._folder)
        write_atomically(self._folder / FILE, json.dumps(answers, indent=2, sort_keys=True) + "\n")

    def _answers(self) -> dict[str, dict[str, Any]]:
        try:
            answers = json.loads((self._folder / FILE).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(answers, dict):
            return {}
        return {root: hosts for root, hosts in cast("dict[str, Any]", answers).items() if isinstance(hosts, dict)}
