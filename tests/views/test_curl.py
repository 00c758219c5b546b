"""A request as a command for a terminal: right, quoted, and nothing in it that the map does not know."""

import shlex
from dataclasses import replace

import pytest

from support.polling_system import ANALYZE, CALL_BACK, CALLBACK, MAP, PAGE, POLL, VIEWS, WORKER, snapshot
from wirelens.model.communication_map import CommunicationMap, Service
from wirelens.model.message import message
from wirelens.model.span import Position
from wirelens.views.curl import Curl, curl, docs_url

URL = Position(104, 50)
"""In the URL of the poll."""
EXTERNAL = message("resolution.external", host="h")


def _called(url: str, method: str | None = "GET", protocol: str = "http") -> Curl | None:
    call = replace(POLL, url=url, method=method, protocol=protocol, status="external", endpoints=(), reason=EXTERNAL)
    return curl(snapshot("en", replace(MAP, calls=(call,))), PAGE, URL)


def _with_services(*services: Service) -> CommunicationMap:
    kept = {service.id: service for service in MAP.services} | {service.id: service for service in services}
    return replace(MAP, services=tuple(kept.values()))


def test_a_call_as_it_is_written() -> None:
    found = curl(snapshot("en"), WORKER, CALL_BACK.url_span.start)
    assert found == Curl(f"curl --request POST {CALL_BACK.url}")


@pytest.mark.parametrize(
    ("url", "method", "expected"),
    [
        ("https://example.com/a?b=c&d", "GET", "curl 'https://example.com/a?b=c&d'"),
        ("https://example.com/a b", "DELETE", "curl --request DELETE 'https://example.com/a b'"),
        ("https://example.com/$(rm -rf ~)`id`';ls", "GET", """curl 'https://example.com/$(rm -rf ~)`id`'"'"';ls'"""),
        ("https://example.com/한글", "HEAD", "curl --head 'https://example.com/한글'"),
        ("https://example.com", None, "curl https://example.com"),
    ],
)
def test_urls_are_quoted(url: str, method: str, expected: str) -> None:
    found = _called(url, method)
    assert found is not None
    assert found == Curl(expected)
    assert shlex.split(found.command)[-1] == url


@pytest.mark.parametrize(
    "url", ["https://{host}/a", "/a", "{base}/a", "", "ftp://h/a", "https://h/a\n; ls", "https://h/\u202ea", "http://h/" + "a" * 3000]
)
def test_no_command_for_urls_that_are_not_known_or_not_what_they_seem(url: str) -> None:
    assert _called(url) is None


def test_streams_and_websockets() -> None:
    assert _called("https://example.com/events", "GET", "sse") == Curl("curl --no-buffer https://example.com/events")
    assert _called("https://example.com/live", "GET", "websocket") is None


def test_an_endpoint_of_a_stated_port_and_of_a_guessed_one() -> None:
    own = next(service for service in MAP.services if service.id == CALLBACK.service)
    stated = _with_services(replace(own, base_urls=("https://prod.example.com", "http://127.0.0.1:8123")))
    handler = CALLBACK.location.span.start
    assert curl(snapshot("en", stated), VIEWS, handler) == Curl("curl --request POST http://127.0.0.1:8123/api/ai/callback/")
    silent = _with_services(replace(own, base_urls=()))
    assert curl(snapshot("en", silent), VIEWS, handler) == Curl("curl --request POST http://127.0.0.1:8000/api/ai/callback/", 8000)
    other = _with_services(replace(own, base_urls=(), kind=("express",)))
    assert curl(snapshot("en", other), VIEWS, handler) is None


def test_no_command_for_what_an_installed_package_answers() -> None:
    external = replace(CALLBACK, external=True)
    assert curl(snapshot("en", replace(MAP, endpoints=(external,))), VIEWS, CALLBACK.location.span.start) is None
    assert curl(snapshot("en"), VIEWS, Position(0, 0)) is None


@pytest.mark.parametrize(
    ("base_urls", "expected"),
    [
        (("http://127.0.0.1:9000",), "http://127.0.0.1:9000/docs"),
        (("http://0.0.0.0:9000",), "http://127.0.0.1:9000/docs"),
        (("https://example.com", "http://localhost"), "http://127.0.0.1:80/docs"),
        (("https://example.com",), None),
        (("http://localhost.example.com:1",), None),
        (("http://127.0.0.1:x",), None),
        ((), None),
    ],
)
def test_documentation_is_on_this_machine_or_not_at_all(base_urls: tuple[str, ...], expected: str | None) -> None:
    own = next(service for service in MAP.services if service.id == ANALYZE.service)
    moment = snapshot("en", _with_services(replace(own, base_urls=base_urls)))
    assert docs_url(moment, WORKER, ANALYZE.location.span.start) == expected


def test_only_fastapi_documents_itself_there() -> None:
    assert docs_url(snapshot("en"), VIEWS, CALLBACK.location.span.start) is None
    assert docs_url(snapshot("en"), VIEWS, Position(0, 0)) is None
