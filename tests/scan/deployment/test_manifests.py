from wirelens.model.facts import FileFacts, Manifest, Problem
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.scanner import reads, scan


def test_package_json() -> None:
    text = '{"dependencies": {"axios": "^1", "vue": "3", "nuxt": "*"}, "devDependencies": {"vite": "5"}, "scripts": null}'
    manifest = Manifest(("vue", "nuxt", "vite"), has_unread_server=True)
    assert scan("front/package.json", text) == FileFacts("front/package.json", "json", manifest=manifest)
    assert scan("package.json", "\ufeff{}") == FileFacts("package.json", "json", manifest=Manifest(()))


def test_bad_package_json_is_still_a_manifest() -> None:
    start = Position(0, 0)
    problems = (Problem("syntax", Span(start, start)),)
    for text in ("", "{", "{'dependencies': {}}", "[" * 100_000):
        assert scan("package.json", text) == FileFacts("package.json", "json", manifest=Manifest(()), problems=problems)
    for text in ("[]", "1", '{"dependencies": ["react"]}', '{"dependencies": 1}'):
        assert scan("package.json", text) == FileFacts("package.json", "json", manifest=Manifest(()))


def test_python_packages() -> None:
    assert scan("a/pyproject.toml", "[broken") == FileFacts("a/pyproject.toml", "toml", manifest=Manifest(()))
    assert scan("requirements.txt", "fastapi") == FileFacts("requirements.txt", "plaintext", manifest=Manifest(()))


def test_names() -> None:
    files = [
        "README.md",
        "docs/a.MD",
        "b.markdown",
        "x/package.json",
        "package-lock.json",
        "pyproject.toml",
        "requirements.txt",
        "a.txt",
        "a.py",
    ]
    assert [file for file in files if not reads(file)] == ["package-lock.json", "a.txt", "a.py"]
