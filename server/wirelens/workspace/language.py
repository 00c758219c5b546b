"""The language in which people are answered."""

import locale
import os
import re
from collections.abc import Mapping
from typing import Literal

from wirelens.model.message import Language


def resolve_language(setting: Literal["auto", "en", "ko"], client_locale: str | None) -> Language:
    """The language that `wirelens.language` asks for; `auto` follows the client's locale (`ko`, `ko-KR`, `ko_KR.UTF-8`, `Korean_Korea`)."""
    if setting != "auto":
        return setting
    return "ko" if re.match(r"ko(rean)?(?![a-z])", client_locale or "", re.IGNORECASE) else "en"


def terminal_locale(environment: Mapping[str, str] = os.environ) -> str | None:
    """The locale of messages in a terminal, by the order of POSIX; where no variable says, the system's (Windows)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    return locale.getlocale()[0]
