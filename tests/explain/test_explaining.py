"""From a snapshot to a stored explanation and back into the next one; who is asked first, and what is never sent."""

import json
from dataclasses import replace

import pytest

from support.explaining import ANSWER, KEY, TEXT, Desk, Follower, leaks
from support.polling_system import VIEWS, WORKER, snapshot
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.progress import Stored
from wirelens.messages import render
from wirelens.model.git_state import GitState
from wirelens.model.narrative import Explanation, Narrative, Scope, Staleness
from wirelens.model.snapshot import Snapshot
from wirelens.store.reports import places_from
from wirelens.workspace.consent import Ready, Unasked, Unready
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.requesting import Subject


async def explained(explaining: Explaining, subject: Subject) -> Narrative:
    follower = Follower()
    await explaining.submit(subject, follower)
    outcome = await follower.outcome()
    assert isinstance(outcome, Stored)
    return outcome.narrative


async def standing(desk: Desk, explaining: Explaining, moment: Snapshot, text: str | None = TEXT) -> dict[str, tuple[Explanation, ...]]:
    return dict(await explaining.standing(desk.root, moment, desk.settings(), lambda _: text))


def fresh(desk: Desk, narrative: Narrative) -> dict[str, tuple[Explanation, ...]]:
    """What stands where one explanation holds."""
    return {VIEWS: (Explanation(narrative, None, report_path(desk)),)}


def stale(desk: Desk, narrative: Narrative, staleness: Staleness) -> dict[str, tuple[Explanation, ...]]:
    return {VIEWS: (Explanation(narrative, staleness, report_path(desk)),)}


def report_path(desk: Desk) -> str:
    """Where the only report is."""
    [path] = (desk.folder / "cache" / "reports").glob("*/views.py.md")
    return str(path)


async def test_asked_once_for_each_workspace_and_host(desk: Desk) -> None:
    explaining = desk.explaining()
    settings = desk.settings()
    asked = await explaining.readiness(desk.root, settings, is_trusted=True)
    assert isinstance(asked, Unasked)
    with pytest.raises(ExplainFailure) as failure:
        await explaining.submit(desk.subject(), Follower())
    assert desk.gemini.requests == [], render(failure.value.message, "en")

    await explaining.answer(desk.root, settings, agreed=True)
    again = desk.explaining()
    assert isinstance(await again.readiness(desk.root, settings, is_trusted=True), Ready)
    assert isinstance(await again.readiness(desk.folder, settings, is_trusted=True), Unasked)
    elsewhere = desk.settings(base_url="https://proxy.example")
    assert isinstance(await again.readiness(desk.root, elsewhere, is_trusted=True), Unasked)

    await again.answer(desk.root, settings, agreed=False)
    declined = await again.readiness(desk.root, settings, is_trusted=True)
    assert isinstance(declined, Unready)
    assert render(declined.reason, "en") == (
        'You declined Gemini for this workspace. To use it all the same, set "wirelens.gemini.enabled" to "on".'
    )
    assert isinstance(await again.readiness(desk.root, desk.settings(enabled="on"), is_trusted=True), Ready)
    assert desk.gemini.requests == []


async def test_an_untrusted_workspace_sends_nothing(desk: Desk) -> None:
    explaining = desk.explaining()
    settings = desk.settings(enabled="on")
    untrusted = await explaining.readiness(desk.root, settings, is_trusted=False)
    assert isinstance(untrusted, Unready)
    assert render(untrusted.reason, "en") == "This workspace is not trusted: nothing of it is sent to Gemini."
    with pytest.raises(ExplainFailure):
        await explaining.submit(replace(desk.subject(enabled="on"), is_trusted=False), Follower())
    assert desk.gemini.requests == []


async def test_an_explanation_holds_until_the_code_changes(desk: Desk) -> None:
    explaining = desk.explaining()
    narrative = await explained(explaining, desk.subject(enabled="on"))
    moment = snapshot("en")
    assert await standing(desk, explaining, moment) == fresh(desk, narrative)
    assert await standing(desk, explaining, moment, TEXT + "#") == stale(desk, narrative, Staleness(own=True))
    assert await standing(desk, explaining, moment, None) == stale(desk, narrative, Staleness(own=True))
    assert await standing(desk, explaining, snapshot("ko")) == {}, "in another language it was not asked"
    unlinked = replace(moment, map=replace(moment.map, calls=()))
    assert await standing(desk, explaining, unlinked) == stale(desk, narrative, Staleness(others=(WORKER,)))
    gone = replace(moment, files={})
    assert await standing(desk, explaining, gone) == stale(desk, narrative, Staleness(own=True))
    assert await standing(desk, explaining, moment) == fresh(desk, narrative), "undone"
    await explaining.close()
    assert await standing(desk, desk.explaining(), moment) == fresh(desk, narrative), "after a restart"
    assert desk.told == []


async def test_each_state_of_a_file_keeps_its_explanation(desk: Desk) -> None:
    explaining = desk.explaining()
    first = await explained(explaining, desk.subject(enabled="on"))
    desk.gemini.play("answer", text=json.dumps(ANSWER))
    second = await explained(explaining, desk.subject(text=f"{TEXT}\n", enabled="on"))
    assert await standing(desk, explaining, snapshot("en")) == fresh(desk, first)
    assert await standing(desk, explaining, snapshot("en"), f"{TEXT}\n") == fresh(desk, second)
    assert await standing(desk, explaining, snapshot("en"), "neither") == stale(desk, second, Staleness(own=True))


