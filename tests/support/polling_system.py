"""A hand-made map of a system of three: a page that polls, a server that relays and stores, a worker that calls back.

Lines are those of a real repository of this shape, so that what views say can be read beside its code.
"""

from dataclasses import replace

from wirelens.model.communication_map import (
    Channel,
    ChannelEnd,
    CommunicationMap,
    Coverage,
    Endpoint,
    FileSummary,
    Flow,
    FlowStep,
    FunctionPlace,
    OutgoingCall,
    Repetition,
    RepetitionEnd,
    Service,
    StoreAccess,
)
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span

PAGE, VIEWS, ROUTES, MODELS, WORKER = (
    "frontend/src/App.jsx",
    "backend/ai/views.py",
    "backend/ai/urls.py",
    "backend/ai/models.py",
    "ai_server/main.py",
)
FILES = {
    PAGE: FileSummary("javascriptreact", ("App", "App.loadProject", "App.handleAIRun", "App.startPolling")),
    VIEWS: FileSummary(
        "python",
        ("receive_analysis", "receive_analysis_callback", "get_analysis_result", "get_analysis_list"),
        imports=(".models", "httpx"),
    ),
    ROUTES: FileSummary("python"),
    MODELS: FileSummary("python", (), ("AnalysisResult",)),
    WORKER: FileSummary("python", ("analyze_file", "perform_ai_process", "list_results", "send_to_django_callback")),
    "backend/files/views.py": FileSummary("python", ("file_list",)),
    "backend/files/urls.py": FileSummary("python"),
    "backend/config/settings.py": FileSummary("python"),
}


def span(line: int, column: int, length: int) -> Span:
    """A range on one line; line and column count from 1."""
    return Span(Position(line - 1, column - 1), Position(line - 1, column - 1 + length))


def at(file: str, line: int, column: int, length: int) -> Location:
    """A range on one line of a file; line and column count from 1."""
    return Location(file, span(line, column, length))


def lines(first: int, last: int) -> Span:
    """Whole lines, counted from 1."""
    return Span(Position(first - 1, 0), Position(last - 1, 80))


STORED = at(MODELS, 3, 7, 14)


def view(  # noqa: PLR0917 — a table of views reads best so
    path: str, handler: str, line: int, last: int, route_line: int, method: str, modes: tuple[str, ...] = ()
) -> Endpoint:
    """A Django view whose route is written in another file."""
    return Endpoint(
        id=f"backend * /api/ai/{path}",
        service="backend",
        protocol="http",
        methods=(),
        handles=(method,),
        path=f"/api/ai/{path}",
        pattern=f"^/api/ai/{path}$",
        framework="django",
        handler=handler,
        location=at(VIEWS, line, 5, len(handler)),
        declared=at(ROUTES, route_line, 11, len(path)),
        extent=lines(line - 1, last),
        external=False,
        certainty="certain",
        stores=tuple(StoreAccess("AnalysisResult", mode, at(VIEWS, line + 7, 13, 20), STORED) for mode in modes),
    )


def operation(method: str, path: str, handler: str, line: int, last: int) -> Endpoint:
    """A FastAPI endpoint with its decorator on the line above."""
    return Endpoint(
        id=f"ai_server {method} {path}",
        service="ai_server",
        protocol="http",
        methods=(method,),
        handles=(),
        path=path,
        pattern=f"^{path}$",
        framework="fastapi",
        handler=handler,
        location=at(WORKER, line, 11, len(handler)),
        declared=at(WORKER, line - 1, 12, len(path)),
        extent=lines(line - 1, last),
        external=False,
        certainty="certain",
        is_async=True,
    )


def request(  # noqa: PLR0917 — a table of requests reads best so
    file: str, line: int, column: int, client: str, method: str, port: int, path: str, function: str, endpoint: str, query: str = ""
) -> OutgoingCall:
    """A request that leads to an endpoint, in the form `client.method("url")`."""
    url = f"http://127.0.0.1:{port}{path}{query}"
    dot = column + len(client) + 1
    quoted = dot + len(method) + 1
    return OutgoingCall(
        id=f"{file}:{line}:{column}",
        service=file.partition("/")[0],
        protocol="http",
        client=client,
        method=method,
        url=url,
        path=path,
        function=function,
        location=at(file, line, column, len(client) + len(method) + len(url) + 4),
        url_span=span(line, quoted, len(url) + 2),
        path_span=span(line, quoted + 1 + url.index(path), len(path)),
        method_span=span(line, dot, len(method)),
        status="linked",
        certainty="certain",
        endpoints=(endpoint,),
    )


