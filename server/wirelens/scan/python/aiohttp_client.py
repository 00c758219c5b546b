"""The dialect of aiohttp's client."""

from wirelens.scan.python.http_library import Library

AIOHTTP = Library(
    name="aiohttp",
    clients={"ClientSession": True},
    with_method=frozenset({"request"}),
    base_url="base_url",
    base_url_index=0,
    sockets=frozenset({"ws_connect"}),
)
