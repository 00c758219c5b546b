"""What an editor shows beside hover, lens and report: hierarchy, symbols, completion, links, concepts, curl."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "editor.hierarchy.task": {"en": "background task", "ko": "백그라운드 작업"},
    "editor.completion.parameters": {"en": "Path parameters: {names}", "ko": "경로 매개변수: {names}"},
    "editor.link.handler": {"en": "{route} · {handler} · {service}", "ko": "{route} · {handler} · {service}"},
    "editor.link.routes": {"en": "{prefix} · {place}", "ko": "{prefix} · {place}"},
    "editor.curl.action": {"en": "Copy as curl", "ko": "curl로 복사"},
    "editor.curl.none": {"en": "There is no request here whose host is known.", "ko": "여기에는 호스트를 알 수 있는 요청이 없습니다."},
    "editor.curl.guessed-port": {
        "en": "Port {port} is a guess, the framework's default: nothing in this workspace says where the server listens.",
        "ko": "포트 {port}: 프레임워크의 기본값으로 추측했습니다. 서버의 포트를 이 작업 영역에서 찾지 못했습니다.",
    },
    "editor.docs.action": {"en": "Open the server's own docs (/docs)", "ko": "서버 자체 문서 열기(/docs)"},
    "editor.docs.none": {
        "en": "There is no FastAPI endpoint here whose port on this machine is known.",
        "ko": "여기에는 이 컴퓨터의 포트를 알 수 있는 FastAPI 엔드포인트가 없습니다.",
    },
    "editor.docs.untrusted": {
        "en": "Pages are opened in trusted workspaces only.",
        "ko": "신뢰하는 작업 영역에서만 페이지를 엽니다.",
    },
    "editor.docs.at": {"en": "The server's own docs: {url}", "ko": "서버 자체 문서: {url}"},
    # Concepts: one sentence each, after the word itself.
    "editor.concept": {"en": "{word}: {sentence} [Documentation]({page})", "ko": "{word}: {sentence} [문서]({page})"},
    "editor.concept.plain": {"en": "{word}: {sentence} {page}", "ko": "{word}: {sentence} {page}"},
    "editor.concept.depends": {
        "en": "runs once per request, before the handler; what follows a `yield` runs afterwards and cleans up.",
        "ko": "요청마다 핸들러보다 먼저 한 번 실행됩니다. `yield` 뒤의 코드는 나중에 실행되어 정리합니다.",
    },
    "editor.concept.background-tasks": {
        "en": "runs after the response, in this process and in memory only: a restart loses it.",
        "ko": "응답을 보낸 뒤 이 프로세스에서 실행됩니다. 메모리에만 있어 재시작하면 사라집니다.",
    },
    "editor.concept.async-handler": {
        "en": "runs on the event loop; whatever blocks in here instead of being awaited stops all other requests of the process.",
        "ko": "이벤트 루프에서 실행됩니다. `await` 없이 기다리는 코드는 이 프로세스의 다른 요청을 모두 멈춥니다.",
    },
    "editor.concept.sync-handler": {
        "en": "runs in a thread of a limited pool, so that it may block; `async def` would run on the event loop.",
        "ko": "크기가 정해진 스레드 풀에서 실행되어 기다려도 됩니다. `async def`라면 이벤트 루프에서 실행됩니다.",
    },
    "editor.concept.websocket": {
        "en": "one connection stays open, and both sides send whenever they like; it ends when either of them closes it.",
        "ko": "연결 하나를 열어 두고 양쪽이 아무 때나 보냅니다. 어느 한쪽이 닫으면 끝납니다.",
    },
    "editor.concept.include-router": {
        "en": "a group of routes: their paths begin with the prefix of `include_router`, then that of `APIRouter`.",
        "ko": "경로 묶음입니다. 경로 앞에 `include_router`의 prefix, 그다음 `APIRouter`의 prefix가 붙습니다.",
    },
    "editor.concept.cors": {
        "en": "lets pages of these origins (scheme, host, port) read answers in a browser; servers that call each other do not need it.",
        "ko": "브라우저에서 이 출처(스킴, 호스트, 포트)의 페이지가 응답을 읽게 합니다. 서버끼리의 호출에는 필요 없습니다.",
    },
    "editor.concept.streaming": {
        "en": "sends the answer piece by piece while it is being made; the connection stays open until the last one.",
        "ko": "응답을 만드는 대로 조각조각 보냅니다. 마지막 조각까지 연결이 열려 있습니다.",
    },
    "editor.concept.django-include": {
        "en": "the routes of another module, below this prefix.",
        "ko": "다른 모듈의 경로를 이 prefix 아래에 둡니다.",
    },
    "editor.concept.csrf-exempt": {
        "en": "takes POST without the CSRF token of Django's own pages: needed where another server calls, unsafe with session cookies.",
        "ko": "Django 페이지의 CSRF 토큰 없이도 POST를 받습니다. 다른 서버가 호출할 때 필요하며, 세션 쿠키를 쓰는 뷰에는 위험합니다.",
    },
    "editor.concept.api-view": {
        "en": "makes the function a REST framework view: it takes these methods only, GET if none is given, and answers 405 to all others.",
        "ko": "함수를 REST framework 뷰로 만듭니다. 적힌 메서드만(없으면 GET만) 받고 나머지에는 405로 답합니다.",
    },
    "editor.concept.celery-task": {
        "en": "a function for workers, which are processes of their own; it runs in one only when it is sent there, as with `delay`.",
        "ko": "별도 프로세스인 워커가 실행할 함수입니다. `delay` 등으로 보내야 워커에서 실행됩니다.",
    },
    "editor.concept.celery-delay": {
        "en": "puts the task into the broker's queue and returns at once; a worker runs it later, perhaps on another machine.",
        "ko": "작업을 브로커의 큐에 넣고 바로 돌아옵니다. 나중에 워커가, 때로는 다른 컴퓨터에서 실행합니다.",
    },
    "editor.concept.blocking-pop": {
        "en": "waits until the list has an element, and takes it: each element goes to one consumer.",
        "ko": "리스트에 값이 생길 때까지 기다렸다가 꺼냅니다. 값 하나는 소비자 하나에게만 갑니다.",
    },
    "editor.concept.set-interval": {
        "en": "goes on until `clearInterval`; the next turn does not wait for the answer of the last, so that slow requests overlap.",
        "ko": "`clearInterval`까지 되풀이합니다. 앞선 응답을 기다리지 않으므로 느린 요청은 겹칠 수 있습니다.",
    },
    "editor.concept.event-source": {
        "en": "keeps one GET open on which the server sends events, and connects again by itself when it breaks.",
        "ko": "GET 연결 하나를 열어 두고 서버가 보내는 이벤트를 받습니다. 끊기면 스스로 다시 연결합니다.",
    },
    "editor.concept.browser-websocket": {
        "en": "one connection stays open, and both sides send whenever they like; it does not connect again by itself.",
        "ko": "연결 하나를 열어 두고 양쪽이 아무 때나 보냅니다. 끊겨도 스스로 다시 연결하지 않습니다.",
    },
    "editor.concept.use-effect": {
        "en": "runs after the page is drawn, again when a dependency changes; the function it returns cleans up timers and connections.",
        "ko": "화면을 그린 뒤 실행되고, 의존성이 바뀌면 다시 실행됩니다. 반환한 함수가 타이머나 연결을 정리합니다.",
    },
}
