"""What the language server says: titles, notices, bad input."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "server.help": {
        "en": "Serve an editor: the language server, over standard input and output.",
        "ko": "편집기에 표준 입출력으로 언어 서버를 제공합니다.",
    },
    "server.indexing": {"en": "Reading the workspace", "ko": "작업 영역을 읽는 중"},
    "server.indexing-files": {"en": "{done} of {total} files", "ko": "파일 {total}개 중 {done}개"},
    "server.indexed": {
        "en": "{files} files, {endpoints} endpoints, {calls} calls",
        "ko": "파일 {files}개 · 엔드포인트 {endpoints}개 · 호출 {calls}개",
    },
    "server.folder-missing": {"en": "The folder {path} is not there or cannot be read.", "ko": "폴더가 없거나 읽을 수 없습니다: {path}"},
    "server.analysis-restarted": {
        "en": "The analysis ended unexpectedly. It starts again; nothing of yours is lost.",
        "ko": "분석이 예기치 않게 끝나 다시 시작합니다. 잃은 것은 없습니다.",
    },
    "server.analysis-stopped": {
        "en": "The analysis ended unexpectedly twice in a row and is stopped. Restart the language server to try again; its log says more.",
        "ko": "분석이 두 번 연달아 예기치 않게 끝나 멈췄습니다. 언어 서버를 다시 시작해 보세요. 자세한 내용은 서버 로그에 있습니다.",
    },
    "server.analysis-failed": {
        "en": "Wirelens could not analyse the latest changes and shows what it knew before. The server's log says why.",
        "ko": "마지막 변경을 분석하지 못해 이전 결과를 보여 줍니다. 이유는 서버 로그에 있습니다.",
    },
    "server.unknown-command": {"en": "There is no command {command}.", "ko": "없는 명령입니다: {command}"},
    "server.bad-arguments": {
        "en": "The arguments of {command} should be {expected}.",
        "ko": "{command}의 인자는 다음과 같아야 합니다: {expected}",
    },
    "server.not-in-workspace": {"en": "Wirelens does not read {file}.", "ko": "Wirelens가 읽는 파일이 아닙니다: {file}"},
    "server.no-folder": {
        "en": "Open a folder first: this command is about the folders of the workspace.",
        "ko": "먼저 폴더를 여세요. 작업 영역의 폴더를 다루는 명령입니다.",
    },
    "server.still-indexing": {
        "en": "The workspace is still being read. Try again in a moment.",
        "ko": "작업 영역을 아직 읽는 중입니다. 잠시 뒤 다시 시도하세요.",
    },
    "server.no-callers": {"en": "Nothing in this workspace calls it.", "ko": "이 작업 영역에 호출하는 곳이 없습니다."},
    "server.choose-caller": {"en": "Go to which caller?", "ko": "어느 호출로 갈까요?"},
    "server.explain-action": {"en": "Explain this file with Gemini", "ko": "Gemini로 이 파일 설명"},
    "server.explain-action.function": {"en": "Explain {name}() with Gemini", "ko": "Gemini로 함수 설명: {name}"},
    "server.explain-action.endpoint": {
        "en": "Explain {name} and everyone it talks to with Gemini",
        "ko": "Gemini로 엔드포인트와 상대 쪽 설명: {name}",
    },
    "server.explain-action.flow": {"en": "Explain the flow through {name} with Gemini", "ko": "Gemini로 흐름 설명: {name}"},
    "server.explain-changed-action": {"en": "Explain every changed file with Gemini", "ko": "Gemini로 바뀐 파일 모두 설명"},
    "server.nothing-to-explain.function": {
        "en": "There is no function here that takes part in communication. Explain the file instead.",
        "ko": "여기에는 통신에 참여하는 함수가 없습니다. 파일 설명을 이용하세요.",
    },
    "server.nothing-to-explain.endpoint": {"en": "There is no endpoint here.", "ko": "여기에는 엔드포인트가 없습니다."},
    "server.nothing-to-explain.flow": {
        "en": "No flow from one function to another goes through here.",
        "ko": "여기를 지나는 흐름이 없습니다.",
    },
    "server.nothing-changed": {
        "en": "No file that Wirelens reads is changed since the last commit.",
        "ko": "마지막 커밋 뒤에 바뀐 파일이 없습니다.",
    },
    "server.report-action": {"en": "Open the communication report", "ko": "통신 보고서 열기"},
    "server.report-is-at": {"en": "The report is at {path}.", "ko": "보고서 위치: {path}"},
    "server.it-is-at": {"en": "It is at {place}.", "ko": "위치: {place}"},
    "server.not-explained": {
        "en": "Gemini has not explained {file}.",
        "ko": "Gemini 설명이 없습니다: {file}",
    },
    "server.explaining": {"en": "Asking Gemini about {file}", "ko": "Gemini에 묻는 중: {file}"},
    "server.explained": {"en": "Explained.", "ko": "설명이 준비되었습니다."},
    "server.explain-failed": {"en": "No explanation.", "ko": "설명하지 못했습니다."},
    "server.explain-cancelled": {"en": "Cancelled.", "ko": "취소했습니다."},
    "server.consent-yes": {"en": "Yes", "ko": "예"},
    "server.consent-show": {"en": "Show what would be sent", "ko": "보낼 내용 보기"},
    "server.consent-later": {"en": "Not now", "ko": "나중에"},
    "server.consent-never": {"en": "Never for this workspace", "ko": "이 작업 영역에서는 묻지 않기"},
}
