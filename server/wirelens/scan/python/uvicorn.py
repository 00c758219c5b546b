"""The dialect of ASGI servers that a program starts itself."""

from tree_sitter import Node

from wirelens.model.expression import Environment, Expression, Name
from wirelens.model.facts import RunCommand
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name, unwrapped
from wirelens.scan.python.values import expression, plain_text

_LARGEST_PORT = 65_535


def read(module: Module) -> None:
    """Find `uvicorn.run("main:app", port=9000)`."""
    for call in module.calls_of(("run",)):
        if call.callee is None or module.qualified(call.callee, call.scope, call.node.start_byte) != "uvicorn.run":
            continue
        arguments = module.arguments(call)
        started = arguments.get(0, "app")
        application = _application(started, call, module) if started is not None else None
        if application is not None:
            port = _port(arguments.keywords.get("port"), call, module)
            module.run_commands.append(RunCommand("uvicorn", "", application, port, module.text.span_of(call.node)))


def _application(started: Node, call: CallSite, module: Module) -> str | None:
    dotted = dotted_name(unwrapped(started), module.text)
    if dotted is None:
        return plain_text(expression(started, module.text))
    bound = module.meaning(dotted, call.scope, call.node.start_byte).bound
    if bound is not None and bound.imported is not None and bound.imported.member is not None:
        return f"{bound.imported.module}:{bound.imported.member}"
    return f"{module.file.rpartition('/')[2].removesuffix('.py')}:{dotted}"


def _port(written: Node | None, call: CallSite, module: Module) -> int | None:
    value = expression(written, module.text) if written is not None else None
    value = _known(value, call, module)
    text = plain_text(value.default if isinstance(value, Environment) else value)
    return int(text) if text is not None and text.isdecimal() and len(text) <= len(str(_LARGEST_PORT)) else None


def _known(value: Expression | None, call: CallSite, module: Module) -> Expression | None:
    if not isinstance(value, Name):
        return value
    bound = module.meaning(value.dotted, call.scope, call.node.start_byte).bound
    return expression(bound.value, module.text) if bound is not None and bound.value is not None else None
