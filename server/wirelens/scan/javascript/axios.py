"""The dialect of axios: its functions, the clients it creates, and calls through them."""

from wirelens.model.expression import EMPTY, Expression, Hole, Join, Literal
from wirelens.model.facts import Client
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, VERBS, Method, call, method_in, method_of, url_in
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import ObjectMembers, dotted_name

_METHODS = {**{verb: verb.upper() for verb in VERBS}, "postForm": "POST", "putForm": "PUT", "patchForm": "PATCH"}
"""Functions named after the method that they send."""
_WITHOUT_BODY = frozenset({"get", "delete", "head", "options"})
"""Functions whose options come second; with a body they come third."""
_TEXT = frozenset({"string", "template_string", "binary_expression"})


def read(module: Module) -> None:
    """Find the clients that a file creates with axios and the requests that it sends through them or through axios itself."""
    for site in module.calls_of(("create",)):
        target = module.targets.get(site.node.id)
        if target is not None and site.callee is not None and _after_axios(site.callee, site.scope, module) == ["create"]:
            base_url = _base_url(site, module)
            module.add_client(target, Client(target.scope.name, target.name, "axios", module.span(site), base_url, is_async=True))
    for target, value in module.assignments:
        if _after_axios(target.name, target.scope, module) == ["defaults", "baseURL"]:
            base_url = module.expression(value, target.scope)
            module.add_client(target, Client("", "axios.defaults", "axios", module.text.span_of(target.node), base_url, is_async=True))
    for sites in module.calls.values():
        for site in sites:
            if site.arguments:
                _read_call(site, module)


def _after_axios(dotted: str, scope: Scope, module: Module) -> list[str] | None:
    """The words that follow axios in a dotted name: none for axios itself. None for what is not axios."""
    meaning = module.meaning(dotted, scope)
    if meaning.bound is None:
        words = (module.global_name(dotted, scope) or "").split(".")
        return words[1:] if words[0] == "axios" else None
    imported = meaning.bound.imported
    if imported is None or imported.module != "axios" or imported.member not in {"default", "axios", None}:
        return None
    return [word for word in meaning.words[1:] if word != "default"]


def _read_call(site: CallSite, module: Module) -> None:
    receiver, method = _called(site, module)
    if receiver is None:
        return
    if _after_axios(receiver, site.scope, module) == []:
        _send(site, module, method, library="axios", client="")
    elif module.client(receiver, site.scope) is not None:
        _send(site, module, method, library="axios", client=receiver)
    elif _is_imported(receiver, site.scope, module):
        # Only linking can say whether what another module exports is a client.
        options = module.members(site.arguments[0], site.scope) if method is None else None
        if method in _METHODS or (options is not None and "url" in options.values):
            _send(site, module, method, library="", client=receiver)


def _called(site: CallSite, module: Module) -> tuple[str | None, str | None]:
    """What a call goes through, and the function of it that is called: None where it is called itself."""
    if site.callee is None:
        is_computed = site.function.type == "subscript_expression"
        source = site.function.child_by_field_name("object") if is_computed else None
        return (dotted_name(source, module.text), "") if source is not None else (None, None)
    receiver, _, name = site.callee.rpartition(".")
    return (receiver, name) if receiver and (name in _METHODS or name == "request") else (site.callee, None)


def _is_imported(receiver: str, scope: Scope, module: Module) -> bool:
    meaning = module.meaning(receiver, scope)
    return "." not in receiver and meaning.bound is not None and meaning.bound.imported is not None


def _send(site: CallSite, module: Module, name: str | None, *, library: str, client: str) -> None:
    first, *others = site.arguments
    options = module.members(first, site.scope) if name in {None, "request"} else None
    if options is not None:
        url, method = url_in(options, site.scope, module), method_of(options, site.scope, module)
        url_node = options.values.get("url", first)
    elif name == "request":
        url, method, url_node = module.expression(first, site.scope), method_in(first, site.scope, module), first
    else:
        at = 0 if name is None or name in _WITHOUT_BODY else 1
        options = module.members(others[at], site.scope) if len(others) > at else None
        url, url_node = module.expression(first, site.scope), first
        method = _method(site, module, name, options)
    base = options.values.get("baseURL") if options is not None else None
    if base is not None:
        url = _based(module.expression(base, site.scope), url)
    module.requests.append(call(site, module, url, module.text.span_of(url_node), method, library=library, client=client))


def _method(site: CallSite, module: Module, name: str | None, options: ObjectMembers | None) -> Method:
    if name is None:
        # A lone name may stand for a URL or for all the options, the method among them.
        is_url = len(site.arguments) > 1 or module.value(site.arguments[0], site.scope).type in _TEXT
        if options is not None:
            return method_of(options, site.scope, module)
        return GET if is_url and len(site.arguments) == 1 else method_in(site.arguments[-1], site.scope, module)
    word = site.function.child_by_field_name("property")
    return Method(_METHODS.get(name), module.text.span_of(word) if word is not None else None)


def _base_url(site: CallSite, module: Module) -> Expression:
    if not site.arguments:
        return EMPTY
    options = module.members(site.arguments[0], site.scope)
    node = options.values.get("baseURL") if options is not None else None
    if node is not None:
        return module.expression(node, site.scope)
    return EMPTY if options is not None and options.complete else Hole("baseURL")


def _based(base: Expression, url: Expression) -> Expression:
    """A URL below a base as axios puts them together, with one slash between; an absolute URL needs no base."""
    parts = url.parts if isinstance(url, Join) else (url,)
    first = parts[0] if parts else EMPTY
    if isinstance(first, Literal) and ("://" in first.text or first.text.startswith("//")):
        return url
    if isinstance(base, Literal) and base.text.endswith("/"):
        base = Literal(base.text.rstrip("/"))
    slash = () if isinstance(first, Literal) and first.text.startswith("/") else (Literal("/"),)
    before = base.parts if isinstance(base, Join) else (base,)
    return Join((*before, *slash, *parts))
