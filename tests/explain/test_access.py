"""Where Gemini is, and whose key is used."""

import pytest

from wirelens.explain.access import CLOUD_CREDENTIALS, Access, Vertex, find_access
from wirelens.explain.failure import ExplainFailure
from wirelens.messages import render
from wirelens.model.settings import GeminiSettings

GOOGLE = "https://generativelanguage.googleapis.com"


@pytest.mark.parametrize(
    ("base_url", "environment", "expected"),
    [
        ("", {"GEMINI_API_KEY": "a"}, Access(GOOGLE, "GEMINI_API_KEY", "a")),
        ("", {"GOOGLE_API_KEY": "b"}, Access(GOOGLE, "GOOGLE_API_KEY", "b")),
        ("", {"GEMINI_API_KEY": "a", "GOOGLE_API_KEY": "b"}, Access(GOOGLE, "GEMINI_API_KEY", "a")),
        ("", {"GEMINI_API_KEY": " ", "GOOGLE_API_KEY": " b\n"}, Access(GOOGLE, "GOOGLE_API_KEY", "b")),
        ("", {"GEMINI_API_KEY": "a", "GOOGLE_GEMINI_BASE_URL": "https://evil.example"}, Access(GOOGLE, "GEMINI_API_KEY", "a")),
        ("https://proxy.example/g/", {"GEMINI_API_KEY": "a"}, Access("https://proxy.example/g", "GEMINI_API_KEY", "a")),
        ("http://localhost:8080", {"GEMINI_API_KEY": "a"}, Access("http://localhost:8080", "GEMINI_API_KEY", "a")),
        ("http://[::1]:8080", {"GEMINI_API_KEY": "a"}, Access("http://[::1]:8080", "GEMINI_API_KEY", "a")),
    ],
)
def test_access(base_url: str, environment: dict[str, str], expected: Access) -> None:
    assert find_access(GeminiSettings(base_url=base_url), environment) == expected


@pytest.mark.parametrize(
    ("settings", "environment", "expected"),
    [
        (
            GeminiSettings(service="vertex", project="p", location="asia-northeast3"),
            {"GEMINI_API_KEY": "a"},
            Access("https://asia-northeast3-aiplatform.googleapis.com", CLOUD_CREDENTIALS, "", Vertex("p", "asia-northeast3")),
        ),
        (
            GeminiSettings(service="vertex", project="p"),
            {},
            Access("https://aiplatform.googleapis.com", CLOUD_CREDENTIALS, "", Vertex("p", "global")),
        ),
        (
            GeminiSettings(service="vertex", location="europe-west4"),
            {"GOOGLE_API_KEY": "a"},
            Access("https://aiplatform.googleapis.com", "GOOGLE_API_KEY", "a", Vertex("", "europe-west4")),
        ),
        (
            GeminiSettings(service="vertex", project="p", base_url="https://proxy.example"),
            {},
            Access("https://proxy.example", CLOUD_CREDENTIALS, "", Vertex("p", "global")),
        ),
        (GeminiSettings(project="p"), {"GEMINI_API_KEY": "a"}, Access(GOOGLE, "GEMINI_API_KEY", "a")),
    ],
)
def test_vertex_ai(settings: GeminiSettings, environment: dict[str, str], expected: Access) -> None:
    assert find_access(settings, environment) == expected


def test_the_host_has_no_credentials() -> None:
    assert Access("https://user:password@proxy.example:8443/g", "GEMINI_API_KEY", "a").host == "proxy.example:8443"


@pytest.mark.parametrize(
    "url", ["http://proxy.example", "http://127.0.0.1.evil.example", "http://user:pw@proxy.example", "ftp://proxy.example"]
)
def test_a_key_does_not_travel_in_the_clear(url: str) -> None:
    with pytest.raises(ExplainFailure) as failure:
        find_access(GeminiSettings(base_url=url), {"GEMINI_API_KEY": "a"})
    host = "127.0.0.1.evil.example" if "evil" in url else "proxy.example"
    assert render(failure.value.message, "en") == (
        f'The key would travel to {host} unencrypted. Use an https address in "wirelens.gemini.baseUrl".'
    )


def test_no_key() -> None:
    with pytest.raises(ExplainFailure) as failure:
        find_access(GeminiSettings(), {"GEMINI_API_KEY": ""})
    assert [render(failure.value.message, language) for language in ("en", "ko")] == [
        (
            "Explaining needs a Gemini API key, everything else works without. Get one at https://aistudio.google.com/apikey "
            "and put it into the environment variable GEMINI_API_KEY."
        ),
        (
            "설명에는 Gemini API 키가 필요합니다. 다른 기능은 키 없이 모두 동작합니다. https://aistudio.google.com/apikey 에서 "
            "키를 받아 환경 변수 GEMINI_API_KEY에 넣으세요."
        ),
    ]


def test_switched_off() -> None:
    with pytest.raises(ExplainFailure) as failure:
        find_access(GeminiSettings(enabled="off"), {"GEMINI_API_KEY": "a"})
    assert render(failure.value.message, "en") == ('Gemini is switched off. To use it, set "wirelens.gemini.enabled" to "ask" or "on".')
