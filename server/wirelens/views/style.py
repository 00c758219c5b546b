"""How a sentence is set: as Markdown with links for editors, or as plain text for terminals.

Whatever a user wrote (names, paths, URLs) passes through here and can neither break the Markdown nor hide characters.
"""

import re
from collections.abc import Callable
from typing import Protocol
from urllib.parse import quote

from wirelens.messages import TABLE, render
from wirelens.messages.visible import visible
from wirelens.model.message import Language, Message
from wirelens.model.places import Places
from wirelens.model.span import Location

LONGEST_CODE = 160
"""Characters of user-written text shown in one piece; more would push everything else out of a hover."""

_SPECIAL = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])|(?<=:)/(?=/)|(?<=\bwww)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
"""What Markdown would act on, bare addresses among it: only links of ours are links."""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CODE else text[: LONGEST_CODE - 1] + "…"


class Style(Protocol):
    """What sentences are put together with."""

    def code(self, text: str) -> str:
        """A name, path or URL of the user's."""
        ...

    def strong(self, text: str) -> str:
        """A word of ours that leads the line."""
        ...

    def plain(self, text: str) -> str:
        """Text that someone else wrote, as running text."""
        ...

    def place(self, location: Location) -> str:
        """A place as `path:line`."""
        ...

    def line(self, location: Location) -> str:
        """A place in the file at hand, as its line's number."""
        ...

    def file(self, file: str) -> str:
        """A file as a whole, its name not shortened."""
        ...

    def sentence(self, message: Message, language: Language) -> str:
        """A message whose arguments a user wrote."""
        ...


_BLOCK_START = re.compile(r"^(?:[#+=-]|[0-9]+(?=[.)]))")


class Markdown:
    """Markdown as editors show it: places are links, everything user-written is escaped."""

    def __init__(self, places: Places, name: Callable[[str], str] = str) -> None:
        self._places = places
        self._name = name

    def code(self, text: str) -> str:
        """In backticks, as many as it takes."""
        shown = _shortened(visible(text)) or " "
        fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
        pad = " " if shown[0] == "`" or shown[-1] == "`" else ""
        return f"{fence}{pad}{shown}{pad}{fence}"

    def strong(self, text: str) -> str:
        """Bold."""
        return f"**{self.plain(text)}**"

    def plain(self, text: str) -> str:
        """Escaped."""
        return _SPECIAL.sub(lambda special: "\\" + special[0], visible(text))

    def paragraph(self, text: str) -> str:
        """Escaped, and no heading, list or rule either."""
        return _BLOCK_START.sub(lambda start: f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}", self.plain(text))

    def place(self, location: Location) -> str:
        """A link with the place as its text."""
        return f"[{self.plain(self._name(location.file))}:{location.line}]({self._uri(location.file)}#L{location.line})"

    def line(self, location: Location) -> str:
        """A link with the line's number as its text."""
        return f"[{location.line}]({self._uri(location.file)}#L{location.line})"

    def file(self, file: str) -> str:
        """A link to the file."""
        return f"[{self.plain(file)}]({self._uri(file)})"

    def _uri(self, file: str) -> str:
        """A URI that cannot end the link it stands in, whatever the client's own form of it."""
        return quote(self._places.uri(file), safe="%/:@!$&'*+,;=~")

    def sentence(self, message: Message, language: Language) -> str:
        """The message; what its text has in backticks becomes code."""
        pieces = TABLE[message.key][language].split("`")
        raw = {name: render(value, language) if isinstance(value, Message) else value for name, value in message.arguments}
        escaped = {
            name: self.sentence(value, language) if isinstance(value, Message) else self.plain(str(value))
            for name, value in message.arguments
        }
        return "".join(self.code(piece.format_map(raw)) if index % 2 else piece.format_map(escaped) for index, piece in enumerate(pieces))


class Plain:
    """Plain text as terminals show it; `name` shortens file keys."""

    def __init__(self, name: Callable[[str], str] = str) -> None:
        self._name = name

    def code(self, text: str) -> str:
        """In backticks, as in the text of reports."""
        return f"`{_shortened(visible(text))}`"

    def strong(self, text: str) -> str:
        """As it is."""
        return visible(text)

    def plain(self, text: str) -> str:
        """As it is, on one line."""
        return visible(text)

    def place(self, location: Location) -> str:
        """`path:line`."""
        return f"{visible(self._name(location.file))}:{location.line}"

    def line(self, location: Location) -> str:
        """The line's number."""
        return str(location.line)

    def file(self, file: str) -> str:
        """The file key."""
        return visible(file)

    def sentence(self, message: Message, language: Language) -> str:
        """The message on one line."""
        return visible(render(message, language))
