"""The dialect of requests."""

from wirelens.scan.python.http_library import Library

REQUESTS = Library(
    name="requests",
    clients={"Session": False, "session": False},
    with_method=frozenset({"request", "Request"}),
)
