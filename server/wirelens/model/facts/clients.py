"""What sends requests."""

from dataclasses import dataclass

from wirelens.model.expression import EMPTY, Expression
from wirelens.model.span import Span


@dataclass(frozen=True, slots=True)
class Client:
    """A thing that sends requests, bound to `name`: `httpx.AsyncClient(base_url=…)`, `requests.Session()`, `axios.create({baseURL})`."""

    scope: str
    name: str
    library: str
    span: Span
    base_url: Expression = EMPTY
    is_async: bool = False
    rewrites_urls: bool = False
    """An interceptor makes other URLs of those that are asked for."""
    prefix: Expression | None = None
    """What it puts between base and path, where that can be told."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request written in the code. `span` is the request expression from its first character (`client.post(…)`).

    `client` is the name of the Client it goes through; "" for a library's own function (`requests.get`, `fetch`). A call through an
    imported name is kept by linking only if that name turns out to be a Client; its `library` is "" then.
    `method` is None where the code decides at run time; `method_value` may say more of it, and `GET` is sent where that is nothing.
    `url_span` is the URL as written, quotes included; `method_span`
    is the word that chooses the method (`get` in `axios.get`).
    """

    scope: str
    client: str
    library: str
    method: str | None
    url: Expression
    span: Span
    url_span: Span
    method_span: Span | None = None
    protocol: str = "http"
    method_value: Expression | None = None
