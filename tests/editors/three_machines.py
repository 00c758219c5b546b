"""The example as a workspace of its own, under git, for an editor to open."""

import shutil
from pathlib import Path

from support.repositories import Repository

EXAMPLE = Path(__file__).parents[2] / "examples" / "three-machines"


def three_machines(root: Path) -> Repository:
    """A copy of the example at `root`, committed on `main` and one commit ahead of its upstream."""
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("node_modules", "__pycache__", "*.sqlite3", "dist", ".venv"))
    repository = Repository(root)
    repository.git("init", "-q", "-b", "main")
    repository.commit({})
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("config", "remote.origin.url", "../origin.git")
    repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    repository.git("branch", "-q", "--set-upstream-to", "origin/main")
    repository.commit({})
    return repository
