"""Drafts of commit messages: English in the imperative, Korean ending in nouns, as both are usual."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "commits.help": {
        "en": "Print a commit message drafted from what is staged: contract changes first. Without --gemini nothing leaves this machine.",
        "ko": "스테이징된 변경에서 커밋 메시지 초안을 만들어 출력합니다. 계약 변경이 먼저 나옵니다. "
        "--gemini 없이는 아무것도 외부로 보내지 않습니다.",
    },
    "commits.help.language": {
        "en": "The language of the message; auto: the setting, else that of the last commits.",
        "ko": "메시지의 언어입니다. auto면 설정, 없으면 최근 커밋의 언어를 따릅니다.",
    },
    "commits.help.gemini": {
        "en": "Have Gemini write it, from the draft and the staged diff without the secrets found in it.",
        "ko": "초안과 스테이징된 diff(발견된 비밀 값은 제외)로 Gemini가 작성하게 합니다.",
    },
    "commits.help.yes": {"en": "Agree, for this time, that the diff is sent.", "ko": "이번에 diff를 보내는 데 동의합니다."},
    "commits.help.dry-run": {
        "en": "Print exactly what Gemini would be sent, how much it is and what it would cost, and send nothing.",
        "ko": "Gemini에 보낼 내용을 그대로, 그 양과 비용과 함께 출력하고 아무것도 보내지 않습니다.",
    },
    "commits.question": {
        "en": "Have Gemini write the commit message? The staged diff of {files} file(s), without the secrets found in it, goes to {host}: "
        "{kilobytes} kB, about {tokens} tokens (model {model}, key from {variable}). {price} "
        "The answer holds for all that you ask Gemini about {folder}.",
        "ko": "Gemini에게 커밋 메시지를 맡길까요? 파일 {files}개의 스테이징된 diff를, 발견된 비밀 값을 지우고 보냅니다. 받는 곳: {host}. "
        "보내는 양: {kilobytes}kB, 약 {tokens}토큰(모델 {model}, 키 출처 {variable}). {price} "
        "이 답은 다음 폴더에 대한 모든 Gemini 요청에 적용됩니다: {folder}",
    },
    "commits.asking": {"en": "Asking Gemini for a commit message", "ko": "Gemini에 커밋 메시지를 요청하는 중"},
    "commits.already-asking": {
        "en": "Gemini is writing a message for this repository already.",
        "ko": "Gemini가 이 저장소의 메시지를 이미 쓰고 있습니다.",
    },
    "commits.gemini-action": {"en": "Have Gemini write this message", "ko": "Gemini에게 이 메시지 맡기기"},
    "commits.by-gemini": {
        "en": "Written by Gemini ({model}); read it before you use it.",
        "ko": "Gemini({model})가 작성했습니다. 쓰기 전에 읽어 보세요.",
    },
    "commits.nothing-to-send": {
        "en": "None of the staged files is ever sent to Gemini.",
        "ko": "스테이징된 파일 중 Gemini로 보낼 수 있는 것이 없습니다.",
    },
    "commits.detail": {"en": "Wirelens, from what is staged", "ko": "Wirelens, 스테이징된 변경에서"},
    "commits.nothing-staged": {
        "en": "Nothing is staged, so there is nothing to draft from.",
        "ko": "스테이징된 것이 없어 초안을 만들 수 없습니다.",
    },
    "commits.add": {"en": "Add {what}", "ko": "{what} 추가"},
    "commits.remove": {"en": "Remove {what}", "ko": "{what} 삭제"},
    "commits.update": {"en": "Update {what}", "ko": "{what} 수정"},
    "commits.rename": {"en": "Rename {before} to {now}", "ko": "{before} → {now} 이름 변경"},
    "commits.change": {"en": "Change {before} to {now}", "ko": "{before} → {now} 변경"},
    "commits.move": {"en": "Move {what} to {place}", "ko": "{what} 이동: {place}"},
    "commits.bump": {"en": "Bump {name} from {before} to {now}", "ko": "{name} {before} → {now} 업데이트"},
    "commits.endpoint": {"en": "an endpoint", "ko": "엔드포인트"},
    "commits.endpoints": {"en": "{count} endpoints", "ko": "엔드포인트 {count}개"},
    "commits.endpoints-under": {"en": "{count} endpoints under {path}", "ko": "{path} 아래 엔드포인트 {count}개"},
    "commits.dependencies": {"en": "{count} dependencies", "ko": "의존성 {count}개"},
    "commits.dependency": {"en": "dependency {name}", "ko": "의존성 {name}"},
    "commits.lock": {"en": "lock files", "ko": "잠금 파일"},
    "commits.in": {"en": "{what} in {place}", "ko": "{place}: {what}"},
    "commits.files": {"en": "{count} files", "ko": "파일 {count}개"},
    "commits.files-in": {"en": "{count} files in {place}", "ko": "{place} 파일 {count}개"},
    "commits.tests": {"en": "tests in {place}", "ko": "{place} 테스트"},
    "commits.and": {"en": "{some} and {last}", "ko": "{some}, {last}"},
    "commits.more": {"en": "{some} and {count} more", "ko": "{some} 외 {count}개"},
    "commits.breaks": {"en": "{place} still asks for {asked}", "ko": "{place}: 여전히 {asked} 요청"},
    "commits.more-bullets": {"en": "and {count} more", "ko": "그 밖의 변경 {count}건"},
}
