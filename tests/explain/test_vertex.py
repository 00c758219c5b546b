"""Vertex AI, with a key or with the credentials of Google Cloud, through the real google-genai and google-auth."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from support.explaining import ANSWER, KEY, Follower, MemoryStore, jobs_here, request
from support.gemini_stand_in.fixture import Gemini
from support.gemini_stand_in.server import TOKEN
from wirelens.explain.access import CLOUD_CREDENTIALS, Access, Vertex
from wirelens.explain.progress import Failed, Outcome, Stored
from wirelens.messages import render


async def outcome_of(access: Access) -> Outcome:
    jobs, follower = jobs_here(), Follower()
    jobs.submit(request(), MemoryStore().terms(access), follower)
    return await follower.outcome()


def credentials(folder: Path, gemini: Gemini) -> Path:
    """The file of a service account that signs in at the stand-in."""
    key = rsa.generate_private_key(65_537, 2_048)
    account = {
        "type": "service_account",
        "project_id": "another-project",
        "private_key_id": "1",
        "private_key": key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
        "client_email": "wirelens@shop.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": f"{gemini.address}/token",
    }
    path = folder / "credentials.json"
    path.write_text(json.dumps(account))
    return path


async def test_with_the_credentials_of_the_cloud(gemini: Gemini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(credentials(tmp_path, gemini)))
    gemini.play("answer", text=json.dumps(ANSWER))
    assert isinstance(await outcome_of(Access(gemini.address, CLOUD_CREDENTIALS, "", Vertex("shop", "asia-northeast3"))), Stored)
    [exchange] = gemini.requests
    place = "/v1beta1/projects/shop/locations/asia-northeast3/publishers/google"
    assert exchange.target == f"{place}/models/gemini-3-flash-preview:streamGenerateContent?alt=sse"
    assert exchange.headers["authorization"] == f"Bearer {TOKEN}"
    assert "x-goog-api-key" not in exchange.headers


async def test_with_a_key(gemini: Gemini) -> None:
    gemini.play("answer", text=json.dumps(ANSWER))
    assert isinstance(await outcome_of(Access(gemini.address, "GEMINI_API_KEY", KEY, Vertex("", "global"))), Stored)
    [exchange] = gemini.requests
    assert exchange.target == "/v1beta1/publishers/google/models/gemini-3-flash-preview:streamGenerateContent?alt=sse"
    assert exchange.headers["x-goog-api-key"] == KEY


async def test_without_credentials(gemini: Gemini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "missing.json"))
    outcome = await outcome_of(Access(gemini.address, CLOUD_CREDENTIALS, "", Vertex("nobodys", "global")))
    assert isinstance(outcome, Failed)
    assert [render(outcome.message, language) for language in ("en", "ko")] == [
        "There are no valid application default credentials of Google Cloud. Sign in with: gcloud auth application-default login",
        (
            "Google Cloud의 애플리케이션 기본 사용자 인증 정보가 없거나 유효하지 않습니다. 다음 명령으로 로그인하세요: "
            "gcloud auth application-default login"
        ),
    ]
    assert gemini.requests == []


@pytest.mark.parametrize(("scenario", "code"), [("unauthorized", 401), ("forbidden", 403)])
async def test_a_project_that_refuses(gemini: Gemini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenario: str, code: int) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(credentials(tmp_path, gemini)))
    gemini.play(scenario)
    outcome = await outcome_of(Access(gemini.address, CLOUD_CREDENTIALS, "", Vertex("shop", "global")))
    assert isinstance(outcome, Failed)
    assert [render(outcome.message, language) for language in ("en", "ko")] == [
        (
            f"Google Cloud does not let these credentials use the model gemini-3-flash-preview in the project shop ({code}). "
            "Check that Vertex AI is enabled there, and your role."
        ),
        (
            f"이 사용자 인증 정보로는 쓸 수 없는 모델입니다(모델 gemini-3-flash-preview, 프로젝트 shop, {code}). "
            "프로젝트에서 Vertex AI를 사용 설정했는지, 역할이 있는지 확인하세요."
        ),
    ]
