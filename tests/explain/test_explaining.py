"""From a snapshot to a stored explanation and back into the next one; who is asked first, and what is never sent."""

from dataclasses import replace

import pytest

from support.explaining import KEY, TEXT, Desk, Follower, leaks
from support.polling_system import VIEWS, snapshot
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.progress import Stored
from wirelens.messages import render
from wirelens.model.git_state import GitState
from wirelens.model.narrative import Narrative
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.explaining import Explaining, Ready, Subject, Unasked, Unready


async def explained(explaining: Explaining, subject: Subject) -> Narrative:
    follower = Follower()
    await explaining.submit(subject, follower)
    outcome = await follower.outcome()
    assert isinstance(outcome, Stored)
    return outcome.narrative


async def fresh(desk: Desk, explaining: Explaining, moment: Snapshot, text: str | None = TEXT) -> dict[str, Narrative]:
    return dict(await explaining.fresh(desk.root, moment, desk.settings(), lambda _: text))


async def test_asked_once_for_each_workspace_and_host(desk: Desk) -> None:
    explaining = desk.explaining()
    settings = desk.settings()
    asked = await explaining.readiness(desk.root, settings, is_trusted=True)
    assert isinstance(asked, Unasked)
    host = desk.gemini.address.removeprefix("http://")
    assert [render(asked.question, language) for language in ("en", "ko")] == [
        (
            "Explain with Gemini? The file's text, without the secrets found in it, and what Wirelens found about it go to "
            f"{host} (model gemini-3-flash-preview, key from GEMINI_API_KEY). This may cost money. The answer holds for this workspace."
        ),
        (
            "Gemini에게 설명을 요청할까요? 비밀 값을 지운 파일 내용과 Wirelens가 찾은 사실을 보냅니다. 받는 곳: "
            f"{host} (모델 gemini-3-flash-preview, 키 출처 GEMINI_API_KEY). 비용이 들 수 있습니다. 이 답은 이 작업 영역에 적용됩니다."
        ),
    ]
    with pytest.raises(ExplainFailure) as failure:
        await explaining.submit(desk.subject(), Follower())
    assert failure.value.message == asked.question

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


async def test_an_explanation_is_true_until_the_code_changes(desk: Desk) -> None:
    explaining = desk.explaining()
    narrative = await explained(explaining, desk.subject(enabled="on"))
    moment = snapshot("en")
    assert await fresh(desk, explaining, moment) == {VIEWS: narrative}
    assert await fresh(desk, explaining, moment, TEXT + "#") == {}
    assert await fresh(desk, explaining, moment, None) == {}
    assert await fresh(desk, explaining, snapshot("ko")) == {}
    unlinked = replace(moment, map=replace(moment.map, calls=()))
    assert await fresh(desk, explaining, unlinked) == {}, "the other side changed"
    gone = replace(moment, files={})
    assert await fresh(desk, explaining, gone) == {}
    assert await fresh(desk, explaining, moment) == {VIEWS: narrative}, "undone"
    await explaining.close()
    assert await fresh(desk, desk.explaining(), moment) == {VIEWS: narrative}, "after a restart"
    assert desk.told == []


async def test_each_state_of_a_file_keeps_its_explanation(desk: Desk) -> None:
    explaining = desk.explaining()
    first = await explained(explaining, desk.subject(enabled="on"))
    desk.gemini.play("answer", text='{"title": "t", "summary": "s", "structure": "s", "communication": "c"}')
    second = await explained(explaining, desk.subject(text="other", enabled="on"))
    assert await fresh(desk, explaining, snapshot("en")) == {VIEWS: first}
    assert await fresh(desk, explaining, snapshot("en"), "other") == {VIEWS: second}


async def test_a_second_checkout_takes_what_is_known(desk: Desk) -> None:
    explaining = desk.explaining()
    await explained(explaining, desk.subject(enabled="on"))
    there = replace(desk.subject(enabled="on"), root=desk.folder)
    narrative = await explained(explaining, there)
    assert await explaining.fresh(desk.folder, snapshot("en"), desk.settings(), lambda _: TEXT) == {VIEWS: narrative}
    assert len(desk.gemini.requests) == 1


async def test_a_commit_and_an_explanation_change_nothing(desk: Desk) -> None:
    explaining = desk.explaining()
    narrative = await explained(explaining, desk.subject(enabled="on"))
    git = GitState(str(desk.root), "main", "0" * 40, None, None, None)
    later = replace(snapshot("en"), git=git, changed_files={VIEWS: "M"}, narratives={VIEWS: narrative})
    assert list(await fresh(desk, explaining, later)) == [VIEWS]


async def test_another_workspace_has_its_own(desk: Desk) -> None:
    explaining = desk.explaining()
    await explained(explaining, desk.subject(enabled="on"))
    assert await explaining.fresh(desk.folder, snapshot("en"), desk.settings(), lambda _: TEXT) == {}


async def test_the_report_is_in_the_cache_and_marked(desk: Desk) -> None:
    explaining = desk.explaining()
    narrative = await explained(explaining, desk.subject(enabled="on"))
    assert narrative.report_path is not None
    path = await explaining.write_report(desk.root, replace(snapshot("en"), narratives={VIEWS: narrative}), VIEWS)
    assert str(path) == narrative.report_path
    assert path.parent.parent == desk.folder / "cache" / "reports"
    date = narrative.created_at[:10]
    assert path.read_text(encoding="utf-8").partition("\n---\n")[2] == (
        f"\n*Written by Gemini (gemini-3-flash-preview, {date}) from the code; not checked.*\n\n**The stand-in's title.**\n\n"
        "The stand-in's summary.\n\nThe stand-in's structure.\n\nThe stand-in's communication.\n"
    )


async def test_a_report_without_an_explanation(desk: Desk) -> None:
    path = await desk.explaining().write_report(desk.root, snapshot("ko"), VIEWS)
    assert "---" not in path.read_text(encoding="utf-8")


async def test_what_is_shown_before_is_what_is_sent(desk: Desk) -> None:
    explaining = desk.explaining()
    subject = desk.subject(enabled="on", text=f'{TEXT}# {KEY}\nURL = "http://me:s3cr3t-pw@db/"\n')
    prompt = await explaining.prompt(subject)
    assert prompt.redacted == 2
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
    first = await explained(explaining, desk.subject(enabled="on"))
    await explained(explaining, desk.subject(text="other", enabled="on"))
    assert first.report_path is None
    assert await fresh(desk, explaining, snapshot("en")) == {}
    with pytest.raises(ExplainFailure):
        await explaining.write_report(desk.root, snapshot("en"), VIEWS)
    assert [sentence.key for sentence in desk.told] == ["explain.store-unavailable"]


async def test_the_budget_holds_over_a_restart(desk: Desk) -> None:
    await explained(desk.explaining(), desk.subject(enabled="on"))
    follower = Follower()
    await desk.explaining().submit(desk.subject(text="other", enabled="on", max_tokens_per_day=1), follower)
    await follower.outcome()
    assert len(desk.gemini.requests) == 1
