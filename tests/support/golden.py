"""Files that hold what must come out, whole; `--update` rewrites them."""

from pathlib import Path


def compare(path: Path, actual: str, *, update: bool) -> None:
    """Holds `actual` against a golden file."""
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == path.read_text(encoding="utf-8"), f"{path.name} differs; run pytest --update and read the diff"
