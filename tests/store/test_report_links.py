"""Links out of a report."""

from pathlib import Path

from wirelens.model.places import Folder, Places
from wirelens.store.reports import places_from

REPORT = Path("/home/ada/.cache/wirelens/reports/views.py.md")


def test_links_out_of_a_report_are_relative_to_it() -> None:
    places = Places((Folder("api/", "file:///srv/%EC%84%9C%EB%B2%84"), Folder("web/", "file:///home/ada/web")))

    linked = places_from(REPORT, places)

    assert [linked.uri("api/main.py"), linked.uri("web/src/my page.js")] == [
        "../../../../../srv/%EC%84%9C%EB%B2%84/main.py",
        "../../../web/src/my%20page.js",
    ]


def test_folders_elsewhere_keep_their_addresses() -> None:
    places = Places((Folder("", "vscode-vfs://github/ada/web"),))

    assert places_from(REPORT, places) == places
