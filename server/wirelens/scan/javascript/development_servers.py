"""The dialect of development servers: what Vite, webpack, Vue CLI, Angular, Create React App, Next.js and Nuxt send on to a back end."""

import re
from collections.abc import Iterator
from posixpath import basename

from tree_sitter import Node, Tree

from wirelens.model.expression import EMPTY, Environment, Expression, Hole, Join, Literal
from wirelens.model.facts import Gateway, Proxy
from wirelens.scan.javascript.syntax import arguments_of, children, dotted_name, key_of, members_of, operator_of, unwrapped
from wirelens.scan.preorder import preorder
from wirelens.scan.proxy_rules import context_pattern, next_rule, path_rewrites, replacement_of
from wirelens.scan.regular_expression import python_pattern
from wirelens.scan.text import LineIndex

_FILES = re.compile(
    r"(?P<tool>vite|vitest|vue|next|nuxt|webpack|rsbuild|rspack|svelte|astro|quasar|craco)(?:\.[\w-]+)*\.config\.[cm]?[jt]s"
    r"|webpack[\w.-]*\.[cm]?[jt]s|config-overrides\.js|setupProxy\.[cm]?[jt]s|proxy[\w.-]*\.[cm]?[jt]s"
)
_DEFAULT_PORTS = {"vite": 5173, "svelte": 5173, "vue": 8080, "webpack": 8080, "next": 3000, "nuxt": 3000}
"""Where the tools' servers listen when nothing is said."""
_MIDDLEWARE = frozenset({"createProxyMiddleware", "proxy", "legacyCreateProxyMiddleware"})
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_MOST_STEPS = 12


def configures_server(file: str) -> bool:
    """Whether a file is named like the configuration of a development server."""
    return _FILES.fullmatch(basename(file)) is not None


def gateways_of(file: str, tree: Tree, text: LineIndex) -> tuple[Gateway, ...]:
    """The development server that a file configures; none where it sends nothing on."""
    named = _FILES.fullmatch(basename(file))
    if named is None:
        return ()
    reader = _Configuration(tree, text)
    proxies = tuple(reader.proxies())
    ports = tuple(reader.ports()) or ((_DEFAULT_PORTS[named["tool"]],) if named["tool"] in _DEFAULT_PORTS else ())
    return (Gateway("development-server", proxies, ports),) if proxies else ()


