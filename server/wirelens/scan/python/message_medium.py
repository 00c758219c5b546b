"""What a message goes through: the value on which a sending or receiving method is called."""

import re

from tree_sitter import Node

from wirelens.model.expression import Name, Result
from wirelens.model.facts import Medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import alternatives, arguments_of, dotted_name, unwrapped
from wirelens.scan.text import LineIndex

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def medium(module: Module, call: CallSite, packages: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Medium | None:
    """The medium of a call of a method; None where nothing is known of the value, or a function is called.

    Where this file shows that the value comes from one of `packages`, nothing more is asked of it.
    """
    if call.callee is not None:
        value = call.callee.rpartition(".")[0]
        if not value:
            return None
        proven = bool(packages) and _comes_from(module, call, value, packages)
        return Medium(Name(value), call.name, () if proven else packages, () if proven else words)
    function = call.node.child_by_field_name("function")
    made = function.child_by_field_name("object") if function is not None else None
    made = unwrapped(made) if made is not None else None
    maker = made.child_by_field_name("function") if made is not None and made.type == "call" else None
    dotted = dotted_name(maker, module.text) if maker is not None else None
    return Medium(Result(dotted), call.name, packages, words) if dotted is not None else None


def handler_name(handler: Node, text: LineIndex) -> str | None:
    """The function that is given what comes: by its name, or with some of its arguments given already (`partial(handler, …)`)."""
    handler = unwrapped(handler)
    function = handler.child_by_field_name("function") if handler.type == "call" else None
    if function is not None and (dotted_name(function, text) or "").rpartition(".")[2] == "partial":
        handler = next(iter(arguments_of(handler, text).positional), handler)
    return dotted_name(handler, text)


def _comes_from(module: Module, call: CallSite, value: str, packages: tuple[str, ...]) -> bool:
    """Whether a value is made by one of the packages here, or declared as a type of theirs: parameters too, which linking cannot see."""
    bound = module.meaning(value, call.scope, call.node.start_byte).bound
    if bound is None:
        return False
    makers = [made.child_by_field_name("function") for made in alternatives(bound.value)] if bound.value is not None else []
    written = [dotted_name(maker, module.text) for maker in makers if maker is not None]
    written += _DOTTED.findall(bound.annotation or "")
    qualified = (module.qualified(dotted, bound.scope, bound.start) for dotted in written if dotted is not None)
    return any(name.partition(".")[0] in packages for name in qualified if name is not None)
