"""Open buffers over the disk: what changed since it was last asked."""

import os
from pathlib import Path

from support.language_server import write
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import MAX_FILE_BYTES
from wirelens.workspace.texts import Changes, Texts


def texts_of(folder: Path, exclude: tuple[str, ...] = ()) -> Texts:
    return Texts((Root("", folder, folder.as_uri()),), exclude, git=False)


def test_the_first_look_finds_every_file_the_next_what_changed(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"a.py": "a", "b.py": "b", "c.py": "c", "notes.bin": ""}))
    assert texts.rescan() == Changes(("a.py", "b.py", "c.py"), 0)
    assert texts.rescan() == Changes((), 0)
    write(tmp_path, {"a.py": "new", "d.py": "d"})
    (tmp_path / "b.py").unlink()
    assert texts.rescan() == Changes(("a.py", "b.py", "d.py"), 0)
    assert [texts.text(file) for file in ("a.py", "b.py", "d.py")] == ["new", None, "d"]


def test_files_that_are_said_to_have_changed_are_read_even_if_they_look_the_same(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"a.py": "1"}))
    texts.rescan()
    status = (tmp_path / "a.py").stat()
    write(tmp_path, {"a.py": "2"})
    os.utime(tmp_path / "a.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert texts.rescan() == Changes((), 0)
    assert texts.rescan(frozenset({"a.py", "unknown.py"})) == Changes(("a.py",), 0)


def test_a_buffer_goes_over_the_disk_until_it_is_closed(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"a.py": "disk"}))
    texts.rescan()
    assert texts.edit({"a.py": "buffer"}) == Changes(("a.py",), 0)
    assert texts.text("a.py") == "buffer"
    write(tmp_path, {"a.py": "other"})
    assert texts.rescan() == Changes((), 0)
    assert texts.edit({"a.py": None}) == Changes(("a.py",), 0)
    assert texts.text("a.py") == "other"


def test_a_buffer_given_before_the_first_look(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"a.py": "disk"}))
    assert texts.edit({"a.py": "buffer"}) == Changes((), 0)
    assert texts.rescan() == Changes(("a.py",), 0)
    assert texts.text("a.py") == "buffer"


def test_a_buffer_of_a_file_that_was_never_saved_counts(tmp_path: Path) -> None:
    texts = texts_of(tmp_path)
    texts.rescan()
    assert texts.edit({"new.py": "text"}) == Changes(("new.py",), 0)
    assert texts.edit({"new.py": None}) == Changes(("new.py",), 0)
    assert texts.text("new.py") is None


def test_buffers_of_files_that_are_left_out_stay_out(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"node_modules/x.js": "1", "old/a.py": "2"}), exclude=("old/",))
    texts.rescan()
    assert texts.edit({"node_modules/x.js": "a", "old/a.py": "b"}) == Changes((), 0)


def test_a_deleted_file_lives_on_in_its_buffer(tmp_path: Path) -> None:
    texts = texts_of(write(tmp_path, {"a.py": "disk"}))
    texts.rescan()
    texts.edit({"a.py": "buffer"})
    (tmp_path / "a.py").unlink()
    assert texts.rescan() == Changes((), 0)
    assert texts.edit({"a.py": None}) == Changes(("a.py",), 0)
    assert texts.text("a.py") is None


def test_large_files_are_counted_and_folders_that_are_gone_named(tmp_path: Path) -> None:
    here = write(tmp_path / "here", {"a.py": "a", "large.py": "x" * (MAX_FILE_BYTES + 1)})
    gone = tmp_path / "gone"
    texts = Texts((Root("here/", here, ""), Root("gone/", gone, "")), (), git=False)
    assert texts.rescan() == Changes(("here/a.py",), 1, (gone,))
    write(gone, {"b.py": "b"})
    assert texts.rescan() == Changes(("gone/b.py",), 1)
    assert texts.text("gone/b.py") == "b"


def test_bytes_that_are_not_utf_8_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"# \xb0\xa1\nx = 1\r\n")
    texts = texts_of(tmp_path)
    texts.rescan()
    assert texts.text("a.py") == "# \ufffd\ufffd\nx = 1\r\n"
