"""What frameworks, services, functions and request targets are called in a sentence."""

from urllib.parse import urlsplit

from wirelens.model.communication_map import CommunicationMap, Endpoint, Inclusion, OutgoingCall, Service

FRAMEWORKS = {
    "django": "Django",
    "drf": "Django REST framework",
    "fastapi": "FastAPI",
    "starlette": "Starlette",
    "flask": "Flask",
    "express": "Express",
    "next": "Next.js",
    "nuxt": "Nuxt",
    "react": "React",
    "vue": "Vue",
    "svelte": "Svelte",
    "angular": "Angular",
    "vite": "Vite",
    "celery": "Celery",
}
"""Frameworks by identifier; of a service of several kinds the first here names it.

Read in Korean, all end in a vowel: 는 and 를 follow them.
"""

LANGUAGES = {
    "python": "Python",
    "javascript": "JavaScript",
    "javascriptreact": "JavaScript (React)",
    "typescript": "TypeScript",
    "typescriptreact": "TypeScript (React)",
    "vue": "Vue",
    "svelte": "Svelte",
    "html": "HTML",
    "markdown": "Markdown",
    "json": "JSON",
}
"""Languages by LSP's identifier."""

KNOWN_CLIENTS = ("httpx", "httpx.Client", "httpx.AsyncClient", "requests", "axios", "fetch", "aiohttp")
"""Clients whose names, read in Korean, end in a vowel, so that 로 follows them."""

TOP_LEVEL = "<module>"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "0.0.0.0", "::1")  # noqa: S104 — compared with, not bound


def framework(identifier: str) -> str:
    """A framework's own name."""
    return FRAMEWORKS.get(identifier, identifier)


def service_framework(service: Service | None) -> str | None:
    """The name of the framework that a service is known for."""
    kinds = service.kind if service else ()
    return next((name for identifier, name in FRAMEWORKS.items() if identifier in kinds), None)


def party(communication_map: CommunicationMap, identifier: str) -> str | None:
    """What people call a service in a sentence: its framework, where no other service has the same; None where its own name says more.

    Further applications in the folder of a service (`folder:module`, often an old version) do not count.
    """
    known = {service.id: service_framework(service) for service in communication_map.services if ":" not in service.id}
    name = known.get(identifier)
    return name if list(known.values()).count(name) == 1 else None


def function_name(name: str) -> str:
    """A function's name as a person would say it; `""` for the top level of a file."""
    return "" if name == TOP_LEVEL else name


def methods(endpoint: Endpoint) -> str:
    """The methods that an endpoint takes, or deals with where the framework accepts any."""
    if endpoint.protocol == "websocket":
        return "WebSocket"
    return ", ".join(endpoint.methods or endpoint.handles) or "ANY"


def path(endpoint: Endpoint) -> str:
    """An endpoint's path; `…` where it is not known, as below an installed package's prefix."""
    return endpoint.path.replace("{?}", "…")


def prefix(inclusion: Inclusion) -> str:
    """Where the paths of included routes begin, `/api/…`."""
    return f"/{inclusion.prefix.lstrip('/')}…"


def method(call: OutgoingCall) -> str:
    """The method of a call; `{method}` where the code decides at run time."""
    if call.protocol == "websocket":
        return "WebSocket"
    return call.method or "{method}"


def path_with_query(call: OutgoingCall) -> str:
    """What a call asks for on its host: path and query; the whole URL where there is no path."""
    if not call.path:
        return call.url or "{url}"
    _, mark, query = call.url.partition("?")
    return call.path + mark + query if mark and "?" not in call.path else call.path


def host_and_path(call: OutgoingCall) -> str:
    """Where a call goes, short: `:9000/ai/analyze-file` on this machine, with the host elsewhere. Without the query."""
    try:
        parts = urlsplit(call.url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return call.path or call.url
    asked = (call.path or parts.path).partition("?")[0]
    if host in LOCAL_HOSTS:
        return f":{port}{asked}" if port else asked
    return f"{host}:{port}{asked}" if port else f"{host}{asked}"


def host(call: OutgoingCall) -> str:
    """The host that a call names, `""` where it is not known."""
    try:
        return urlsplit(call.url).hostname or ""
    except ValueError:
        return ""


def client(call: OutgoingCall) -> str:
    """What a request is sent with, as written in code: `httpx.AsyncClient`, `axios`."""
    if not call.location.file.endswith(".py"):  # elsewhere `requests` is what somebody called an object
        return call.client
    if call.client == "httpx" and (call.through_client or call.is_async):
        return "httpx.AsyncClient" if call.is_async else "httpx.Client"
    if call.client == "requests" and call.through_client:
        return "requests.Session"
    return call.client
