"""The values of `.env` files are gathered from everywhere where code stands."""

from pathlib import Path

from wirelens.workspace.environment_secrets import environment_secrets
from wirelens.workspace.folders import Root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_beside_and_above_the_code(tmp_path: Path) -> None:
    write(tmp_path / ".env", "A=root-1\n")
    write(tmp_path / "backend" / ".env.local", "A=backend-1\n")
    write(tmp_path / "backend" / "ai" / "prod.env", "A=deep-1\n")
    write(tmp_path / "backend" / "ai" / "main.py", "A = 'code-1'\n")
    write(tmp_path / "elsewhere" / ".env", "A=elsewhere-1\n")
    (tmp_path / "backend" / ".env").mkdir()
    (tmp_path / ".env.link").symlink_to(tmp_path / "nowhere")
    root = Root("", tmp_path, tmp_path.as_uri())
    assert environment_secrets([root], ["backend/ai/main.py", "gone/x.py"]) == ("backend-1", "deep-1", "root-1")


def test_of_every_folder(tmp_path: Path) -> None:
    write(tmp_path / "one" / "한글" / ".env", "A=one-1\n")
    write(tmp_path / "two" / ".env", "A=two-2\nB=two-2")
    roots = [Root(f"{name}/", tmp_path / name, (tmp_path / name).as_uri()) for name in ("one", "two")]
    assert environment_secrets(roots, ["one/한글/a.py", "two/b.py"]) == ("one-1", "two-2")
