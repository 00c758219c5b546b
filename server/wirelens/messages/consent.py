"""What a person is asked and told before anything is sent to Gemini."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # the question
    "consent.question": {
        "en": "Explain with Gemini? The code in question and what Wirelens found about it, without the secrets found in it, go to {host}: "
        "this time from {files} file(s), {kilobytes} kB, about {tokens} tokens (model {model}, key from {variable}). {price} "
        "The answer holds for this workspace.",
        "ko": "Gemini에게 설명을 요청할까요? 해당 코드와 Wirelens가 찾은 사실을, 비밀 값을 지우고 보냅니다. 받는 곳: {host}. "
        "이번에 보내는 양: 파일 {files}개, {kilobytes}kB, 약 {tokens}토큰(모델 {model}, 키 출처 {variable}). {price} "
        "이 답은 이 작업 영역에 적용됩니다.",
    },
    "consent.unasked": {
        "en": "Nothing was sent: you were not asked yet whether code of this workspace may go to {host}.",
        "ko": "아무것도 보내지 않았습니다. 이 작업 영역의 코드를 보내도 되는지 아직 묻지 않았습니다(받는 곳: {host}).",
    },
    "consent.price": {
        "en": "Order of cost: {dollars} US dollars, by Google's list prices of {as_of}.",
        "ko": "대략적인 비용: {dollars}달러 ({as_of} 기준 Google 정가).",
    },
    "consent.price-unknown": {
        "en": "Wirelens does not know what the model {model} costs.",
        "ko": "비용을 알 수 없는 모델입니다: {model}.",
    },
    "consent.price-elsewhere": {
        "en": "What it costs is up to {host}.",
        "ko": "비용은 받는 곳이 정합니다({host}).",
    },
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
