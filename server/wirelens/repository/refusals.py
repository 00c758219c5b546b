"""Why git did not do what the user asked for, in one sentence."""

import re

from wirelens.model.message import Message, message

_REFUSALS: tuple[tuple[str, str, re.Pattern[bytes]], ...] = (
    ("locked", "", re.compile(rb"Unable to create '(?P<text>[^'\n]*\.lock)': File exists")),
    (
        "no-identity",
        "commit",
        re.compile(rb"^\*\*\* Please tell me who you are|^fatal: (?:unable to auto-detect email|empty ident name)", re.MULTILINE),
    ),
    ("nothing-staged", "commit", re.compile(rb"^(?:nothing to commit|no changes added to commit|nothing added to commit)", re.MULTILINE)),
    (
        "conflicts",
        "commit",
        re.compile(rb"^error: Committing is not possible|^fatal: Exiting because of an unresolved conflict", re.MULTILINE),
    ),
    ("forbidden", "push", re.compile(rb"\[remote rejected\] \((?P<text>[^\n]*)\)")),
    ("rejected", "push", re.compile(rb"^!.*\[rejected\]", re.MULTILINE)),
    (
        "credentials",
        "push",
        re.compile(
            rb"terminal prompts disabled|Authentication failed|Permission denied \(|could not read (?:Username|Password)"
            rb"|Host key verification failed"
        ),
    ),
    (
        "unreachable",
        "push",
        re.compile(rb"Could not resolve host|unable to access|Connection (?:refused|timed out)|does not appear to be a git"),
    ),
)
"""What git prints, in the order in which it is looked for, with the command that prints it ("": any), since hooks print what they like.

`text` is what the sentence repeats of it.
"""

_BLAME = re.compile(r"fail|error|refus|reject|denied|not allowed", re.IGNORECASE)
"""How the line of a hook's output looks that says why."""

_COLOURS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")
"""Control sequences (ECMA-48, section 5.4), with which hooks colour what they print."""

_SAYS_NOTHING = "failed to push some refs to"


class GitRefusedError(Exception):
    """Git did not do it, and nothing was changed.

    `reason` says why in one sentence; `output` is all that git and its hooks printed, where the sentence may not be all there is to say.
    """

    def __init__(self, reason: Message, output: str = "") -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.output = output


def refusal(arguments: tuple[str, ...], said: bytes) -> GitRefusedError:
    """What to raise where git ended with an error: `arguments` are the command's, `said` is all that was printed."""
    output = _COLOURS.sub(b"", said).decode("utf-8", "replace").strip()
    for key, command, pattern in _REFUSALS:
        if (not command or command in arguments) and (found := pattern.search(said)):
            named = {name: text.decode("utf-8", "replace") for name, text in found.groupdict().items()}
            return GitRefusedError(message(f"git.refused.{key}", **named), output if key == "forbidden" else "")
    key = "hook" if "commit" in arguments else "unknown"
    return GitRefusedError(message(f"git.refused.{key}", text=_why(output)), output)


def _why(output: str) -> str:
    """The line of what git and its hooks printed that says the most."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marked = [line.partition(":")[2].strip() for line in lines if line.startswith(("fatal:", "error:"))]
    blaming = [line for line in lines if _BLAME.search(line)]
    return next((line for line in (*marked, *blaming, *lines) if _SAYS_NOTHING not in line), "")
