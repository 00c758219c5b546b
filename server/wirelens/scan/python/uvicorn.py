"""The dialect of servers that a program starts itself."""

from tree_sitter import Node

from wirelens.model.expression import Environment, Expression, Name
from wirelens.model.facts import RunCommand
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name, unwrapped
from wirelens.scan.python.values import expression, plain_text

_LARGEST_PORT = 65_535
_APPLICATIONS = frozenset({"app", "application", "server", "api", "socketio"})
"""What applications are called whose own server is started by their `run`; other things have a `run` too."""


def read(module: Module) -> None:
    """Find `uvicorn.run("main:app", port=9000)`, `app.run(port=5001)` and `socketio.run(app)`."""
    for call in module.calls_of(("run",)):
        if call.callee is None:
            continue
        arguments = module.arguments(call)
        qualified = module.qualified(call.callee, call.scope, call.node.start_byte)
        receiver = call.callee.rpartition(".")[0]
        if qualified == "uvicorn.run":
            program, started = "uvicorn", arguments.get(0, "app")
            application = _application(started, call, module) if started is not None else None
        elif receiver.rpartition(".")[2] in _APPLICATIONS:
            # Socket.IO's server is told of the application, Flask's is the application's own.
            program, started = "flask", arguments.get(0, "app") if receiver.rpartition(".")[2] == "socketio" else None
            application = _application(started, call, module) if started is not None else _named(receiver, call, module)
        else:
            continue
        if application is not None:
            written = arguments.keywords.get("port")
            port = _port(written, call, module)
            value = expression(written, module.text) if written is not None and port is None else None
            module.run_commands.append(RunCommand(program, "", application, port, module.text.span_of(call.node), value))


def _application(started: Node, call: CallSite, module: Module) -> str | None:
    dotted = dotted_name(unwrapped(started), module.text)
    if dotted is None:
        return plain_text(expression(started, module.text))
    return _named(dotted, call, module)


def _named(dotted: str, call: CallSite, module: Module) -> str:
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
