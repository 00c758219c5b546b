"""Where a handler is written."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any


def place(handler: Callable[..., Any]) -> tuple[str, str, int]:
    """The name, the file (relative to the working folder) and the line of the `def`, which decorators may precede."""
    function = inspect.unwrap(handler)
    lines, first = inspect.getsourcelines(function)
    offset = next(number for number, line in enumerate(lines) if re.match(rf"\s*(async\s+)?def\s+{function.__name__}\b", line))
    file = Path(inspect.getfile(function)).relative_to(Path.cwd())
    return function.__name__, file.as_posix(), first + offset
