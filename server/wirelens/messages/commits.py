"""Drafts of commit messages: English in the imperative, Korean ending in nouns, as both are usual."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "commits.help": {
        "en": "Print a commit message drafted from what is staged: contract changes first. Nothing leaves this machine.",
        "ko": "스테이징된 변경에서 커밋 메시지 초안을 만들어 출력합니다. 계약 변경이 먼저 나옵니다. 아무것도 외부로 보내지 않습니다.",
    },
    "commits.help.language": {
        "en": "The language of the message; auto: the setting, else that of the last commits.",
        "ko": "메시지의 언어입니다. auto면 설정, 없으면 최근 커밋의 언어를 따릅니다.",
    },
    "commits.label": {"en": "Draft of Wirelens: {subject}", "ko": "Wirelens 초안: {subject}"},
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
