"""workspace/executeCommand: checks the arguments against the table of commands and hands them on."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from wirelens.lsp import callers, commit_drafts, commit_writing, consent, explain, explain_scopes, explanation_list, git, report, requests
from wirelens.lsp.server import Server
from wirelens.model.commands import SERVER_COMMANDS
from wirelens.model.message import message
from wirelens.model.span import Position

_HANDLERS: Mapping[str, Callable[..., Awaitable[Any]]] = {
    "wirelens.explain": explain.explain,
    "wirelens.explainFunction": explain_scopes.explain_function,
    "wirelens.explainEndpoint": explain_scopes.explain_endpoint,
    "wirelens.explainFlow": explain_scopes.explain_flow,
    "wirelens.explainChanged": explain_scopes.explain_changed,
    "wirelens.cancel": explain.cancel,
    "wirelens.showPrompt": consent.show_prompt,
    "wirelens.explanations": explanation_list.show_explanations,
    "wirelens.report": report.write_report,
    "wirelens.projectReport": report.write_project_report,
    "wirelens.showExplanation": report.show_explanation,
    "wirelens.callers": callers.go_to_callers,
    "wirelens.brokenCallers": callers.go_to_broken_callers,
    "wirelens.copyAsCurl": requests.copy_as_curl,
    "wirelens.openDocs": requests.open_docs,
    "wirelens.gitStage": git.stage,
    "wirelens.gitUnstage": git.unstage,
    "wirelens.gitCommit": git.commit,
    "wirelens.gitPush": git.push,
    "wirelens.draftCommit": commit_drafts.draft_commit,
    "wirelens.draftCommitByGemini": commit_writing.draft_by_gemini,
}
_COMMANDS = {command.name: command for command in SERVER_COMMANDS}


def register(server: Server) -> None:
    """Adds the method."""

    def adjust(capabilities: types.ServerCapabilities) -> None:
        capabilities.execute_command_provider = types.ExecuteCommandOptions(list(_COMMANDS))

    server.protocol.adjustments.append(adjust)

    @server.feature(types.WORKSPACE_EXECUTE_COMMAND)
    async def execute(params: types.ExecuteCommandParams) -> Any:  # noqa: ANN401 - each command has its own answer
        command = _COMMANDS.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(server.text(message("server.unknown-command", command=params.command)))
        arguments = params.arguments or ()
        values = [_argument(name, value) for name, value in zip(command.arguments, arguments, strict=False)]
        needed = sum(not name.endswith("?") for name in command.arguments)
        if not needed <= len(arguments) <= len(command.arguments) or None in values:
            expected = ", ".join(command.arguments)
            raise JsonRpcInvalidParams(server.text(message("server.bad-arguments", command=command.name, expected=f"[{expected}]")))
        return await _HANDLERS[command.name](server, *values)


def _argument(name: str, value: object) -> str | Position | None:
    """The argument as its handler takes it, None where it has another form."""
    if name.removesuffix("?") != "position":
        return value if isinstance(value, str) else None
    match cast("Any", value):
        case {"line": int(line), "character": int(character)} if line >= 0 and character >= 0:
            return Position(line, character)
        case _:
            return None
