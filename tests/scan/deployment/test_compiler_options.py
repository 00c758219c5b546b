"""Aliases of modules in `tsconfig.json` and `jsconfig.json`."""

import pytest

from wirelens.model.facts import FileFacts
from wirelens.scan.deployment.scanner import reads, scan


def aliases(text: str) -> tuple[tuple[str, str], ...]:
    facts = scan("web/tsconfig.json", text)
    assert facts == FileFacts("web/tsconfig.json", "jsonc", import_aliases=facts.import_aliases)
    return facts.import_aliases


def test_names() -> None:
    files = ["tsconfig.json", "jsconfig.json", "web/tsconfig.app.json", "tsconfig.ts", "mytsconfig.json", "config.json"]
    assert [file for file in files if reads(file)] == ["tsconfig.json", "jsconfig.json", "web/tsconfig.app.json"]


def test_paths() -> None:
    text = """\ufeff{
      // "@no/*": ["no/*"]
      "compilerOptions": {
        "baseUrl": ".", /* , } */
        "paths": {
          "@/*": ["./src/*"],
          "@shared/*": ["../shared/*", "src/공유/*",], // two
          "@api": ["src/api.ts"],
          "*": ["types/*"], "@odd*": ["odd/*"], "@bad": [1], "@worse": "src",
        },
      },
    }"""
    assert aliases(text) == (("@", "src"), ("@shared", "../shared"), ("@shared", "src/공유"), ("@api", "src/api.ts"), ("", "."))
    assert aliases('{"compilerOptions": {"paths": {"#url/*": ["src//url/*"]}}}') == (("#url", "src/url"),)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '"' + '\\"' * 40_000, "{", '{"compilerOptions": []}', '{"compilerOptions": {"paths": 1, "baseUrl": 2}}', "[" * 100_000],
)
def test_others(text: str) -> None:
    assert aliases(text) == ()


def test_many_comments() -> None:
    row = '  // "@other/*": ["other/*"], /* kept */, //\n'
    assert aliases('{"compilerOptions": {"paths": {"@/*": ["src/*"],\n' + row * 2_000 + "}}}") == (("@", "src"),)
    assert aliases(", /*" * 10_000) == aliases(", //" * 10_000) == aliases('"' * 10_000) == aliases("," * 10_000) == ()
