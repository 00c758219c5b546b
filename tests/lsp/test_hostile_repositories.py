"""What a hostile repository would have run, on all that an editor does unasked."""

from pathlib import Path

from support.hostile_repositories import CLIENT, EDITED, VECTORS, Hostile, hostile_repository, inherited
from support.language_server import editor
from support.two_services import WATCH_ORDER


def fired(victims: dict[str, Hostile]) -> list[str]:
    return [name for name, victim in victims.items() if victim.mark.exists()]


async def test_nothing_runs_while_a_person_reads_and_edits(tmp_path: Path) -> None:
    victims = {vector.name: hostile_repository(tmp_path / vector.name, vector) for vector in VECTORS}
    victims["inherited"] = hostile_repository(tmp_path / "inherited", None)
    folders = [victim.repository.root for victim in victims.values()]
    options = {"statusNotifications": True}
    async with editor(*folders, options=options, environment=inherited(victims["inherited"].program, victims["inherited"].mark)) as client:
        await client.indexed()
        await client.until(lambda: len(client.all("wirelens/status")[-1].repositories) == len(victims))
        for victim in victims.values():
            client.folder = victim.repository.root
            client.open(CLIENT)
            hover = await client.hover(CLIENT, WATCH_ORDER, 40)
            assert hover is not None
            assert "GET" in hover
            await client.hover("api/main.py", 7, 12)
            await client.pull(CLIENT)
            client.rewrite(CLIENT, EDITED + "\n")
            client.save(CLIENT)
            await client.execute("wirelens.report", client.uri(CLIENT))
            await client.execute("wirelens.showPrompt", client.uri(CLIENT))
            assert await client.execute("wirelens.draftCommit", client.uri(CLIENT))
        await client.execute("wirelens.projectReport")
        assert fired(victims) == []
    assert fired(victims) == []


def test_each_fires_with_plain_git(tmp_path: Path) -> None:
    harmless = [
        vector.name
        for vector in VECTORS
        if not hostile_repository(tmp_path / vector.name, vector).fires(*vector.command, terminal=vector.terminal)
    ]
    assert harmless == []
    victim = hostile_repository(tmp_path / "inherited", None)
    assert victim.fires("diff", environment={"GIT_EXTERNAL_DIFF": str(victim.program)})
