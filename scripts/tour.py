"""A tour of explaining for who has no key: `wirelens` as it is, with a stand-in for Gemini on this machine. Run by `make tour`.

Nothing leaves the machine, and nothing of yours is read or written: settings, cache and consents are in a temporary folder.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "three-machines"
FILE = "backend/ai/views.py"


def claim(text: str, *places: tuple[int, str]) -> dict[str, object]:
    """A statement as Gemini gives it, with lines of the file and words that stand there."""
    return {"text": text, "citations": [{"file": FILE, "line": line, "quote": quote} for line, quote in places]}


ANSWER = {
    "title": "Relay between the browser and the AI server",
    "structure": [
        claim("Four views: one hands work over, one takes the result, two answer.", (18, "def request_analysis"), (40, "def receive_")),
        claim("Every request becomes a row before the AI server hears of it.", (22, "Analysis.objects.create")),
    ],
    "communication": [
        claim("It passes each request on to the AI server and answers at once; the result comes by a callback.", (25, "httpx.post")),
        claim("The browser polls every two seconds until the row is finished.", (58, "finished_at is None")),
    ],
    "flows": [
        claim("The browser posts a file; a row is stored.", (22, "Analysis.objects.create")),
        claim("The AI server is asked, for at most five seconds.", (28, "timeout=5")),
        claim("It calls back, and the row gets its text or its error.", (45, "analysis.text")),
        claim("The next poll sees it.", (62, '"status": "success"')),
    ],
    "risks": [
        claim("Whoever reaches the callback can write a result: it asks for no secret.", (39, "@csrf_exempt"), (44, "get_object_or_404")),
        claim("This statement names a line that does not say it: Wirelens throws it away.", (3, "no such words")),
    ],
    "questions": [{"text": "What becomes of rows whose callback never comes?", "citations": []}],
}
"""What the stand-in says of the file. The last of the risks is made up, to show what becomes of such."""


def main() -> None:
    """Shows one step after another."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wirelens-tour-")))
        workspace = home / "three-machines"
        shutil.copytree(EXAMPLE, workspace)
        command = [sys.executable, "-m", "support.gemini_stand_in", "--text", json.dumps(ANSWER)]
        stand_in = stack.enter_context(subprocess.Popen(command, cwd=ROOT / "tests", stdout=subprocess.PIPE, text=True))  # noqa: S603 - our own
        stack.callback(stand_in.terminate)
        assert stand_in.stdout is not None
        address = json.loads(stand_in.stdout.readline())["address"]
        environment = {
            **os.environ,
            "HOME": str(home),
            **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE", "DATA")},
        }
        settings = home / "config" / "wirelens" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(f'gemini.baseUrl = "{address}"\n')

        show("What would be sent about a file: needs no key, sends nothing", workspace, environment, "explain", FILE, "--dry-run", lines=24)
        environment["GEMINI_API_KEY"] = "any-key-will-do-here"
        show("With a key, Wirelens asks first; without a terminal it refuses", workspace, environment, "explain", FILE)
        show("Agreed: every statement with its lines; what rests on none is gone", workspace, environment, "explain", FILE, "--yes")
        show("Asked again: it is stored, and nothing is sent", workspace, environment, "explain", FILE, "--yes", lines=3)
        show("What is stored, and whether it still holds", workspace, environment, "explanations")
        show("What was asked today", workspace, environment, "usage")


def show(title: str, workspace: Path, environment: Mapping[str, str], *arguments: str, lines: int | None = None) -> None:
    """Runs `wirelens` and prints what it prints, or the first so many lines."""
    print(f"\n── {title} ──\n$ wirelens {' '.join(arguments)}", flush=True)
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", "wirelens", *arguments],
        cwd=workspace,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    printed = done.stdout.splitlines()
    print("\n".join(printed[:lines]))
    if lines is not None and len(printed) > lines:
        print(f"… ({len(printed) - lines} more lines)")
    print(done.stderr, end="", flush=True)


if __name__ == "__main__":
    main()