RECEIVE = view("results/", "receive_analysis", 11, 36, 6, "POST")
CALLBACK = view("callback/", "receive_analysis_callback", 41, 61, 8, "POST", ("create",))
SUMMARIES = view("summaries/", "get_analysis_result", 66, 95, 10, "GET", ("read",))
LIST = view("list/", "get_analysis_list", 100, 119, 12, "GET", ("read",))
ANALYZE = operation("POST", "/ai/analyze-file", "analyze_file", 26, 35)
RESULTS = operation("GET", "/ai/results", "list_results", 102, 104)

START = request(PAGE, 84, 13, "axios", "POST", 8000, "/api/ai/results/", "handleAIRun", RECEIVE.id)
POLL = replace(
    request(PAGE, 105, 30, "axios", "GET", 8000, "/api/ai/summaries/", "startPolling", SUMMARIES.id, "?filename={filename}"),
    repetition=Repetition(
        "setInterval", at(PAGE, 103, 24, 11), 2000, (RepetitionEnd("until", 'status === "COMPLETED"', at(PAGE, 113, 11, 22)),)
    ),
)
RELAY = replace(
    request(VIEWS, 27, 17, "httpx", "POST", 9000, "/ai/analyze-file", "receive_analysis", ANALYZE.id),
    through_client=True,
)
CALL_BACK = replace(
    request(WORKER, 110, 30, "httpx", "POST", 8000, "/api/ai/callback/", "send_to_django_callback", CALLBACK.id),
    is_async=True,
    through_client=True,
)

TASK = at(WORKER, 74, 11, 18)
CHANNEL = Channel(
    "background-task",
    "perform_ai_process",
    (ChannelEnd("ai_server", "analyze_file", at(WORKER, 30, 9, 67)),),
    (ChannelEnd("ai_server", "perform_ai_process", TASK, extent=lines(74, 97), is_async=True),),
)


MAP = CommunicationMap(
    services=(
        Service("ai_server", "ai_server", ("fastapi",), ("http://127.0.0.1:9000",), at(WORKER, 14, 1, 3)),
        Service("backend", "backend", ("django", "drf"), ("http://127.0.0.1:8000",), at("backend/config/settings.py", 1, 1, 1)),
        Service("frontend", "frontend", ("react", "vite"), ("http://127.0.0.1:5173",)),
    ),
    endpoints=(RESULTS, ANALYZE, CALLBACK, LIST, RECEIVE, SUMMARIES),
    calls=(CALL_BACK, RELAY, START, POLL),
    channels=(CHANNEL,),
    flows=(
        Flow(
            FunctionPlace("ai_server", "analyze_file", ANALYZE.location, lines(25, 35), is_async=True),
            (FlowStep(None, "background-task perform_ai_process", "analyze_file", is_last=True),),
        ),
        Flow(
            FunctionPlace("ai_server", "perform_ai_process", TASK, lines(74, 97), is_async=True),
            (FlowStep(CALL_BACK.id, None, "send_to_django_callback", is_last=True),),
        ),
        Flow(
            FunctionPlace("backend", "receive_analysis", RECEIVE.location, lines(10, 36)),
            (FlowStep(RELAY.id, None, "receive_analysis", is_last=True),),
        ),
    ),
    coverage=Coverage(files=8, skipped=0, endpoints=6, calls=4, linked=4, external=0, unresolved=0),
)
PLACES = Places((Folder("", "file:///home/user/project"),))


def snapshot(language: Language, communication_map: CommunicationMap = MAP) -> Snapshot:
    """The system at one moment, with nothing wrong in it."""
    return Snapshot(communication_map, (), PLACES, language, files=FILES)
