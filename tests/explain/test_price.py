"""The order of what asking costs, and what is said where it is not known."""

import pytest

from wirelens.explain.price import price_order
from wirelens.messages import render


@pytest.mark.parametrize(
    ("model", "tokens", "requests", "dollars"),
    [
        ("gemini-3-flash-preview", 2_000, 1, "0.01"),
        ("models/gemini-3-flash-preview", 10_000, 1, "0.02"),
        ("gemini-2.5-pro", 100_000, 1, "0.2"),
        ("gemini-3-flash-preview", 2_000_000, 200, "3"),
        ("gemini-2.5-flash-lite", 10, 0, "0.001"),
        ("gemini-3.1-pro-preview", 10_000_000, 1000, "60"),
    ],
)
def test_rounded_up_to_one_figure(model: str, tokens: int, requests: int, dollars: str) -> None:
    sentence = price_order(model, tokens, requests, "")
    assert render(sentence, "en") == f"Order of cost: {dollars} US dollars, by Google's list prices of 2026-07."
    assert render(sentence, "ko") == f"대략적인 비용: {dollars}달러 (2026-07 기준 Google 정가)."
    assert price_order(model, tokens, requests, "https://generativelanguage.googleapis.com/") == sentence


def test_an_unknown_model_has_no_price() -> None:
    sentence = price_order("gemini-9", 1, 1, "")
    assert render(sentence, "en") == "Wirelens does not know what the model gemini-9 costs."
    assert render(sentence, "ko") == "비용을 알 수 없는 모델입니다: gemini-9."


def test_elsewhere_somebody_else_says_the_price() -> None:
    sentence = price_order("gemini-3-flash-preview", 1, 1, "https://me:pw@proxy.example:8443/gemini")
    assert render(sentence, "en") == "What it costs is up to proxy.example:8443."
    assert render(sentence, "ko") == "비용은 받는 곳이 정합니다(proxy.example:8443)."
