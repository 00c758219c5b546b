"""What makes a Python file worth parsing: without any of this its text says nothing of communication by itself.

Most files do not. What they define is read where a file that speaks leads to them. A dialect adds the words that its files cannot do
without: a word too many costs time, one too few costs its facts.
"""

import re2

_PACKAGES = (
    # servers
    "fastapi", "fastapi_utils", "fastapi_restful", "classy_fastapi", "starlette", "flask", "flask_restful", "flask_restx", "flask_smorest",
    "apiflask", "quart", "sanic", "litestar", "falcon", "bottle", "tornado", "ninja", "ninja_extra", "uvicorn", "hypercorn", "gunicorn",
    "rest_framework", "rest_framework_nested", "django.urls", "django.conf.urls", "django.views", "django.http", "channels",
    # clients
    "requests", "httpx", "aiohttp", "urllib", "urllib3", "http.client", "grequests", "requests_html", "httplib2", "websockets", "websocket",
    # hand-overs
    "celery", "redis", "aioredis", "pika", "aio_pika", "kombu", "kafka", "aiokafka", "confluent_kafka",
    "rq", "django_rq", "arq", "dramatiq",
    "huey", "taskiq", "faststream", "procrastinate", "httpx_sse", "sseclient", "apscheduler", "schedule", "dj_rest_auth", "knox",
)  # fmt: skip

_WORDS = (
    "urlpatterns", "ROOT_URLCONF", "WSGI_APPLICATION", "DJANGO_SETTINGS_MODULE", "include_router", "add_api_route", "add_route",
    "add_url_rule", "register_blueprint", "add_resource", "add_namespace", "APIRouter", "Blueprint", "APIView", "ViewSet", "api_view",
    "run_server", "runserver", "add_task", "create_task", "ensure_future", "run_coroutine_threadsafe", "shared_task", "send_task",
    "apply_async", "delay", "delay_on_commit", "beat_schedule", "CELERY_BEAT_SCHEDULE", "enqueue", "enqueue_job", "basic_publish",
    "basic_consume", "group_send", "group_add", "lpush", "rpush", "lpushx", "rpushx", "lpop", "rpop", "blpop", "brpop", "rpoplpush",
    "brpoplpush", "lmove", "blmove", "publish", "subscribe", "psubscribe", "xadd", "xread", "xreadgroup", "send_and_wait",
    "kiq", "produce", "add_periodic_task", "CELERYBEAT_SCHEDULE", "basic_get", "WorkerSettings",
    "ASGI_APPLICATION", "APPEND_SLASH", "URLRouter", "ProtocolTypeRouter", "repeat_every", "scheduled_job", "add_job", "urlopen",
    "require_http_methods", "require_GET", "require_POST", "require_safe",
)  # fmt: skip

_NAMES = ("manage.py",)
"""Files that say something by their mere name."""

_PATTERNS = (
    rf"(?m)^[ \t]*(?:from|import)[ \t][^\n#]*\b(?:{'|'.join(map(re2.escape, _PACKAGES))})\b",
    rf"\b(?:{'|'.join(_WORDS)})\b",
    # Routes on routers, and tasks of queues, that come from elsewhere.
    r"(?m)^[ \t]*@[\w.]+\.(?:get|post|put|patch|delete|head|options|trace|route|api_route|websocket|websocket_route|task|actor|action)\b",
    r"\b(?:app|application|server|api|socketio)\.run\(",
    # Settings that build on others, of which nobody but the framework's own start says which count.
    r"(?m)^from[ \t]+[\w.]+[ \t]+import[ \t]+\*",
    r"\.send(?:_with_options)?\(|\bsleep\(|request\.method\b|\bsys\.path\.\w",
)

_TRIGGER = re2.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS).encode())


def may_speak(file: str, source: bytes) -> bool:
    """Whether a file of this name and text may say something of communication by itself."""
    return file.endswith(_NAMES) or _TRIGGER.search(source) is not None
