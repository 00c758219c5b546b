"""Commands that ask Gemini about less than a file, about more than one, and about every changed file."""

from wirelens.lsp.explain import start
from wirelens.lsp.server import Server
from wirelens.lsp.subject import command_subject
from wirelens.model.message import message
from wirelens.model.narrative import Scope, ScopeKind
from wirelens.model.span import Position
from wirelens.views.code_actions import scopes_at


async def explain_function(server: Server, uri: str, position: Position) -> str | None:
    """Starts a job that explains the function around a position, and answers its id."""
    return await _explain(server, uri, position, "function")


async def explain_endpoint(server: Server, uri: str, position: Position) -> str | None:
    """Starts a job that explains the endpoint at a position with everyone it talks to, and answers its id."""
    return await _explain(server, uri, position, "endpoint")


async def explain_flow(server: Server, uri: str, position: Position) -> str | None:
    """Starts a job that explains the flow through the function at a position, and answers its id."""
    return await _explain(server, uri, position, "flow")


async def explain_changed(server: Server, uri: str) -> list[str]:
    """Starts a job for every file of a document's folder that is changed since the last commit, and answers their ids."""
    subject = await command_subject(server, uri)
    if subject is None:
        return []
    snapshot, prefix = subject.snapshot, subject.root.prefix
    changed = sorted(file for file in snapshot.changed_files if file in snapshot.files and file.startswith(prefix))
    if not changed:
        server.notice(message("server.nothing-changed"), "information")
        return []
    return await start(server, subject, [Scope("file", file) for file in changed])


async def _explain(server: Server, uri: str, position: Position, kind: ScopeKind) -> str | None:
    subject = await command_subject(server, uri)
    if subject is None:
        return None
    scopes = scopes_at(subject.snapshot, subject.key, position)
    scope = next((scope for scope in scopes if scope.kind == kind), None)
    if scope is None:
        server.notice(message(f"server.nothing-to-explain.{kind}"), "information")
        return None
    jobs = await start(server, subject, (scope,))
    return jobs[0] if jobs else None