class _Configuration:
    """One file. Names are looked up in the file as a whole: configurations have no two of one name."""

    def __init__(self, tree: Tree, text: LineIndex) -> None:
        self._tree = tree
        self._text = text
        self._values: dict[str, Node] = {}
        for node in preorder(tree, ("variable_declarator",)):
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                self._values.setdefault(text.text_of(name), value)

    def proxies(self) -> Iterator[Proxy]:
        for node in preorder(self._tree, ("pair", "object", "call_expression")):
            match node.type:
                case "pair":
                    yield from self._entry(node)
                case "object":
                    yield from self._rule(node)
                case "call_expression":
                    yield from self._middleware(node)
                case _:
                    pass

    def ports(self) -> Iterator[int]:
        for node in preorder(self._tree, ("pair",)):
            value = node.child_by_field_name("value")
            if key_of(node, self._text) == "port" and value is not None and self._key_around(node) in {"server", "devServer"}:
                digits = self._text.text_of(self._resolved(value))
                if digits.isascii() and digits.isdecimal() and len(digits) <= len("65535"):
                    yield int(digits)

    def _entry(self, pair: Node) -> Iterator[Proxy]:
        """`"/api": "http://…"`, `"/api": {target: …}`, or a lone `proxy: "http://…"`."""
        key, value = key_of(pair, self._text) or "", pair.child_by_field_name("value")
        if value is None or (key != "proxy" and key[:1] not in {"/", "^"}):
            return
        value = self._resolved(value)
        around = self._key_around(pair)
        if around == "routeRules":
            yield from self._route_rule(key, value)
        elif value.type == "object" and key != "proxy":
            members = members_of(value, self._text).values
            if "target" in members and "context" not in members:
                yield from self._proxy(key, members, is_mounted=around == "devProxy")
        elif value.type in {"string", "template_string", "binary_expression", "member_expression"}:
            target = self._expression(value)
            if _is_url(target) and around not in {"headers", "alias"}:
                pattern = _context(key) if key != "proxy" else ""
                rewrites = ((f"^{pattern}", ""),) if around == "devProxy" else ()
                if pattern is not None and self._key_around(pair.parent.parent if pair.parent is not None else None) != "routeRules":
                    yield Proxy(pattern, target, self._text.span_of(value), rewrites)

    def _route_rule(self, key: str, value: Node) -> Iterator[Proxy]:
        """Nuxt: `routeRules: {"/api/**": {proxy: "http://…/**"}}`; both stars stand for the same."""
        proxy = members_of(value, self._text).values.get("proxy") if value.type == "object" else None
        proxy = self._resolved(proxy) if proxy is not None else None
        target = members_of(proxy, self._text).values.get("to") if proxy is not None and proxy.type == "object" else proxy
        if target is None:
            return
        destination = self._expression(target)
        rule = next_rule(key.replace("/**", "/:rest*"), _replaced_end(destination, "/**", "/:rest*"))
        if rule is not None:
            yield Proxy(rule.pattern, rule.target, self._text.span_of(target), rule.rewrites)

    def _rule(self, node: Node) -> Iterator[Proxy]:
        """`{context: ["/api"], target: …}`, or a rewrite of Next.js: `{source: "/api/:path*", destination: "http://…/:path*"}`."""
        members = members_of(node, self._text).values
        if "target" in members and ("context" in members or "pathFilter" in members):
            contexts = self._resolved(members.get("context") or members["pathFilter"])
            for context in children(contexts) if contexts.type == "array" else [contexts]:
                written = self._expression(context)
                if isinstance(written, Literal):
                    yield from self._proxy(written.text, members)
        elif "source" in members and "destination" in members and "permanent" not in members and "statusCode" not in members:
            source, destination = self._expression(members["source"]), self._expression(members["destination"])
            rule = next_rule(source.text, destination) if isinstance(source, Literal) and _is_url(destination) else None
            if rule is not None:
                yield Proxy(rule.pattern, rule.target, self._text.span_of(members["destination"]), rule.rewrites)

    def _middleware(self, call: Node) -> Iterator[Proxy]:
        """`app.use("/api", createProxyMiddleware({target: …}))`, `createProxyMiddleware("/api", {target: …})`."""
        function = call.child_by_field_name("function")
        if function is None or (dotted_name(function, self._text) or "").rpartition(".")[2] not in _MIDDLEWARE:
            return
        *before, last = arguments_of(call) or [call]
        options = self._resolved(last)
        members = members_of(options, self._text).values if options.type == "object" else {}
        if "target" not in members or "pathFilter" in members or "context" in members:
            return
        around = call.parent.parent if call.parent is not None and call.parent.type == "arguments" else None
        mounted = arguments_of(around)[:-1] if around is not None and not before else []
        contexts = before or mounted
        for context in (
            children(self._resolved(contexts[0])) if contexts and self._resolved(contexts[0]).type == "array" else contexts or [None]
        ):
            written = self._expression(context) if context is not None else EMPTY
            if isinstance(written, Literal):
                target = self._expression(members["target"])
                # Newer versions take the path that the middleware is mounted at off, which shows in a target that has it itself.
                is_mounted = (
                    bool(mounted) and bool(written.text) and isinstance(target, Literal) and target.text.rstrip("/").endswith(written.text)
                )
                yield from self._proxy(written.text, members, is_mounted=is_mounted)

    def _proxy(self, context: str, members: dict[str, Node], *, is_mounted: bool = False) -> Iterator[Proxy]:
        pattern = _context(context)
        if pattern is None:
            return
        rewrites = self._rewrites(members)
        if is_mounted and rewrites == ():
            rewrites = ((f"^{pattern}", ""),)
        yield Proxy(pattern, self._target(members["target"]), self._text.span_of(members["target"]), rewrites)

    def _rewrites(self, members: dict[str, Node]) -> tuple[tuple[str, str], ...] | None:
        if "pathRewrite" in members:
            rules = self._resolved(members["pathRewrite"])
            if rules.type != "object":
                return self._replacement(rules)
            written = members_of(rules, self._text)
            texts = {key: self._expression(value) for key, value in written.values.items()}
            plain = [(key, value.text) for key, value in texts.items() if isinstance(value, Literal)]
            return path_rewrites(plain) if written.complete and len(plain) == len(texts) else None
        rewrite = members.get("rewrite")
        return self._replacement(self._resolved(rewrite)) if rewrite is not None else ()

    def _replacement(self, function: Node) -> tuple[tuple[str, str], ...] | None:
        r"""`(path) => path.replace(/^\/api/, "")`."""
        body = function.child_by_field_name("body")
        if body is None:
            return None
        if body.type == "statement_block":
            statements = children(body)
            body = children(statements[0])[0] if len(statements) == 1 and children(statements[0]) else body
        if body.type == "identifier":
            return ()
        method = body.child_by_field_name("function") if body.type == "call_expression" else None
        property_ = method.child_by_field_name("property") if method is not None else None
        arguments = arguments_of(body) if property_ is not None and self._text.text_of(property_) == "replace" else []
        if len(arguments) != len(("pattern", "replacement")):
            return None
        pattern = self._pattern(arguments[0])
        replacement = self._expression(arguments[1])
        return ((pattern, replacement_of(replacement.text)),) if pattern is not None and isinstance(replacement, Literal) else None

    def _pattern(self, node: Node) -> str | None:
        if node.type == "regex":
            written = node.child_by_field_name("pattern")
            return python_pattern(self._text.text_of(written)) if written is not None else None
        literal = self._expression(node)
        return re.escape(literal.text) if isinstance(literal, Literal) else None

    def _target(self, node: Node) -> Expression:
        value = self._resolved(node)
        if value.type != "object":
            return self._expression(node)
        members = members_of(value, self._text).values
        host, port = members.get("host"), members.get("port")
        parts = (Literal("http://"), self._expression(host) if host else Literal("localhost"))
        return Join((*parts, Literal(":"), self._expression(port)) if port else parts)

    def _resolved(self, node: Node) -> Node:
        """What a name stands for."""
        for _ in range(_MOST_STEPS):
            node = unwrapped(node)
            if node.type not in {"identifier", "shorthand_property_identifier"} or self._text.text_of(node) not in self._values:
                break
            node = self._values[self._text.text_of(node)]
        return node

    def _expression(self, node: Node, steps: int = _MOST_STEPS) -> Expression:  # noqa: PLR0911  # one for each kind
        """Text with an Environment for whatever is read from `process.env`, `import.meta.env` or what `loadEnv` gives."""
        node = self._resolved(node)
        if not steps:
            return Hole("value")
        match node.type:
            case "string" | "template_string":
                parts = [self._piece(child, steps) for child in node.named_children]
            case "number":
                return Literal(self._text.text_of(node))
            case "member_expression":
                name = (dotted_name(node, self._text) or "").rpartition(".")[2]
                return Environment(name) if _VARIABLE.fullmatch(name) else Hole(name or "value")
            case "binary_expression" if operator_of(node) in {"||", "??"}:
                return self._with_default(node, steps)
            case "binary_expression" if operator_of(node) == "+":
                parts = [self._expression(child, steps - 1) for child in children(node)]
            case _:
                return Hole("value")
        pieces = tuple(piece for part in parts for piece in (part.parts if isinstance(part, Join) else (part,)))
        if all(isinstance(piece, Literal) for piece in pieces):
            return Literal("".join(piece.text for piece in pieces if isinstance(piece, Literal)))
        return pieces[0] if len(pieces) == 1 else Join(pieces)

    def _piece(self, child: Node, steps: int) -> Expression:
        if child.type == "template_substitution":
            inner = children(child)
            return self._expression(inner[0], steps - 1) if inner else Hole("value")
        return Literal(self._text.text_of(child).replace("\\/", "/"))

    def _with_default(self, node: Node, steps: int) -> Expression:
        left, right = children(node)[:1], children(node)[1:]
        value = self._expression(left[0], steps - 1) if left else Hole("value")
        default = self._expression(right[0], steps - 1) if right else None
        return Environment(value.variable, value.default or default) if isinstance(value, Environment) else value

    def _key_around(self, node: Node | None) -> str | None:
        """The key of the object that a member stands in."""
        around = node.parent.parent if node is not None and node.parent is not None else None
        return key_of(around, self._text) if around is not None and around.type == "pair" else None


def _context(written: str) -> str | None:
    return python_pattern(written) if written.startswith("^") else context_pattern(written)


def _is_url(value: Expression) -> bool:
    first = value.parts[0] if isinstance(value, Join) else value
    return isinstance(first, Environment) or (isinstance(first, Literal) and "://" in first.text)


def _replaced_end(value: Expression, ending: str, new: str) -> Expression:
    parts = value.parts if isinstance(value, Join) else (value,)
    last = parts[-1]
    if not isinstance(last, Literal) or not last.text.endswith(ending):
        return value
    return Join((*parts[:-1], Literal(last.text.removesuffix(ending) + new)))
