"""The programs that start a server: what their command lines say of application, folder and port. One function a program."""

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import basename, dirname, join
from typing import NamedTuple

from wirelens.model.expression import Expression, Hole
from wirelens.scan.deployment.interpolation import port_in

_APPLICATION = re.compile(r"(?!unix:)[A-Za-z_][\w.-]*:[A-Za-z_][\w.]*(?:\(\))?")
_MODULE = re.compile(r"[A-Za-z_][\w.]*")
_PORT = re.compile(r"(?:[\w.\[\]:*]*:)?(?:\d{1,5}|\$.*)")


class Started(NamedTuple):
    """A server that a command starts: see `RunCommand`, whose fields these are."""

    program: str
    directory: str
    application: str | None
    port: int | None
    port_value: Expression | None = None


Program = Callable[[Sequence[str], str, Mapping[str, str]], Started | None]
"""Reads the words after a program's name, in a folder, with the environment variables set for it; None: it starts no server."""


def _uvicorn(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    application = next((word for word in words if _APPLICATION.fullmatch(word)), None)
    if application is None:
        return None
    port = port_in(_option(words, "--port") or environment.get("UVICORN_PORT"), environment)
    return Started("uvicorn", join(directory, _option(words, "--app-dir") or ""), application, *port)


def _gunicorn(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    bound = _option(words, "-b", "--bind")
    named = next((word for word in words if _APPLICATION.fullmatch(word)), None)
    # A module alone stands before or after all options, or is called as Django calls it: options have values with dots too.
    modules = [word for word in words if _MODULE.fullmatch(word) and "." in word]
    alone = (word for word in modules if word in (words[0], words[-1]) or word.endswith((".wsgi", ".asgi")))
    application = named or next(alone, None)
    if application is None:
        return None
    port = port_in(bound or environment.get("PORT"), environment)
    if bound is None and _option(words, "-c", "--config") is not None:
        port = (None, Hole("bind"))
    return Started("gunicorn", join(directory, _option(words, "--chdir") or ""), application, *port)


def _server(name: str, *port_options: str) -> Program:
    """A program that takes `module:application` and the port by one of its options."""

    def read(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
        application = next((word for word in words if _APPLICATION.fullmatch(word)), None)
        return None if application is None else Started(name, directory, application, *port_in(_option(words, *port_options), environment))

    return read


def _fastapi(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    if not words or words[0] not in {"dev", "run"}:
        return None
    path = next((word for word in words[1:] if word.endswith(".py")), "main.py")
    module = path.removeprefix("./").removesuffix(".py").replace("/", ".")
    port = port_in(_option(words, "--port") or environment.get("PORT"), environment)
    return Started("fastapi", directory, f"{module}:{_option(words, '--app') or 'app'}", *port)


def _flask(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    if "run" not in words:
        return None
    application = _option(words, "--app", "-A") or environment.get("FLASK_APP") or "app"
    port = port_in(_option(words, "-p", "--port") or environment.get("FLASK_RUN_PORT"), environment)
    return Started("flask", directory, application.removesuffix(".py").replace("/", "."), *port)


def manage(words: Sequence[str], directory: str, environment: Mapping[str, str]) -> Started | None:
    """Django's `manage.py runserver`: its first word is the path of `manage.py`. `manage.py run` is Flask's, by the same name."""
    path, *rest = words
    if rest[:1] == ["run"]:
        return Started("flask", join(directory, dirname(path)), "manage", *port_in(_option(rest, "-p", "--port"), environment))
    if rest[:1] != ["runserver"] and rest[:1] != ["runserver_plus"]:
        return None
    address = next((word for word in rest[1:] if _PORT.fullmatch(word)), None)
    return Started("manage.py", join(directory, dirname(path)), None, *port_in(address, environment))


def python_file(words: Sequence[str], directory: str) -> Started | None:
    """`python server/app.py`, `python -m server.app`: what the file starts, it says itself."""
    if words[:1] == ["-m"] and len(words) > 1 and _MODULE.fullmatch(words[1]):
        return Started("python", directory, f"{words[1]}:", None)
    if not words or not words[0].endswith(".py") or is_manage(words[0]):
        return None
    path = words[0].removeprefix("./")
    return Started("python", join(directory, dirname(path)), f"{basename(path).removesuffix('.py')}:", None)


PROGRAMS: Mapping[str, Program] = {
    "uvicorn": _uvicorn,
    "gunicorn": _gunicorn,
    "hypercorn": _server("hypercorn", "-b", "--bind"),
    "daphne": _server("daphne", "-p", "--port"),
    "granian": _server("granian", "--port"),
    "waitress-serve": _server("waitress-serve", "--port", "--listen"),
    "fastapi": _fastapi,
    "flask": _flask,
}
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
