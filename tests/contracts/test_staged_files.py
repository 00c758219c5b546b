"""What became of the names in a file, and of the packages in a manifest."""

import pytest

from wirelens.contracts.declarations import compare_declarations
from wirelens.contracts.dependencies import compare_dependencies
from wirelens.model.staged_change import DependencyChange
from wirelens.workspace.skimming import scan_text

BEFORE = '''\
class Store:
    """메모."""

    def load(self):
        return 1

    def save(self):
        return 2


def 요약(text):
    def inner():
        return text
    return inner()


def gone():
    return 0
'''


def names(after: str, before: str = BEFORE, file: str = "notes.py") -> list[str]:
    changes = compare_declarations(scan_text(file, before), before, scan_text(file, after), after)
    return [f"{change.kind} {change.name}" for change in changes]


def test_what_is_new_gone_and_written_differently() -> None:
    after = BEFORE.replace("return 1", "return 3").replace("def gone", "async def came").replace("return text", "return text * 2")
    assert names(after + "\n\nclass Fresh:\n    def first(self): ...\n") == [
        "added Fresh",
        "added came()",
        "removed gone()",
        "changed Store.load()",
        "changed 요약()",
    ]


def test_a_class_that_changes_outside_its_methods_is_told_itself() -> None:
    assert names(BEFORE.replace('"""메모."""', '"""Notes."""')) == ["changed Store"]


def test_lines_that_shift_spaces_and_line_ends_are_no_change() -> None:
    assert names("# 주석\n\n" + BEFORE.replace("\n", "\r\n")) == []
    assert names("if True:\n" + "".join(f"    {line}\n" if line else "\n" for line in BEFORE.splitlines())) == []


def test_a_form_feed_in_a_text_is_no_line_end() -> None:
    assert names(BEFORE.replace("메모", "메모\f") + "\n\ndef last():\n    return 0\n", BEFORE.replace("메모", "메모\f")) == ["added last()"]
    assert names("PAGE = '\u2028'\n\n\ndef f():\n    return 2\n", "PAGE = '\u2028'\n\n\ndef f():\n    return 1\n") == ["changed f()"]


def test_a_property_has_a_getter_and_a_setter() -> None:
    pair = """\
class Store:
    @property
    def path(self):
        return self._path

    @path.setter
    def path(self, path):
        self._path = path
"""
    assert names(pair.replace("return self._path", "return str(self._path)"), pair) == ["changed Store.path()"]
    assert names(pair.replace("= path\n", "= path or None\n"), pair) == ["changed Store.path()"]


def test_broken_code_and_new_files() -> None:
    assert names(BEFORE + "\n\ndef broken(:\n    pass\n")[:1] == ["added broken()"]
    assert names("export function load() { return 1; }\n", before="", file="web/api.ts") == ["added load()"]
    assert names("<<<<<<< 한글", before="", file="web/api.ts") == []


@pytest.mark.parametrize(
    ("file", "before", "after", "changes"),
    [
        (
            "web/package.json",
            '{"dependencies": {"axios": "^1.6.0", "vue": "3"}}',
            '{"dependencies": {"axios": "^1.7.0"}, "devDependencies": {"vite": "5"}}',
            [("axios", "^1.6.0", "^1.7.0"), ("vite", None, "5"), ("vue", "3", None)],
        ),
        ("requirements-dev.txt", "httpx==0.27 # why\n-r base.txt\n", "httpx[http2]==0.28; python_version>'3'\nuvicorn\n",
         [("httpx", "==0.27", "==0.28"), ("uvicorn", None, "")]),
        (
            "pyproject.toml",
            '[project]\ndependencies = ["fastapi>=0.1"]\n[tool.poetry.dependencies]\npydantic = "^1"\n',
            '[project]\ndependencies = ["fastapi>=0.2"]\n[tool.poetry.dependencies]\npydantic = {version = "^2"}\n',
            [("fastapi", ">=0.1", ">=0.2"), ("pydantic", "^1", "^2")],
        ),
        ("package.json", "{", '{"dependencies": 5}', []),
        ("pyproject.toml", "[", "", []),
        ("notes.txt", "httpx==1", "httpx==2", []),
    ],
)  # fmt: skip
def test_packages(file: str, before: str, after: str, changes: list[tuple[str, str | None, str | None]]) -> None:
    assert list(compare_dependencies(file, before, after)) == [DependencyChange(*change) for change in changes]
