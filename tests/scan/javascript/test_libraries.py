"""Whose files are read: a project's own, not libraries that were copied into it, not its tests."""

from inspect import cleandoc

from wirelens.scan.javascript.scanner import scan

SENDS = 'fetch("/api/items");'


def urls(file: str, source: str) -> int:
    return len(scan(file, cleandoc(source)).calls)


def test_own_files_are_read() -> None:
    assert urls("web/src/app.js", SENDS) == 1
    assert urls("web/src/app.js", f"/* Copyright 2024 Some Company, licensed under the Apache License 2.0 */\n{SENDS}") == 1
    assert urls("web/src/app.js", f"/** Version 1.2.3 of the page. */\n{SENDS}") == 1


def test_libraries_are_not() -> None:
    assert urls("static/jquery.js", f"/*!\n * jQuery JavaScript Library v3.6.0\n * Released under the MIT license\n */\n{SENDS}") == 0
    assert urls("web/assets/vendor/carousel.js", SENDS) == 0
    assert urls("public/tinymce/plugins/imagetools/plugin.js", SENDS) == 0


def test_tests_are_not_callers() -> None:
    assert urls("web/src/app.test.ts", SENDS) == 0
    assert urls("web/src/__tests__/app.js", SENDS) == 0
    assert urls("web/cypress/support/commands.js", SENDS) == 0
