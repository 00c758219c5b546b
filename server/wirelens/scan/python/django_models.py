"""The dialect of Django's models: which stored data a function creates, writes or reads."""

from tree_sitter import Node

from wirelens.model.facts import Access
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.scopes import lookup
from wirelens.scan.python.syntax import arguments_of, dotted_name, unwrapped

_WRITES = frozenset({"update", "delete", "update_or_create", "bulk_update"})
_CREATES = frozenset({"get_or_create"})
_ROW_WRITES = frozenset({"save", "asave", "delete", "adelete"})
_SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"})


def read(module: Module) -> None:
    """Find `Model.objects.create(…)` and its like, and what is done with what they gave (`result.save()`)."""
    if b".objects" in module.text.source:
        for calls in module.calls.values():
            for call in calls:
                _read_manager(call, module)
    for call in module.calls_of(_SHORTCUTS):
        model = _shortcut_model(call.node, module)
        if model is not None:
            module.accesses.append(Access(call.scope.name, model, "read", module.text.span_of(call.node)))
    for call in module.calls_of(_ROW_WRITES):
        model = _model_of_row(call, module)
        if model is not None:
            module.accesses.append(Access(call.scope.name, model, "write", module.text.span_of(call.node)))


def _model_of_row(call: CallSite, module: Module) -> str | None:
    """The model whose row a variable holds: it was given by the model's manager or by a shortcut, right in this function."""
    variable = (call.callee or "").rpartition(".")[0]
    bound = lookup(variable, call.scope, call.node.start_byte) if variable and "." not in variable else None
    value = unwrapped(bound.value) if bound is not None and bound.value is not None and bound.owner is call.scope else None
    function = value.child_by_field_name("function") if value is not None and value.type == "call" else None
    if value is None or function is None:
        return None
    called = dotted_name(function, module.text) or ""
    if called.rpartition(".")[2] in _SHORTCUTS:
        return _shortcut_model(value, module)
    model, manager, _ = module.text.text_of(function).partition(".objects.")
    return model if manager and model.replace(".", "").isidentifier() and _is_class(model) else None


def _shortcut_model(call: Node, module: Module) -> str | None:
    model = arguments_of(call, module.text).get(0, "klass")
    dotted = dotted_name(unwrapped(model), module.text) if model is not None else None
    return dotted if dotted is not None and _is_class(dotted) else None


def _read_manager(call: CallSite, module: Module) -> None:
    model, manager, method = (call.callee or "").rpartition(".objects.")
    if not manager or "." in method or not _is_class(model):
        return
    modes = {_mode(name) for name in (method, *_chained(call.node, module))}
    mode = next(each for each in ("create", "write", "read") if each in modes)
    module.accesses.append(Access(call.scope.name, model, mode, module.text.span_of(call.node)))


def _chained(call: Node, module: Module) -> list[str]:
    """The methods called on a call's result: `order_by` and `first` in `….filter().order_by().first()`."""
    names: list[str] = []
    attribute = call.parent
    while attribute is not None and attribute.type == "attribute":
        name, outer = attribute.child_by_field_name("attribute"), attribute.parent
        if name is None or outer is None or outer.type != "call":
            break
        names.append(module.text.text_of(name))
        attribute = outer.parent
    return names


def _mode(method: str) -> str:
    # The asynchronous forms have an `a` in front.
    names = {method, method.removeprefix("a")}
    if names & _WRITES:
        return "write"
    if names & _CREATES or any(name.startswith(("create", "bulk_create")) for name in names):
        return "create"
    return "read"


def _is_class(dotted: str) -> bool:
    return dotted.rpartition(".")[2][:1].isupper()