async def test_a_second_checkout_takes_what_is_known(desk: Desk) -> None:
    explaining = desk.explaining()
    await explained(explaining, desk.subject(enabled="on"))
    there = replace(desk.subject(enabled="on"), root=desk.folder)
    narrative = await explained(explaining, there)
    found = await explaining.standing(desk.folder, snapshot("en"), desk.settings(), lambda _: TEXT)
    assert [(each.narrative, each.staleness) for each in found[VIEWS]] == [(narrative, None)]
    assert len(desk.gemini.requests) == 1


async def test_a_commit_and_an_explanation_change_nothing(desk: Desk) -> None:
    explaining = desk.explaining()
    narrative = await explained(explaining, desk.subject(enabled="on"))
    before = await standing(desk, explaining, snapshot("en"))
    git = GitState(str(desk.root), "main", "0" * 40, None, None, None)
    later = replace(snapshot("en"), git=git, changed_files={VIEWS: "M"}, explanations=before)
    assert await standing(desk, explaining, later) == fresh(desk, narrative)


async def test_another_workspace_and_another_model_have_their_own(desk: Desk) -> None:
    explaining = desk.explaining()
    await explained(explaining, desk.subject(enabled="on"))
    assert await explaining.standing(desk.folder, snapshot("en"), desk.settings(), lambda _: TEXT) == {}
    assert await explaining.standing(desk.root, snapshot("en"), desk.settings(model="gemini-x"), lambda _: TEXT) == {}


async def test_scopes_of_a_file_stand_side_by_side(desk: Desk) -> None:
    explaining = desk.explaining()
    whole = await explained(explaining, desk.subject(enabled="on"))
    scope = Scope("endpoint", VIEWS, "receive_analysis")
    part = await explained(explaining, replace(desk.subject(enabled="on", text=TEXT * 60), scope=scope))
    found = (await standing(desk, explaining, snapshot("en")))[VIEWS]
    assert [(each.narrative, each.staleness) for each in found] == [(part, Staleness(own=True)), (whole, None)]
    with pytest.raises(ExplainFailure) as failure:
        await explaining.submit(replace(desk.subject(enabled="on"), scope=Scope("function", VIEWS, "gone")), Follower())
    assert [render(failure.value.message, language) for language in ("en", "ko")] == [
        f"The map has nothing to explain there now: {VIEWS} gone",
        f"지금 그 위치에는 설명할 코드가 없습니다: {VIEWS} gone",
    ]


async def test_the_report_is_in_the_cache_and_marked(desk: Desk) -> None:
    explaining = desk.explaining()
    desk.gemini.play("answer", text=json.dumps(ANSWER))
    narrative = await explained(explaining, desk.subject(enabled="on"))
    path = await explaining.write_report(desk.root, snapshot("en"), desk.settings(), lambda _: TEXT, VIEWS)
    assert str(path) == report_path(desk)
    moment = narrative.asked_at[:16].replace("T", " ")
    link = f"({places_from(path, snapshot('en').places).uri(VIEWS)}"
    assert path.read_text(encoding="utf-8").partition("\n---\n")[2] == (
        "\n## Gemini on the file: Relay\n\n"
        f"*Written by Gemini (gemini-3-flash-preview, {moment} UTC). The lines it names were found in the code; what it says of them was "
        "not checked. Fresh: the code is as it was then.*\n\n"
        f"### Structure\n\n- One function. ([ai/views.py:1]{link}#L1))\n\n### Communication\n\n- It calls FastAPI. "
        f"([ai/views.py:2]{link}#L2))\n"
    )


async def test_a_report_without_an_explanation(desk: Desk) -> None:
    path = await desk.explaining().write_report(desk.root, snapshot("ko"), desk.settings(), lambda _: TEXT, VIEWS)
    assert "---" not in path.read_text(encoding="utf-8")


async def test_what_is_shown_before_is_what_is_sent(desk: Desk) -> None:
    explaining = desk.explaining()
    subject = desk.subject(enabled="on", text=f'{TEXT}# {KEY}\nURL = "http://me:s3cr3t-pw@db/"\n')
    prompt = await explaining.prompt(subject)
    assert sum(prompt.redacted.values()) == 2
    assert desk.gemini.requests == []
    await explained(explaining, subject)
    body = desk.gemini.requests[0].body
    assert body["contents"][0]["parts"] == [{"text": prompt.content}]
    assert body["systemInstruction"]["parts"] == [{"text": prompt.instruction}]
    assert "s3cr3t-pw" not in str(body)


async def test_the_key_is_on_no_disk(desk: Desk) -> None:
    explaining = desk.explaining()
    await explaining.answer(desk.root, desk.settings(), agreed=True)
    await explained(explaining, desk.subject())
    desk.gemini.play("wrong-key")
    follower = Follower()
    await explaining.submit(desk.subject(text="other"), follower)
    await follower.outcome()
    await explaining.close()
    assert leaks(desk.folder, KEY) == []


async def test_no_cache_is_said_once_and_answers_come_all_the_same(desk: Desk) -> None:
    (desk.folder / "cache").write_text("a file where the folder should be")
    explaining = desk.explaining()
    await explained(explaining, desk.subject(enabled="on"))
    await explained(explaining, desk.subject(text="other", enabled="on"))
    assert await standing(desk, explaining, snapshot("en")) == {}
    with pytest.raises(ExplainFailure):
        await explaining.write_report(desk.root, snapshot("en"), desk.settings(), lambda _: TEXT, VIEWS)
    assert [sentence.key for sentence in desk.told] == ["explain.store-unavailable"]


async def test_the_budget_holds_over_a_restart(desk: Desk) -> None:
    await explained(desk.explaining(), desk.subject(enabled="on"))
    follower = Follower()
    await desk.explaining().submit(desk.subject(text="other", enabled="on", max_tokens_per_day=1), follower)
    await follower.outcome()
    assert len(desk.gemini.requests) == 1
