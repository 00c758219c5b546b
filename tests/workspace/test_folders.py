from pathlib import Path

import pytest

from wirelens.model.places import Folder, Places
from wirelens.workspace.folders import Root, file_key, path_of, places, roots


def test_the_only_folder_has_no_prefix() -> None:
    assert roots(("file:///srv/shop/",)) == (Root("", Path("/srv/shop"), "file:///srv/shop"),)


def test_several_folders_have_their_names_numbered_where_they_are_the_same() -> None:
    found = roots(("file:///a/api", "file:///b/api", "file:///c/shop"))
    assert [(root.prefix, root.path) for root in found] == [
        ("api/", Path("/a/api")),
        ("api-2/", Path("/b/api")),
        ("shop/", Path("/c/shop")),
    ]


def test_folders_within_folders_given_twice_or_elsewhere_than_on_the_disk_are_left_out() -> None:
    uris = ("file:///srv/shop/api", "file:///srv/shop", "file:///srv/shop/", "untitled:x", "vscode-remote://host/work")
    assert [(root.prefix, root.path) for root in roots(uris)] == [("", Path("/srv/shop"))]
    assert roots(()) == ()


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("file:///a/api/main.py", "api/main.py"),
        ("file:///a/api/%ED%95%9C%EA%B8%80%20%23.py", "api/한글 #.py"),
        ("file:///a/api/x/../main.py", "api/main.py"),
        ("file:///a/api/../../etc/passwd", None),
        ("file:///a/api", None),
        ("file:///a/apix/main.py", None),
        ("file:///b/shop/app.jsx", "shop/app.jsx"),
        ("untitled:Untitled-1", None),
        ("file:///a/api/%00.py", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_file_keys(uri: str, key: str | None) -> None:
    assert file_key(roots(("file:///a/api", "file:///b/shop")), uri) == key


def test_keys_lead_back_to_uris() -> None:
    folders = roots(("file:///a/api", "file:///b/%ED%95%9C"))
    assert places(folders) == Places((Folder("api/", "file:///a/api"), Folder("한/", "file:///b/%ED%95%9C")))
    assert places(folders).uri("한/main app.py") == "file:///b/%ED%95%9C/main%20app.py"


def test_paths_that_are_no_files() -> None:
    assert path_of("file://relative") is None
    assert path_of("git:/a/b.py") is None
