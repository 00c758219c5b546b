"""Why a call leads nowhere, or not certainly: the reasons on calls of the map."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "resolution.dynamic-url": {
        "en": "The URL is put together when the program runs.",
        "ko": "URL이 실행 중에 만들어집니다.",
    },
    "resolution.callers-decide": {
        "en": "The callers of this function decide the URL, and not all of them are known.",
        "ko": "이 함수를 호출하는 쪽이 URL을 정하며, 그 호출을 모두 알 수는 없습니다.",
    },
    "resolution.rewritten": {
        "en": "An interceptor of the client changes the URL before it is sent.",
        "ko": "클라이언트의 인터셉터가 요청을 보내기 전에 URL을 바꿉니다.",
    },
    "resolution.external": {
        "en": "{host} is not a service of this workspace.",
        "ko": "이 작업 영역의 서비스가 아닙니다: {host}",
    },
    "resolution.unknown-port": {
        "en": "What listens on port {port} is not known.",
        "ko": "포트 {port}에서 무엇이 듣는지 알 수 없습니다.",
    },
    "resolution.unread-server": {
        "en": "{host} runs from this workspace, but its routes are not read.",
        "ko": "이 작업 영역에서 실행되지만 경로를 읽을 수 없는 서버입니다: {host}",
    },
    "resolution.several-listen": {
        "en": "Several services may listen on {host}, and none of them has a route for the path.",
        "ko": "여러 서비스가 이 주소에서 들을 수 있지만, 이 경로를 가진 서비스가 없습니다: {host}",
    },
    "resolution.unknown-routes": {
        "en": "`{service}` has routes whose paths are not known.",
        "ko": "경로를 알 수 없는 라우트가 있는 서비스입니다: `{service}`",
    },
    "resolution.not-sent-on": {
        "en": "{file} does not say where {path} is sent on to.",
        "ko": "{path} 요청을 어디로 넘기는지 알 수 없습니다: {file}",
    },
    "resolution.own-handler": {
        "en": "The front end answers this itself, in {file}; what that asks for is not followed.",
        "ko": "프런트엔드가 직접 응답하는 요청이며, 그 안에서 보내는 요청까지는 따라가지 않습니다: {file}",
    },
    "resolution.no-candidate": {
        "en": "The base URL is not known, and no service here has a route for {path}.",
        "ko": "기본 URL을 알 수 없고, 여기에는 {path} 경로를 가진 서비스가 없습니다.",
    },
    "resolution.ambiguous": {
        "en": "{count} endpoints fit.",
        "ko": "들어맞는 엔드포인트가 {count}개입니다.",
    },
    "resolution.no-route": {
        "en": "`{service}` has no route for {path}.",
        "ko": "`{service}`에 없는 경로입니다: {path}",
    },
    "resolution.framework-route": {
        "en": "The code of `{service}` has no route for {path}, but its framework or an extension may answer there.",
        "ko": "코드에는 없는 경로이지만 프레임워크나 확장이 응답할 수 있습니다: `{service}` {path}",
    },
    "resolution.method-mismatch": {
        "en": "{path} does not take {method}, only {methods}.",
        "ko": "{path} 경로는 {methods}만 받습니다(요청: {method}).",
    },
    "resolution.open-methods": {
        "en": "{path} takes {methods} here; code outside of this workspace decides whether it takes {method} too.",
        "ko": "{path} 경로는 여기서 {methods} 요청을 받습니다. {method} 요청도 받는지는 이 작업 영역 밖의 코드에 달려 있습니다.",
    },
    "resolution.wrong-port": {
        "en": "No service listens on port {port}; `{service}` has {path}.",
        "ko": "포트 {port}에서 듣는 서비스가 없습니다. {path} 경로는 `{service}`에 있습니다.",
    },
}
