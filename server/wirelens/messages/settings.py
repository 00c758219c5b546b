"""What is said about settings, and their descriptions (`settings.<key>`)."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "settings.language": {
        "en": "Language of hovers, reports and messages. `auto` follows the editor or the terminal.",
        "ko": "호버, 보고서, 메시지의 언어입니다. `auto`는 편집기나 터미널의 언어를 따릅니다.",
    },
    "settings.gemini.enabled": {
        "en": "Whether Gemini may be asked. `ask`: only after you agreed. `on`: yes. `off`: never. Source code is sent to Google.",
        "ko": "Gemini에 물어도 되는지 정합니다. `ask`: 동의한 뒤에만, `on`: 허용, `off`: 사용 안 함. 소스 코드가 Google로 전송됩니다.",
    },
    "settings.gemini.model": {
        "en": "The Gemini model that explains files.",
        "ko": "파일을 설명하는 Gemini 모델입니다.",
    },
    "settings.gemini.baseUrl": {
        "en": "Where the Gemini API is reached, such as a company's proxy. Your key goes there too. Empty: Google.",
        "ko": "Gemini API의 주소입니다(예: 회사 프록시). API 키도 이 주소로 전송됩니다. 비워 두면 Google을 사용합니다.",
    },
    "settings.gemini.baseUrl.pattern": {
        "en": "a URL that begins with http:// or https://, or nothing",
        "ko": "http:// 또는 https://로 시작하는 URL이나 빈 값",
    },
    "settings.gemini.service": {
        "en": "Which service answers: the Gemini API, or Vertex AI on Google Cloud.",
        "ko": "답할 서비스입니다. Gemini API 또는 Google Cloud의 Vertex AI를 고릅니다.",
    },
    "settings.gemini.project": {
        "en": "For Vertex AI: the Google Cloud project, which is reached with the application default credentials "
        "(gcloud auth application-default login). Empty: your key is used (express mode).",
        "ko": "Vertex AI용 Google Cloud 프로젝트입니다. 애플리케이션 기본 사용자 인증 정보(gcloud auth application-default login)로 "
        "접속합니다. 비워 두면 API 키를 씁니다(익스프레스 모드).",
    },
    "settings.gemini.project.pattern": {
        "en": "the ID of a Google Cloud project, or nothing",
        "ko": "Google Cloud 프로젝트 ID나 빈 값",
    },
    "settings.gemini.location": {
        "en": "For Vertex AI: the location, such as europe-west4.",
        "ko": "Vertex AI용 위치입니다(예: asia-northeast3).",
    },
    "settings.gemini.location.pattern": {
        "en": "the name of a location of Google Cloud",
        "ko": "Google Cloud 위치 이름",
    },
    "settings.gemini.maxRequestsPerDay": {
        "en": "How many requests a day (UTC) go to Gemini at most. `0`: no limit.",
        "ko": "하루(UTC)에 Gemini로 보내는 최대 요청 수입니다. `0`: 제한 없음.",
    },
    "settings.gemini.maxTokensPerDay": {
        "en": "How many tokens a day (UTC) Gemini may take at most, of prompts and answers together. `0`: no limit.",
        "ko": "하루(UTC)에 쓸 수 있는 최대 토큰 수입니다. 질문과 답변을 합쳐 셉니다. `0`: 제한 없음.",
    },
    "settings.gemini.maxRequestsPerWorkspace": {
        "en": "How many of these requests each workspace may make a day. `0`: as many as all together.",
        "ko": "그중 작업 영역 하나가 하루에 보낼 수 있는 요청 수입니다. `0`: 작업 영역별 제한 없음.",
    },
    "settings.gemini.maxTokensPerWorkspace": {
        "en": "How many of these tokens each workspace may take a day. `0`: as many as all together.",
        "ko": "그중 작업 영역 하나가 하루에 쓸 수 있는 토큰 수입니다. `0`: 작업 영역별 제한 없음.",
    },
    "settings.services": {
        "en": 'Which folder answers at a base URL, where it cannot be known from the code: `{{"http://localhost:9000": "ai_server"}}`.',
        "ko": '코드만으로 알 수 없을 때, 기본 URL에 응답하는 폴더를 적습니다: `{{"http://localhost:9000": "ai_server"}}`.',
    },
    "settings.exclude": {
        "en": "Files and folders that are not read, as in `.gitignore`: `legacy/`, `*.generated.ts`.",
        "ko": "읽지 않을 파일과 폴더를 `.gitignore` 형식으로 적습니다: `legacy/`, `*.generated.ts`.",
    },
    "settings.checks": {
        "en": 'How severe a finding is, by its code: `{{"no-route": "warning", "method-mismatch": "off"}}`.',
        "ko": '검사 코드별 심각도입니다: `{{"no-route": "warning", "method-mismatch": "off"}}`.',
    },
    "settings.server.path": {
        "en": "The Wirelens server that the editor starts: a command on your PATH or an absolute path.",
        "ko": "편집기가 실행할 Wirelens 서버입니다. PATH에 있는 명령이나 절대 경로를 적습니다.",
    },
    "settings.layer.user": {"en": "your own settings", "ko": "사용자 설정"},
    "settings.layer.workspace": {"en": "the workspace's settings", "ko": "작업 영역 설정"},
    "settings.layer.pyproject": {"en": "pyproject.toml", "ko": "pyproject.toml"},
    "settings.wrong": {
        "en": "`{setting}` in {layer} must be {expected}. The value is ignored.",
        "ko": "{layer}: `{setting}` 값이 올바르지 않아 무시합니다. 올바른 값: {expected}.",
    },
    "settings.user_only": {
        "en": "`{setting}` in {layer} is ignored: it counts only in your own settings.",
        "ko": "{layer}: `{setting}` 값을 무시합니다. 이 설정은 사용자 설정에서만 쓸 수 있습니다.",
    },
    "settings.commit.language": {
        "en": "Language of drafted commit messages. `auto` follows the repository's last commits.",
        "ko": "커밋 메시지 초안의 언어입니다. `auto`는 저장소의 최근 커밋을 따릅니다.",
    },
    "settings.unknown": {
        "en": "There is no setting `{setting}` ({layer}).",
        "ko": "{layer}: `{setting}` 설정은 없습니다.",
    },
    "settings.unknown_but_similar": {
        "en": "There is no setting `{setting}` ({layer}). Did you mean `{similar}`?",
        "ko": "{layer}: `{setting}` 설정은 없습니다. 혹시 `{similar}` 설정인가요?",
    },
    "settings.broken_file": {
        "en": "{file}, line {line}: this is not valid TOML. The settings in it are ignored.",
        "ko": "{file} {line}행: 올바른 TOML이 아닙니다. 이 파일의 설정을 무시합니다.",
    },
    "settings.unreadable_file": {
        "en": "{file} cannot be read. The settings in it are ignored.",
        "ko": "{file}: 읽을 수 없습니다. 이 파일의 설정을 무시합니다.",
    },
    "settings.expected.enum": {"en": "one of {values}", "ko": "{values} 중 하나"},
    "settings.expected.string": {"en": "a text", "ko": "문자열"},
    "settings.expected.integer": {"en": "a whole number", "ko": "정수"},
    "settings.expected.object": {"en": "a table of names and values", "ko": "이름과 값의 표"},
    "settings.expected.array": {"en": "a list", "ko": "목록"},
    "settings.expected.minimum": {"en": "{limit} or more", "ko": "{limit} 이상"},
    "settings.expected.minLength": {"en": "a text that is not empty", "ko": "비어 있지 않은 문자열"},
}
