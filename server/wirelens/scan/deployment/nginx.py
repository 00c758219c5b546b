"""nginx configuration: where each path is sent on to (the rules of ngx_http_core_module and ngx_http_proxy_module)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wirelens.model.expression import Hole, Join, Literal
from wirelens.model.facts import Gateway, Proxy
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.interpolation import REFERENCE, interpolated
from wirelens.scan.regular_expression import python_pattern
from wirelens.scan.text import utf16_length

_QUOTED = r"\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)|'(?:[^'\\]|\\.)*(?:'|\\?\Z)"
_TOKEN = re.compile(rf"#[^\n]*|{_QUOTED}|\$\{{\w+\}}|[{{}};]|(?:[^\s{{}};\"'$]|\$(?!\{{)|\$\{{\w+\}})+|\s+|.", re.DOTALL)
_DEEPEST_BLOCK = 16
_LONGEST_TEXT = 100_000
_LONGEST_TARGET = 1_000
_MOST_VARIABLES = 8
"""Set by means of each other, before giving up: they may be circles, or double with each."""
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SET = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_VARIABLE = re.compile(r"\$(?:host|http_host|server_name|remote_addr|proxy_\w+|request_uri|uri|is_args|args|query_string)\b")
_QUERY = re.compile(r"(?:\?|\$is_args)\$(?:args|query_string)$")
_WHOLE_REQUEST = re.compile(r"\$(?:request_uri|uri(?:\$is_args\$args)?)$")


@dataclass(slots=True, eq=False)
class _Directive:
    words: list[str]
    span: Span
    block: "list[_Directive]" = field(default_factory=list["_Directive"])

    @property
    def name(self) -> str:
        return self.words[0]

    def all(self, name: str) -> Iterator["_Directive"]:
        return (each for each in self.block if each.name == name)


def read_nginx(text: str) -> tuple[Gateway, ...]:
    """A gateway for each `server` block that sends anything on."""
    root = _parsed(text[:_LONGEST_TEXT])
    pending, servers, upstreams = [root], list[_Directive](), dict[str, str]()
    while pending:
        block = pending.pop()
        for directive in block.block:
            if directive.name == "http":
                pending.append(directive)
            elif directive.name == "server":
                servers.append(directive)
            elif directive.name == "upstream" and len(directive.words) > 1:
                hosts = {each.words[1] for each in directive.all("server") if len(each.words) > 1}
                upstreams[directive.words[1]] = hosts.pop() if len(hosts) == 1 else ""
    gateways = (_gateway(server, upstreams) for server in servers)
    return tuple(gateway for gateway in gateways if gateway.proxies)


def _gateway(server: _Directive, upstreams: Mapping[str, str]) -> Gateway:
    ports = [port for listen in server.all("listen") if len(listen.words) > 1 for port in _ports(listen.words[1])]
    every = {location: _match(location)[1] for location in _locations(server, 0)}
    named = {path: location for location, path in every.items() if path.startswith("@")}
    locations = sorted((location for location in every if location not in named.values()), key=_precedence)
    variables = {each.words[1]: each.words[2] for each in _every(server, "set", 0) if len(each.words) > 2}  # noqa: PLR2004  # set $name value
    proxies = (proxy for location in locations for proxy in _proxies(location, named, upstreams, variables))
    names = (name.lower() for each in server.all("server_name") for name in each.words[1:] if _DOMAIN.fullmatch(name))
    return Gateway("server", tuple(proxies), tuple(dict.fromkeys(ports)) or (80,), tuple(dict.fromkeys(names)))


def _ports(listen: str) -> Iterator[int]:
    digits = listen.rpartition(":")[2]
    if digits.isascii() and digits.isdecimal() and len(digits) <= len("65535"):
        yield int(digits)
    elif "$" not in digits:
        yield 80


def _locations(block: _Directive, depth: int) -> Iterator[_Directive]:
    for location in block.all("location"):
        yield location
        if depth < _DEEPEST_BLOCK:
            yield from _locations(location, depth + 1)


def _every(block: _Directive, name: str, depth: int) -> Iterator[_Directive]:
    for directive in block.block:
        if directive.name == name:
            yield directive
        if depth < _DEEPEST_BLOCK:
            yield from _every(directive, name, depth + 1)


def _precedence(location: _Directive) -> tuple[int, int]:
    """Exact paths first, then prefixes that forbid regular expressions, those as written, then prefixes, the longer ones first."""
    modifier, path = _match(location)
    return {"=": 0, "^~": 1, "~": 2, "~*": 2}.get(modifier, 3), 0 if modifier.startswith("~") else -len(path)


def _match(location: _Directive) -> tuple[str, str]:
    words = location.words[1:]
    if len(words) > 1:
        return words[0], words[1]
    word = words[0] if words else "/"
    modifier = re.match(r"~\*|~|=|\^~", word)  # which may be written without a space
    return (modifier[0], word[modifier.end() :]) if modifier is not None else ("", word)


def _proxies(
    location: _Directive, named: Mapping[str, _Directive], upstreams: Mapping[str, str], variables: Mapping[str, str]
) -> Iterator[Proxy]:
    modifier, path = _match(location)
    pattern: str | None
    if modifier in {"~", "~*"}:
        # nginx looks for the expression anywhere in the path.
        written = python_pattern(path.removeprefix("^"))
        pattern = None if written is None else ("" if path.startswith("^") else ".*?") + f"(?:{written})"
        pattern = f"(?i:{pattern})" if pattern is not None and modifier == "~*" else pattern
    else:
        pattern = re.escape(path) + ("$" if modifier == "=" else "")
    target = _target(location)
    if target is None:  # no such file: the location of that name goes on
        last = next((each.words[-1] for each in location.all("try_files")), "")
        target = _target(named[last]) if last in named else None
    if pattern is None:
        return
    if target is None:
        yield Proxy(pattern, Hole("files"), location.span, None)  # answered by nginx itself: nothing behind it is asked
        return
    written = _substituted(target.words[1], variables)
    written = written if "://" in written else f"http://{written}"
    scheme, _, rest = written.partition("://")
    authority, slash, uri = rest.partition("/")
    upstream = upstreams.get(authority)
    whole = _WHOLE_REQUEST.search(authority) or _WHOLE_REQUEST.search(slash + uri)
    if whole is not None:
        authority, slash, uri = _WHOLE_REQUEST.sub("", authority), "", ""
    rewrites = _rewrites(location)
    if rewrites is not None and slash and modifier in {"", "^~", "="} and not rewrites:
        rewrites = ((f"^{re.escape(path)}", f"/{_escaped(uri)}"),)
    uri = _QUERY.sub("", uri)
    if "$" in uri:  # what a URL with variables comes to is all that is asked for
        is_captured = modifier in {"~", "~*"} and not rewrites and not re.search(r"\$(?!\d)", uri)
        rewrites = ((f"^{pattern}.*$", re.sub(r"\$(\d)", r"\\\1", f"/{_escaped(uri)}")),) if is_captured else None
    origin = interpolated(f"{scheme}://{authority if upstream is None else upstream}")
    if upstream == "" or _VARIABLE.search(authority) or (REFERENCE.search(authority) and "{" not in authority):
        origin = Join((Literal(f"{scheme}://"), Hole("upstream")))  # decided for each request
    yield Proxy(pattern, origin, target.span, rewrites)


def _target(location: _Directive) -> _Directive | None:
    return next((each for name in ("proxy_pass", "uwsgi_pass") for each in location.all(name) if len(each.words) > 1), None)


def _rewrites(location: _Directive) -> tuple[tuple[str, str], ...] | None:
    """The first `rewrite … break` that takes a path counts; None where its expression is not known."""
    found: list[tuple[str, str]] = []
    for rewrite in location.all("rewrite"):
        if len(rewrite.words) < 3:  # noqa: PLR2004  # rewrite pattern replacement
            continue
        pattern = python_pattern(rewrite.words[1])
        if pattern is None or len(found) == 1 or "://" in rewrite.words[2]:
            return None
        # The expression is looked for anywhere; what it finds, and all around, is replaced.
        whole = pattern if pattern.startswith("^") else f"^.*?{pattern}"
        found.append((f"{whole}.*" if not whole.endswith("$") else whole, re.sub(r"\$(\d)", r"\\\1", _escaped(rewrite.words[2]))))
    return tuple(found)


def _substituted(text: str, variables: Mapping[str, str]) -> str:
    """The text with what `set` says of its variables."""
    for _ in range(_MOST_VARIABLES):
        if len(text) <= _LONGEST_TARGET:
            text = _SET.sub(lambda found: variables.get(f"${found[1] or found[2]}", found[0]), text)
    return text


def _escaped(replacement: str) -> str:
    return replacement.replace("\\", r"\\")


def _parsed(text: str) -> _Directive:
    """The blocks of a file. What is never closed ends with it."""
    root = _Directive(["main"], Span(Position(0, 0), Position(0, 0)))
    blocks, words = [root], list[str]()
    line, column, begin = 0, 0, Position(0, 0)
    for token in _TOKEN.finditer(text):
        word = token[0]
        at = Position(line, column)
        line += word.count("\n")
        _, newline, last = word.rpartition("\n")
        column = utf16_length(last) + (0 if newline else column)
        if word.isspace() or word.startswith("#"):
            continue
        if word not in {"{", "}", ";"}:
            begin = begin if words else at
            words.append(word[1:-1] if word[0] in "\"'" and len(word) > 1 else word)
            continue
        if words:
            directive = _Directive(words, Span(begin, at))
            blocks[-1].block.append(directive)
            if word == "{":
                blocks.append(directive)
        if word == "}" and len(blocks) > 1:
            blocks.pop()
        words = []
    return root
