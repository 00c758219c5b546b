"""Kubernetes' Ingress: where a cluster sends requests on from outside (https://kubernetes.io/docs/concepts/services-networking/ingress/)."""

import re
from collections.abc import Iterator, Mapping

from yaml.nodes import Node

from wirelens.model.expression import Literal
from wirelens.model.facts import Gateway, Proxy
from wirelens.scan.deployment.yaml_tree import documents, items, members, scalar, span_of
from wirelens.scan.regular_expression import python_pattern

_FILE = re.compile(r"(?:.*/)?[^/]*(?:k8s|kube|ingress|manifest)[^/]*(?:/.*)?\.ya?ml", re.IGNORECASE)
_KIND = re.compile(r"^kind:[ \t]*[\"']?Ingress\b", re.MULTILINE)
_NGINX = "nginx.ingress.kubernetes.io/"
_REWRITING = re.compile(r"rewrite|strip|middleware|prefix|snippet", re.IGNORECASE)
"""Annotations of other controllers by which paths may be changed."""


def may_hold_ingress(file: str) -> bool:
    """Whether a file is one of a cluster's, by its name or its folders'."""
    return _FILE.fullmatch(file) is not None


def read_ingresses(text: str) -> tuple[Gateway, ...]:
    """A gateway for each Ingress. Templates of other tools are no YAML, and not read."""
    found = documents(text) if _KIND.search(text) and "{{" not in text else ()
    gateways = (_gateway(members(document), text) for document in found if scalar(members(document).get("kind")) == "Ingress")
    return tuple(gateway for gateway in gateways if gateway.proxies)


def _gateway(ingress: Mapping[str, Node], text: str) -> Gateway:
    annotations = {key: scalar(value) or "" for key, value in members(members(ingress.get("metadata")).get("annotations")).items()}
    proxies = [proxy for rule in items(members(ingress.get("spec")).get("rules")) for proxy in _proxies(members(rule), annotations, text)]
    ordered = sorted(proxies, key=lambda proxy: (not proxy.pattern.endswith("$"), -len(proxy.pattern)))
    return Gateway("ingress", tuple(ordered), (), tuple(dict.fromkeys(host for proxy in proxies for host in proxy.hosts)))


def _proxies(rule: Mapping[str, Node], annotations: Mapping[str, str], text: str) -> Iterator[Proxy]:
    host = (scalar(rule.get("host")) or "").lower()
    for node in items(members(rule.get("http")).get("paths")):
        path = members(node)
        backend = members(path.get("backend"))
        service = members(backend.get("service"))
        name = scalar(service.get("name")) or scalar(backend.get("serviceName"))
        port = scalar(members(service.get("port")).get("number")) or scalar(backend.get("servicePort")) or ""
        pattern = _pattern(scalar(path.get("path")) or "/", scalar(path.get("pathType")) or "", annotations)
        if name and pattern is not None:
            target = Literal(f"http://{name}:{port}" if port.isdecimal() else f"http://{name}")
            yield Proxy(pattern, target, span_of(node, text), _rewrites(pattern, annotations), (host,) if host and "*" not in host else ())


def _pattern(path: str, kind: str, annotations: Mapping[str, str]) -> str | None:
    if f"{_NGINX}rewrite-target" in annotations or annotations.get(f"{_NGINX}use-regex") == "true":
        written = python_pattern(path.removeprefix("^"))
        return None if written is None else f"(?i:{written})"
    if kind == "Exact":
        return f"{re.escape(path)}$"
    return re.escape(path) if kind != "Prefix" or path == "/" else f"{re.escape(path.rstrip('/'))}(?=/|$)"


def _rewrites(pattern: str, annotations: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """What becomes of the path: all of it is replaced (https://kubernetes.github.io/ingress-nginx/examples/rewrite/)."""
    target = annotations.get(f"{_NGINX}rewrite-target")
    others = (key for key in annotations if key not in {f"{_NGINX}rewrite-target", f"{_NGINX}use-regex"})
    if any(_REWRITING.search(key) for key in others):
        return None
    return () if target is None else ((f"^{pattern}.*$", re.sub(r"\$(\d)", r"\\\1", target.replace("\\", r"\\"))),)
