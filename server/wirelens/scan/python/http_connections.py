"""The dialect of `http.client`."""

from wirelens.scan.python.http_library import Library

HTTP_CLIENT = Library(
    name="http.client",
    clients={"HTTPConnection": False, "HTTPSConnection": False},
    with_method=frozenset({"request", "putrequest"}),
    schemes={"HTTPConnection": "http", "HTTPSConnection": "https"},
)
