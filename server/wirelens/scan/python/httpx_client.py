"""The dialect of httpx."""

from wirelens.scan.python.http_library import Library

HTTPX = Library(
    name="httpx",
    clients={"Client": False, "AsyncClient": True},
    with_method=frozenset({"request", "stream", "build_request"}),
    base_url="base_url",
    in_process=frozenset({"app"}),
)
