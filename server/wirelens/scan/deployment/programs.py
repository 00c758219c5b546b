"""The programs that start a server: what their command lines say of application, folder and port. One function a program."""

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import basename, dirname, join
from typing import NamedTuple

_APPLICATION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?:\(\))?")
_MODULE = re.compile(r"[A-Za-z_][\w.]*")
_PORT = re.compile(r"(?:.*:)?(\d{1,5})")
_LARGEST_PORT = 65_535


class Started(NamedTuple):
    """A server that a command starts: see `RunCommand`, whose fields these are."""

    program: str
    directory: str
    application: str | None
    port: int | None


Program = Callable[[Sequence[str], str, Mapping[str, str]], Started | None]
"""Reads the words after a program's name, in a folder, with the environment variables set for it; None: it starts no server."""


def _uvicorn(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    application = next((word for word in words if _APPLICATION.fullmatch(word)), None)
    if application is None:
        return None
    port = _port(_option(words, "--port") or environment.get("UVICORN_PORT"))
    return Started("uvicorn", join(directory, _option(words, "--app-dir") or ""), application, port)


def _gunicorn(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    bound = _option(words, "-b", "--bind")
    named = next((word for word in words if _APPLICATION.fullmatch(word)), None)
    last = words[-1] if words and _MODULE.fullmatch(words[-1]) and "." in words[-1] else None
    application = named or last
    if application is None:
        return None
    port = _port(bound) if bound is not None else _port(environment.get("PORT"))
    return Started("gunicorn", join(directory, _option(words, "--chdir") or ""), application, port)


def _fastapi(words: Sequence[str], directory: str, _environment: Mapping[str, str]) -> Started | None:
    path = next((word for word in words[1:] if word.endswith(".py")), None)
    if not words or words[0] not in {"dev", "run"} or path is None:
        return None
    module = path.removeprefix("./").removesuffix(".py").replace("/", ".")
    return Started("fastapi", directory, f"{module}:{_option(words, '--app') or 'app'}", _port(_option(words, "--port")))


def _flask(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    if "run" not in words:
        return None
    application = _option(words, "--app", "-A") or environment.get("FLASK_APP") or "app"
    port = _port(_option(words, "-p", "--port") or environment.get("FLASK_RUN_PORT"))
    return Started("flask", directory, application.removesuffix(".py").replace("/", "."), port)


def manage(words: Sequence[str], directory: str, _environment: Mapping[str, str]) -> Started | None:
    """Django's `manage.py runserver`: its first word is the path of `manage.py`."""
    path, *rest = words
    if rest[:1] != ["runserver"] and rest[:1] != ["runserver_plus"]:
        return None
    address = next((word for word in rest[1:] if _PORT.fullmatch(word)), None)
    return Started("manage.py", join(directory, dirname(path)), None, _port(address))


PROGRAMS: Mapping[str, Program] = {"uvicorn": _uvicorn, "gunicorn": _gunicorn, "fastapi": _fastapi, "flask": _flask}
"""By name. A program starts its server in the folder that it is run in, unless an option says otherwise."""


def is_manage(word: str) -> bool:
    """Whether a word is the path of a Django project's `manage.py`."""
    return basename(word) == "manage.py"


def _option(words: Sequence[str], *names: str) -> str | None:
    """The value of an option: `--port 8000`, `--port=8000`, `-p8000`."""
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else words[index + 1] if index + 1 < len(words) else None
        if word[:2] in names and len(word) > len("-p") and not word.startswith("--"):
            return word[2:]
    return None


def _port(written: str | None) -> int | None:
    found = _PORT.fullmatch(written) if written is not None else None
    port = int(found[1]) if found is not None else 0
    return port if 0 < port <= _LARGEST_PORT else None
