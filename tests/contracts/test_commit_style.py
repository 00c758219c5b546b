"""What is taken up from the last commits' subjects."""

import pytest

from wirelens.contracts.commit_style import commit_style
from wirelens.model.staged_change import CommitStyle


@pytest.mark.parametrize(
    ("subjects", "style"),
    [
        ((), CommitStyle()),
        (("Add notes", "Fix the list"), CommitStyle(language="en")),
        (("add notes", "fix the list", "Merge it"), CommitStyle(is_capitalised=False, language="en")),
        (
            ("feat: add notes", "fix(api): keep notes", "feat!: drop v1", "wip"),
            CommitStyle("", ":", {"feat": "feat", "fix": "fix"}, (), is_capitalised=False, language="en"),
        ),
        (
            ("feat(web): Add notes", "fix(api): Keep notes", "docs(api): Say so"),
            CommitStyle("", ":", {"feat": "feat", "fix": "fix", "docs": "docs"}, ("api", "web"), language="en"),
        ),
        (("[Feat] 메모 추가", "[Fix] 목록 수정"), CommitStyle("[", "]", {"feat": "Feat", "fix": "Fix"}, language="ko")),
        (("feat : 메모 추가", "chore : 정리", "feat : 목록"), CommitStyle("", " :", {"feat": "feat", "chore": "chore"}, language="ko")),
    ],
)
def test_styles(subjects: tuple[str, ...], style: CommitStyle) -> None:
    assert commit_style(subjects) == style


def test_symbols_stand_for_types() -> None:
    style = commit_style(("✨ Add notes", "🐛 Fix the list", "♻️ Move notes", "⬆️ Bump httpx"))
    assert (style.opening, style.closing, style.is_capitalised) == ("", "", True)
    assert [style.words[kind] for kind in ("feat", "fix", "refactor", "docs", "build")] == ["✨", "🐛", "♻", "📝", "⬆"]
