"""The dialect of urllib3."""

from wirelens.scan.python.http_library import Library

URLLIB3 = Library(
    name="urllib3",
    clients={"PoolManager": False, "ProxyManager": False},
    with_method=frozenset({"request", "urlopen", "request_encode_url", "request_encode_body"}),
)
