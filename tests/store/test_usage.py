"""Requests and tokens are counted by day and workspace, by everybody together; a limit is never passed."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from wirelens.messages import render
from wirelens.model.message import Message
from wirelens.model.settings import GeminiSettings
from wirelens.store.cache import Cache
from wirelens.store.usage import Count, Usage

ROOT, OTHER = Path("/work space/한국어"), Path("/a\udcff")
DAY = date(2026, 5, 4)
NO_LIMITS = GeminiSettings(max_requests_per_day=0, max_tokens_per_day=0)


def in_both(sentence: Message | None) -> list[str]:
    assert sentence is not None
    return [render(sentence, language) for language in ("en", "ko")]


def test_counted_by_day_and_workspace(tmp_path: Path) -> None:
    usage = Usage(tmp_path / "usage")
    assert usage.of(DAY) == {}
    assert [usage.admit(DAY, root, 100, NO_LIMITS) for root in (ROOT, ROOT, OTHER)] == [None] * 3
    usage.add(DAY, ROOT, -30)
    usage.add(DAY, ROOT, 7)
    usage.add(DAY + timedelta(1), OTHER, 5)
    again = Usage(tmp_path / "usage")
    assert again.of(DAY) == usage.of(DAY)
    assert {str(root): count for root, count in again.of(DAY).items()} == {str(ROOT): Count(2, 177), str(OTHER): Count(1, 100)}
    assert list(again.of(DAY + timedelta(1)).values()) == [Count(0, 5)]
    assert usage.take_message() is None


def test_what_is_taken_back_never_becomes_a_credit(tmp_path: Path) -> None:
    usage = Usage(tmp_path / "usage")
    usage.add(DAY, ROOT, -30)
    usage.add(DAY, ROOT, 7)
    assert usage.of(DAY) == {str(ROOT): Count(0, 7)}


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (
            GeminiSettings(max_requests_per_day=2),
            [
                (
                    "Today's limit of requests to Gemini is reached: 2 of 2. Nothing was sent. It starts again at midnight UTC; "
                    'to go on now, raise "wirelens.gemini.maxRequestsPerDay" in your own settings. `wirelens usage` shows what was used.'
                ),
                (
                    "오늘 Gemini에 보낼 수 있는 요청 수를 다 썼습니다(2/2). 아무것도 보내지 않았습니다. 한도는 UTC 자정에 다시 시작됩니다. "
                    '지금 계속하려면 사용자 설정에서 "wirelens.gemini.maxRequestsPerDay" 값을 올리세요. '
                    "사용량은 `wirelens usage` 명령으로 볼 수 있습니다."
                ),
            ],
        ),
        (
            GeminiSettings(max_tokens_per_day=219),
            [
                (
                    "Today's limit of Gemini's tokens would be passed: 120 of 219 are used, and this request takes about 100. "
                    'Nothing was sent. It starts again at midnight UTC; to go on now, raise "wirelens.gemini.maxTokensPerDay" in your own '
                    "settings. `wirelens usage` shows what was used."
                ),
                (
                    "오늘의 Gemini 토큰 한도를 넘게 됩니다. 219개 중 120개를 썼고, 이 요청에는 약 100개가 듭니다. "
                    "아무것도 보내지 않았습니다. 한도는 UTC 자정에 다시 시작됩니다. "
                    '지금 계속하려면 사용자 설정에서 "wirelens.gemini.maxTokensPerDay" 값을 올리세요. '
                    "사용량은 `wirelens usage` 명령으로 볼 수 있습니다."
                ),
            ],
        ),
    ],
)
def test_at_a_limit_nothing_more_is_admitted(tmp_path: Path, limits: GeminiSettings, told: list[str]) -> None:
    usage = Usage(tmp_path / "usage")
    assert usage.admit(DAY, ROOT, 100, limits) is None
    assert usage.admit(DAY, OTHER, 20, limits) is None
    assert in_both(usage.admit(DAY, ROOT, 100, limits)) == told
    assert sum(count.requests for count in usage.of(DAY).values()) == 2
    assert usage.admit(DAY + timedelta(1), ROOT, 100, limits) is None


@pytest.mark.parametrize("limits", [GeminiSettings(max_requests_per_workspace=1), GeminiSettings(max_tokens_per_workspace=100)])
def test_a_workspace_has_limits_of_its_own(tmp_path: Path, limits: GeminiSettings) -> None:
    usage = Usage(tmp_path / "usage")
    assert usage.admit(DAY, ROOT, 100, limits) is None
    assert usage.admit(DAY, ROOT, 1, limits) is not None
    assert usage.admit(DAY, OTHER, 100, limits) is None


def test_a_limit_holds_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "usage").touch()
    usage = Usage(tmp_path / "usage")
    limits = GeminiSettings(max_requests_per_day=1)
    assert usage.admit(DAY, ROOT, 100, limits) is None
    usage.add(DAY, ROOT, 20)
    assert usage.admit(DAY, ROOT, 100, limits) is not None
    assert usage.of(DAY) == {str(ROOT): Count(1, 120)}
    assert in_both(usage.take_message())[0].startswith(
        f"Requests and tokens cannot be counted in {tmp_path / 'usage'}, so limits hold for this run of Wirelens alone: "
    )
    assert usage.take_message() is None


@pytest.mark.parametrize("value", [1, [1], {"2026-05-04": 1}, {"2026-05-04": {str(ROOT): "x"}}, {"2026-05-04": {str(ROOT): [-1, 2]}}])
def test_a_foreign_value_counts_nothing(tmp_path: Path, value: Any) -> None:
    Cache.open(tmp_path / "usage").set("usage", "days", value)
    usage = Usage(tmp_path / "usage")
    assert usage.of(DAY) == {}
    assert usage.admit(DAY, ROOT, 1, GeminiSettings()) is None
    assert usage.of(DAY) == {str(ROOT): Count(1, 1)}


def test_old_days_are_forgotten(tmp_path: Path) -> None:
    usage = Usage(tmp_path / "usage")
    for day in range(40):
        usage.add(DAY + timedelta(day), ROOT, 1)
    assert [day for day in range(40) if Usage(tmp_path / "usage").of(DAY + timedelta(day))] == list(range(9, 40))


def test_processes_that_ask_at_once_do_not_pass_a_limit(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from wirelens.model.settings import GeminiSettings; from wirelens.store.usage import Usage\n"
        "usage = Usage(Path(sys.argv[1]))\n"
        "limits = GeminiSettings(max_requests_per_day=50)\n"
        "print(sum(usage.admit(date(2026, 5, 4), Path('/r'), 1, limits) is None for _ in range(40)))\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "usage")], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 50
    assert Usage(tmp_path / "usage").of(DAY) == {"/r": Count(50, 50)}
