import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
SKIPPING = """
import os
import pytest

def test_skips():
    pytest.skip("Redis is not installed")

@pytest.mark.skip(reason="Node is not installed")
def test_is_skipped():
    pass

@pytest.mark.xfail(strict=True)
def test_is_known_to_be_wrong():
    assert False

def test_knows_nobody():
    assert [name for name in os.environ if name.startswith(("GEMINI_", "GOOGLE_", "GIT_", "HTTP_PROXY"))] == []
    assert os.listdir(os.environ["HOME"]) == []
"""


def results(folder: Path, **environment: str) -> str:
    (folder / "test_skipping.py").write_text(SKIPPING, encoding="utf-8")
    (folder / "test_whole_module.py").write_text("import pytest\npytest.importorskip('no_such_module')\n", encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "conftest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            folder,
            "-rsfE",
            "--continue-on-collection-errors",
            folder,
        ],
        env={**os.environ, "PYTHONPATH": str(TESTS), "GOOGLE_API_KEY": "x", "GIT_DIR": "/", "HTTP_PROXY": "http://x", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout


def test_skips_say_their_reason(tmp_path: Path) -> None:
    said = results(tmp_path)
    assert "1 passed, 3 skipped, 1 xfailed" in said
    assert "Redis is not installed" in said


def test_skips_fail_where_none_is_allowed(tmp_path: Path) -> None:
    said = results(tmp_path, WIRELENS_NO_SKIPS="1")
    assert "1 failed, 1 passed, 1 xfailed, 2 errors" in said
    for reason in ("Redis is not installed", "Node is not installed", "No module named 'no_such_module'"):
        assert f"{reason} (no test may be skipped where WIRELENS_NO_SKIPS is set)" in said
