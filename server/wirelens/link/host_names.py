"""Names of hosts: which of them mean this machine, and which services they most likely mean on a network of their own."""

import re
from collections.abc import Iterable
from ipaddress import ip_address

_LOCAL_NAMES = frozenset({"localhost", "host.docker.internal", "docker.for.mac.localhost", "gateway.docker.internal"})
_CLUSTER_DOMAIN = re.compile(r"(?:\.[\w-]+)?(?:\.svc(?:\.cluster\.local)?|\.local|\.internal)$")
_COMMON_ENDING = re.compile(r"-(?:service|svc|srv|server|container|app)$")


def by_convention(host: str, services: Iterable[str]) -> list[str]:
    """The services that a name on a network most likely means: those of folders that are called so, or in folders that are."""
    wanted = _plain(_CLUSTER_DOMAIN.sub("", host))
    folders = {service: [_plain(folder) for folder in service.split("/")] for service in services}
    own = [service for service, names in folders.items() if names[-1] == wanted]
    return own or [service for service, names in folders.items() if wanted in names]


def is_local(host: str) -> bool:
    """Whether a host is this machine (RFC 6761 section 6.3; what containers call their host)."""
    if host in _LOCAL_NAMES or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _plain(name: str) -> str:
    return _COMMON_ENDING.sub("", name.lower().replace("_", "-").replace(" ", "-"))
