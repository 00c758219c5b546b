"""What holds for every test: its own environment, no deadlines for examples, and, where `WIRELENS_NO_SKIPS` is set, no skips."""

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from support.original_environment import ORIGINAL_ENVIRONMENT

FROM_OUTSIDE = re.compile(
    r"(GEMINI|GOOGLE|GIT|XDG|LC|WIRELENS|DJANGO)_.*|LANG|LANGUAGE|NO_COLOR|FORCE_COLOR|CLICOLOR.*|COLUMNS|LINES|.*_PROXY",
    re.IGNORECASE,
)
"""Variables of the developer's shell that change what programs do."""

# a busy machine is no fault of the code; what must be fast is measured by benchmarks
hypothesis.settings.register_profile("wirelens", deadline=None)
hypothesis.settings.load_profile("wirelens")

SKIPS_FAIL = bool(ORIGINAL_ENVIRONMENT.get("WIRELENS_NO_SKIPS"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what scenarios and golden files expect; read the diff")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are rewritten instead of compared."""
    return bool(request.config.getoption("--update"))


def isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Nobody's keys, settings, language or proxies, and an empty home folder."""
    for name in os.environ:
        if FROM_OUTSIDE.fullmatch(name):
            patch.delenv(name)
    patch.setenv("HOME", str(home))
    patch.setenv("LC_ALL", "C.UTF-8")
    for name, folder in {"CACHE": ".cache", "CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state"}.items():
        patch.setenv(f"XDG_{name}_HOME", str(home / folder))


@pytest.fixture(scope="session", autouse=True)
def _isolated_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Covers what starts before a test does: fixtures of modules and of the session."""
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def _isolated_test(_isolated_session: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder that no other test has touched."""
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if SKIPS_FAIL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (no test may be skipped where WIRELENS_NO_SKIPS is set)"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report
