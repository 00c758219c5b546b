"""Has Gemini write a commit message, under the same terms as explanations: consent, rules of what is sent, secrets, limits."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wirelens.explain.access import Access
from wirelens.explain.commit_message import MessageRequest, WrittenMessage, parse_message
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.gemini_process import Gemini, GeminiProcess
from wirelens.explain.prompt import Prompt
from wirelens.explain.retrying import ask_again
from wirelens.explain.scope import MAX_CHARACTERS
from wirelens.explain.size import measures, shown_text
from wirelens.explain.terms import Ledger
from wirelens.explain.tokens import estimated_tokens
from wirelens.explain.trouble import UnansweredError
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import Settings
from wirelens.model.staged_change import StagedChange
from wirelens.repository.location import locate
from wirelens.repository.staged import recent_subjects, staged_patch
from wirelens.store.folders import state_folder
from wirelens.views.commit_words import is_lock
from wirelens.workspace.consent import Consent, Unasked, Unready
from wirelens.workspace.discovery import discover
from wirelens.workspace.environment_secrets import environment_secrets
from wirelens.workspace.folders import Root
from wirelens.workspace.ledger import UsageBook
from wirelens.workspace.sendable import Sendable

_SUBJECTS = 15
"""Of the last commits, as examples."""

_DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Drafted:
    """What is staged in the repository that `folder` is in, and the draft that Wirelens made of it."""

    folder: Path
    change: StagedChange
    draft: str
    language: Language


async def written_message(
    drafted: Drafted, settings: Settings, environment: Mapping[str, str], notify: Callable[[Message], None], *, agreed: bool
) -> WrittenMessage:
    """What Gemini makes of a draft. Nothing of it is kept.

    Args:
        drafted: what to write about.
        settings: how Gemini is asked.
        environment: where the key is looked for.
        notify: is told what the user should know meanwhile.
        agreed: the user agreed for this time.

    Raises:
        ExplainFailure: Gemini may not be asked, or there is no answer.
    """
    if agreed and settings.gemini.enabled == "ask":
        settings = replace(settings, gemini=replace(settings.gemini, enabled="on"))
    location = await asyncio.to_thread(locate, drafted.folder)
    root = drafted.folder if location is None else location.root
    readiness = await Consent(environment, state_folder()).readiness(root, settings, is_trusted=True)
    if isinstance(readiness, Unready):
        raise ExplainFailure(readiness.reason)
    request, secrets = await asyncio.to_thread(_request, root, drafted, settings, readiness.access)
    gemini, usage = GeminiProcess(), UsageBook(state_folder(), notify)
    try:
        prompt = await gemini.prepare(request, secrets)
        if isinstance(readiness, Unasked):
            raise ExplainFailure(_unasked(readiness.access, request, prompt, settings))
        return await _written(gemini, Ask(prompt, request.model, readiness.access), usage.of(root, settings.gemini), notify)
    finally:
        await gemini.close()
        await usage.close()


def _request(root: Path, drafted: Drafted, settings: Settings, access: Access) -> tuple[MessageRequest, tuple[str, ...]]:
    """What is asked, and what must not be sent. Blocks."""
    folder = Root("", root, root.as_uri())
    paths = {path for file in drafted.change.files for path in (file.path, file.before)}
    sendable = Sendable((folder,)).among(paths)
    patches: list[str] = []
    left = MAX_CHARACTERS
    for file in drafted.change.files:
        if {file.path, file.before} <= sendable and not is_lock(file):
            patch = staged_patch(root, dict.fromkeys((file.path, file.before)))
            if len(patch) <= left:
                patches.append(patch)
                left -= len(patch)
    if not patches:
        raise ExplainFailure(message("commits.nothing-to-send"))
    secrets = environment_secrets((folder,), discover(root, settings.exclude).files)
    request = MessageRequest(drafted.draft, recent_subjects(root, _SUBJECTS), tuple(patches), drafted.language, settings.gemini.model)
    return request, (*((access.key,) if access.key else ()), *secrets)


def _unasked(access: Access, request: MessageRequest, prompt: Prompt, settings: Settings) -> Message:
    return message(
        "commits.unasked",
        files=len(request.patches),
        host=access.host,
        model=request.model,
        variable=access.key_source,
        **measures([prompt], settings.gemini),
    )


async def _written(gemini: Gemini, question: Ask, ledger: Ledger, notify: Callable[[Message], None]) -> WrittenMessage:
    try:
        async with asyncio.timeout(_DEADLINE_SECONDS):
            return parse_message(await ask_again(lambda: _answer(gemini, question, ledger), _DEADLINE_SECONDS, notify))
    except TimeoutError as error:
        raise ExplainFailure(message("explain.timeout", seconds=round(_DEADLINE_SECONDS))) from error


async def _answer(gemini: Gemini, question: Ask, ledger: Ledger) -> str:
    """Asks once, and counts it: before, so that it is counted whatever happens, and then as Gemini bills it."""
    estimate = estimated_tokens(shown_text(question.prompt))
    if (refusal := await ledger.admit(estimate)) is not None:
        raise ExplainFailure(refusal)
    billed: int | None = None

    def on_receiving(received: Receiving) -> None:
        nonlocal billed
        billed = received.tokens or billed

    try:
        return await gemini.ask(question, on_receiving)
    except UnansweredError as unanswered:
        billed = billed if unanswered.trouble.may_be_billed else 0
        raise
    finally:
        if billed is not None:
            await asyncio.shield(ledger.add(billed - estimate))
