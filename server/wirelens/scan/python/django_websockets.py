"""The dialect of Channels: WebSocket routes in an ASGI application beside Django's own."""

from wirelens.model.facts import Router
from wirelens.scan.python.django_patterns import PatternLists, Place
from wirelens.scan.python.module import Module


def read(module: Module) -> None:
    """`application = ProtocolTypeRouter({"websocket": AuthMiddlewareStack(URLRouter(websocket_urlpatterns))})`."""
    for call in module.calls_of(("ProtocolTypeRouter",)):
        target = module.targets.get(call.node.id)
        if target is None:
            continue
        module.routers.append(Router(target.scope.name, target.name, "django", "router", module.text.span_of(target.node)))
        lists = PatternLists(module)
        for inner in module.calls_of(("URLRouter",)):
            patterns = module.arguments(inner).get(0, "routes")
            if patterns is not None:
                lists.listed(patterns, Place(target.scope, target.name))
