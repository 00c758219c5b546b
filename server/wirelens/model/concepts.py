"""Ideas of the frameworks that are worth a sentence where their names are written: one table.

The sentence is the message `editor.concept.<key>`. It says what matters between client and server; `page` is where the framework
says the rest.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea.

    `names` are the things that stand for it, each with its module (a global of the browser has none); `members` are methods that do,
    where the code that they are part of is known to be what it looks like. `page_ko` is the page in Korean, where there is one.
    """

    key: str
    page: str
    names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    page_ko: str = ""


_FASTAPI = "https://fastapi.tiangolo.com"
_MDN = "https://developer.mozilla.org"

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "depends", f"{_FASTAPI}/tutorial/dependencies/dependencies-with-yield/", ("fastapi.Depends", "fastapi.param_functions.Depends")
    ),
    Concept(
        "background-tasks",
        f"{_FASTAPI}/tutorial/background-tasks/",
        ("fastapi.BackgroundTasks", "fastapi.background.BackgroundTasks", "starlette.background.BackgroundTasks"),
        members=("add_task",),
    ),
    Concept("async-handler", f"{_FASTAPI}/async/"),
    Concept("sync-handler", f"{_FASTAPI}/async/"),
    Concept(
        "websocket", f"{_FASTAPI}/advanced/websockets/", ("fastapi.WebSocket", "starlette.websockets.WebSocket"), members=("websocket",)
    ),
    Concept("include-router", f"{_FASTAPI}/tutorial/bigger-applications/", ("fastapi.APIRouter",), members=("include_router",)),
    Concept("cors", f"{_FASTAPI}/tutorial/cors/", ("fastapi.middleware.cors.CORSMiddleware", "starlette.middleware.cors.CORSMiddleware")),
    Concept(
        "streaming",
        f"{_FASTAPI}/advanced/custom-response/#streamingresponse",
        ("fastapi.responses.StreamingResponse", "starlette.responses.StreamingResponse"),
    ),
    Concept(
        "django-include", "https://docs.djangoproject.com/en/stable/topics/http/urls/#including-other-urlconfs", ("django.urls.include",)
    ),
    Concept(
        "csrf-exempt",
        "https://docs.djangoproject.com/en/stable/ref/csrf/",
        ("django.views.decorators.csrf.csrf_exempt",),
    ),
    Concept("api-view", "https://www.django-rest-framework.org/api-guide/views/#api_view", ("rest_framework.decorators.api_view",)),
    Concept("celery-task", "https://docs.celeryq.dev/en/stable/userguide/tasks.html", ("celery.shared_task",)),
    Concept("celery-delay", "https://docs.celeryq.dev/en/stable/userguide/calling.html", members=("delay", "apply_async")),
    Concept("blocking-pop", "https://redis.io/docs/latest/commands/blpop/", members=("blpop", "brpop")),
    Concept(
        "set-interval",
        f"{_MDN}/en-US/docs/Web/API/Window/setInterval",
        ("setInterval",),
        page_ko=f"{_MDN}/ko/docs/Web/API/Window/setInterval",
    ),
    Concept("event-source", f"{_MDN}/en-US/docs/Web/API/EventSource", ("EventSource",), page_ko=f"{_MDN}/ko/docs/Web/API/EventSource"),
    Concept("browser-websocket", f"{_MDN}/en-US/docs/Web/API/WebSocket", ("WebSocket",), page_ko=f"{_MDN}/ko/docs/Web/API/WebSocket"),
    Concept(
        "use-effect",
        "https://react.dev/reference/react/useEffect",
        ("react.useEffect",),
        page_ko="https://ko.react.dev/reference/react/useEffect",
    ),
)
