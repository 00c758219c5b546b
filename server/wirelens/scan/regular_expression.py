"""Regular expressions that are written in the files of a workspace: made Python's, and only those that are safe to run."""

import re

_LONGEST = 200
_MOST_REPEATS = 4
_REPEATED_GROUP = re.compile(r"\)[*+{]")
"""May take time that grows exponentially with the text."""
_REPEAT = re.compile(r"[*+]|\{\d+,\}")
_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")
_GLOBAL_FLAGS = re.compile(r"\(\?([aimsux]+)\)")
_BACK_REFERENCE = re.compile(r"\\[1-9k]")


def python_pattern(written: str) -> str | None:
    """The expression of JavaScript or of PCRE in Python's syntax; None where it has no equal there, or might take long.

    It may be put into a larger expression: flags that it begins with are those of a group.
    """
    if len(written) > _LONGEST or _REPEATED_GROUP.search(written) or _BACK_REFERENCE.search(written):
        return None
    if len(_REPEAT.findall(written)) > _MOST_REPEATS:
        return None
    pattern = _NAMED_GROUP.sub("(?P<", written)
    flags = _GLOBAL_FLAGS.match(pattern)
    if flags is not None:
        pattern = f"(?{flags[1]}:{pattern[flags.end() :]})"
    try:
        re.compile(f"(?:{pattern})")
    except (re.error, OverflowError, RecursionError):
        return None
    return pattern
