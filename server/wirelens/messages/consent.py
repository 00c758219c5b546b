"""What a person is asked and told before anything is sent to Gemini."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # which files are never sent
    "consent.elsewhere": {
        "en": "{file} lies outside of this workspace and is not sent.",
        "ko": "이 작업 영역 밖의 파일이라 보내지 않습니다: {file}",
    },
    "consent.excluded": {
        "en": "{file} is not sent: {by} excludes it.",
        "ko": "제외 대상 파일이라 보내지 않습니다: {file} (제외 규칙: {by})",
    },
    "consent.ignored": {
        "en": "{file} is not sent: git ignores it.",
        "ko": "git이 무시하는 파일이라 보내지 않습니다: {file}",
    },
}
