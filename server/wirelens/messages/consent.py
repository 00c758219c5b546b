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
    "consent.nothing-at-position": {
        "en": "There is nothing of this kind to explain at this position.",
        "ko": "이 위치에는 설명할 대상이 없습니다.",
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
    # the command line
    "consent.help.files": {"en": "The files to explain.", "ko": "설명할 파일들입니다."},
    "consent.help.changed": {
        "en": "Explain every source file that differs from the last commit.",
        "ko": "마지막 커밋과 달라진 소스 파일을 모두 설명합니다.",
    },
    "consent.help.all": {
        "en": "Explain every file that talks to others. What is stored is not asked for again, so that the same command goes on.",
        "ko": "다른 쪽과 통신하는 파일을 모두 설명합니다. 저장된 설명은 다시 묻지 않으므로, 같은 명령으로 이어서 할 수 있습니다.",
    },
    "consent.help.dry-run": {
        "en": "Print exactly what would be sent, how much it is and what it would cost, and send nothing.",
        "ko": "보낼 내용을 그대로, 그 양과 비용과 함께 출력하고 아무것도 보내지 않습니다.",
    },
    "consent.shown": {
        "en": "Nothing was sent. This would be {kilobytes} kB, about {tokens} tokens. {price} Secrets taken out: {redacted}.",
        "ko": "아무것도 보내지 않았습니다. 보낼 양: {kilobytes}kB, 약 {tokens}토큰. {price} 지운 비밀 값: {redacted}.",
    },
    "consent.no-secrets": {"en": "none found", "ko": "찾은 것 없음"},
    "consent.summed-up": {
        "en": "Explained: {explained}. Stored before: {stored}. Failed: {failed}.",
        "ko": "설명함: {explained}개. 이미 저장됨: {stored}개. 실패: {failed}개.",
    },
    "consent.stopped": {
        "en": "Not asked any more about {count} file(s), which would fail in the same way. The same command goes on later.",
        "ko": "나머지 파일 {count}개는 같은 이유로 실패할 것이므로 묻지 않았습니다. 나중에 같은 명령으로 이어서 할 수 있습니다.",
    },
    "consent.interrupted": {
        "en": "Interrupted. What was explained so far is stored; the same command goes on.",
        "ko": "중단했습니다. 지금까지의 설명은 저장되었으며, 같은 명령으로 이어서 할 수 있습니다.",
    },
    "consent.nothing-changed": {
        "en": "Nothing to explain: no file that Wirelens reads differs from the last commit.",
        "ko": "설명할 파일이 없습니다. 마지막 커밋 뒤에 바뀐 소스 파일이 없습니다.",
    },
    "consent.nothing-talks": {
        "en": "Nothing to explain: no file here talks to others.",
        "ko": "설명할 파일이 없습니다. 다른 쪽과 통신하는 파일이 없습니다.",
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
