"""The report of a whole project."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "project.title": {"en": "📘 {name}: how its parts communicate", "ko": "📘 {name} 통신 보고서"},
    # Chapters.
    "project.overview": {"en": "1. Overview", "ko": "1. 개요"},
    "project.services": {"en": "2. Services and their parts", "ko": "2. 서비스와 역할"},
    "project.concepts": {"en": "3. Concepts and the code that uses them", "ko": "3. 개념과 적용 코드"},
    "project.wires": {"en": "4. Who sends what to whom", "ko": "4. 누가 누구에게 무엇을 보내는가"},
    "project.findings": {"en": "5. What is wrong", "ko": "5. 문제점"},
    "project.facts": {
        "en": "All of this was read from the code; nothing was run.",
        "ko": "모두 코드에서 읽은 내용이며, 아무것도 실행하지 않았습니다.",
    },
    "project.empty": {
        "en": "No services, endpoints, requests or channels were found.",
        "ko": "서비스, 엔드포인트, 요청, 채널을 찾지 못했습니다.",
    },
    # Services.
    "project.service": {"en": "{service} ({frameworks}): {sentence}", "ko": "{service} ({frameworks}): {sentence}"},
    "project.service.plain": {"en": "{service}: {sentence}", "ko": "{service}: {sentence}"},
    "project.service.address": {"en": "Address: {urls}.", "ko": "주소: {urls}"},
    "project.service.endpoints.one": {"en": "One endpoint.", "ko": "엔드포인트 1개."},
    "project.service.endpoints.many": {"en": "{count} endpoints.", "ko": "엔드포인트 {count}개."},
    # Concepts.
    "project.applied": {"en": "▣ In this project", "ko": "▣ 프로젝트 적용"},
    "project.concept.async": {"en": "Asynchronous handlers (`async def`)", "ko": "비동기 처리(`async def`)"},
    "project.sentence.async": {
        "en": "While an `async def` handler waits, the event loop serves other requests.",
        "ko": "`async def` 핸들러가 기다리는 동안 이벤트 루프는 다른 요청을 처리합니다.",
    },
    "project.concept.depends": {"en": "Dependency injection (`Depends`)", "ko": "의존성 주입(`Depends`)"},
    "project.sentence.depends": {
        "en": "What `Depends` names runs once for each request, and the handler is given its result.",
        "ko": "`Depends`에 적힌 함수는 요청마다 한 번 실행되고, 그 결과가 핸들러에 주어집니다.",
    },
    "project.concept.relay": {"en": "Relaying requests", "ko": "요청 중계"},
    "project.sentence.relay": {
        "en": "While it handles a request, a service asks another one.",
        "ko": "받은 요청을 처리하는 동안 다른 서비스에 다시 요청합니다.",
    },
    "project.concept.background-task": {"en": "Background tasks", "ko": "백그라운드 작업"},
    "project.sentence.background-task": {
        "en": "They run after the response, in memory only: a restart loses them.",
        "ko": "응답을 보낸 뒤에 실행됩니다. 메모리에만 있으므로 서버가 다시 시작되면 사라집니다.",
    },
    "project.concept.asyncio-task": {"en": "asyncio tasks", "ko": "asyncio 작업"},
    "project.sentence.asyncio-task": {
        "en": "Coroutines that run beside their starter on the same event loop, and end with the program.",
        "ko": "시작한 쪽과 같은 이벤트 루프에서 나란히 실행되며, 프로그램이 끝나면 함께 끝납니다.",
    },
    "project.concept.task-queue": {"en": "Task queue and workers", "ko": "작업 큐와 작업자"},
    "project.sentence.task-queue": {
        "en": "Long work is put into a queue, and a worker, a program of its own, takes it out and does it.",
        "ko": "오래 걸리는 일을 큐에 넣으면, 별도의 프로그램인 작업자(worker)가 꺼내어 실행합니다.",
    },
    "project.concept.queue": {"en": "Message queues", "ko": "메시지 큐"},
    "project.sentence.queue": {
        "en": "A message waits until somebody takes it; each goes to one receiver.",
        "ko": "메시지는 누군가 꺼낼 때까지 큐에서 기다리고, 하나의 메시지는 한 곳에만 갑니다.",
    },
    "project.concept.stream": {"en": "Streams and topics", "ko": "스트림과 토픽"},
    "project.sentence.stream": {
        "en": "Messages are kept in order, and each group of readers reads them at its own pace.",
        "ko": "메시지가 순서대로 쌓이고, 읽는 쪽은 저마다의 속도로 읽습니다.",
    },
    "project.concept.pubsub": {"en": "Publish and subscribe", "ko": "발행과 구독(Pub/Sub)"},
    "project.sentence.pubsub": {
        "en": "A message reaches all who are listening at that moment, and nobody later.",
        "ko": "메시지는 그 순간 듣고 있는 모두에게 전해지고, 나중에 온 쪽은 받지 못합니다.",
    },
    "project.concept.callback": {"en": "Callback", "ko": "콜백"},
    "project.sentence.callback": {
        "en": "Who asked does not wait; who was asked brings the result when it is done.",
        "ko": "요청한 쪽은 기다리지 않고, 맡은 쪽이 일을 마친 뒤 결과를 보내 줍니다.",
    },
    "project.concept.polling": {"en": "Polling", "ko": "폴링"},
    "project.sentence.polling": {
        "en": "The same question is asked again and again, until the result is there.",
        "ko": "결과가 나올 때까지 같은 요청을 되풀이합니다.",
    },
    "project.concept.websocket": {"en": "WebSocket", "ko": "WebSocket"},
    "project.sentence.websocket": {
        "en": "Once connected, both sides may send at any time.",
        "ko": "한 번 연결하면 양쪽이 언제든 메시지를 보낼 수 있습니다.",
    },
    "project.concept.streaming": {"en": "Streaming responses", "ko": "스트리밍 응답"},
    "project.sentence.streaming": {
        "en": "The response is sent piece by piece, as it is made.",
        "ko": "응답을 한 번에 보내지 않고, 만들어지는 대로 조금씩 보냅니다.",
    },
    "project.concept.cors": {"en": "CORS", "ko": "CORS"},
    "project.sentence.cors": {
        "en": "The server says which other origins' pages a browser may let call it.",
        "ko": "다른 출처의 화면이 이 서버를 호출해도 되는지 브라우저에 알려 줍니다.",
    },
    "project.concept.store": {"en": "Stored data", "ko": "데이터 저장"},
    "project.sentence.store": {
        "en": "What one request brings is kept for those that come later.",
        "ko": "한 요청이 가져온 데이터를 저장해 두고, 나중의 요청이 읽습니다.",
    },
    "project.stored.write": {"en": "written by {handlers}", "ko": "저장 {handlers}"},
    "project.stored.read": {"en": "read by {handlers}", "ko": "조회 {handlers}"},
    "project.more.one": {"en": "and one more", "ko": "그 밖에 1개"},
    "project.more.many": {"en": "and {count} more", "ko": "그 밖에 {count}개"},
    # Wires.
    "project.pair": {"en": "{source} → {target}", "ko": "{source} → {target}"},
    "project.inside": {"en": "Inside {service}", "ko": "{service} 안에서"},
    "project.no-sender": {"en": "no sender here", "ko": "보내는 곳 없음"},
    "project.elsewhere": {"en": "elsewhere", "ko": "다른 곳"},
    "project.no-wires": {"en": "No request or message was found.", "ko": "요청이나 메시지를 찾지 못했습니다."},
    # What is wrong.
    "project.no-findings": {"en": "No broken links were found.", "ko": "끊어진 연결을 찾지 못했습니다."},
    "project.unresolved.one": {
        "en": "One call is put together when the program runs, and is not judged.",
        "ko": "호출 1개는 실행될 때 주소가 정해지므로 판단하지 않았습니다.",
    },
    "project.unresolved.many": {
        "en": "{count} calls are put together when the program runs, and are not judged.",
        "ko": "호출 {count}개는 실행될 때 주소가 정해지므로 판단하지 않았습니다.",
    },
}
