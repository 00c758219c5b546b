"""What `wirelens doctor` finds."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "doctor.help": {
        "en": "Check the set-up: programs, workspace, settings, Gemini's key and cache.",
        "ko": "설치 상태를 점검합니다: 프로그램, 작업 영역, 설정, Gemini 키, 캐시.",
    },
    "doctor.help-path": {"en": "The workspace to look at.", "ko": "살펴볼 작업 영역입니다."},
    "doctor.programs": {"en": "Programs", "ko": "프로그램"},
    "doctor.program": {"en": "{name} {version}", "ko": "{name} {version}"},
    "doctor.program-missing": {
        "en": "{name} is missing: install Wirelens again",
        "ko": "{name}: 설치되어 있지 않습니다. Wirelens를 다시 설치하세요",
    },
    "doctor.git-missing": {
        "en": "git is missing: branch and changes are not shown",
        "ko": "git이 없어 브랜치와 변경 사항을 표시하지 않습니다",
    },
    "doctor.workspace": {"en": "Workspace", "ko": "작업 영역"},
    "doctor.path": {"en": "{path}", "ko": "{path}"},
    "doctor.unreadable": {"en": "{path} cannot be read ({reason})", "ko": "{path}: 읽을 수 없습니다 ({reason})"},
    "doctor.files": {"en": "files read: {count}", "ko": "읽은 파일: {count}개"},
    "doctor.no-files": {
        "en": "no source files here: is this the right folder?",
        "ko": "소스 파일이 없습니다. 폴더가 맞는지 확인하세요",
    },
    "doctor.skipped": {"en": "left out, larger than {limit} MB: {files}", "ko": "{limit}MB보다 커서 제외: {files}"},
    "doctor.problems": {"en": "not understood in full: {files}", "ko": "일부를 이해하지 못함: {files}"},
    "doctor.services": {"en": "Services", "ko": "서비스"},
    "doctor.service": {"en": "{name}: {kinds}", "ko": "{name}: {kinds}"},
    "doctor.no-services": {"en": "none found", "ko": "찾지 못했습니다"},
    "doctor.links": {
        "en": "endpoints: {endpoints} · calls: {calls}, linked: {linked}",
        "ko": "엔드포인트: {endpoints}개 · 호출: {calls}개, 연결됨: {linked}개",
    },
    "doctor.git": {"en": "Git", "ko": "Git"},
    "doctor.no-repository": {"en": "not in a repository", "ko": "저장소가 아님"},
    "doctor.refused-repository": {
        "en": "git does not read {path}: it is damaged, another user's, or git is missing",
        "ko": "{path}: 읽을 수 없습니다. 손상되었거나, 다른 사용자의 것이거나, git이 없습니다",
    },
    "doctor.branch": {"en": "branch {branch}", "ko": "브랜치 {branch}"},
    "doctor.detached": {"en": "no branch, at commit {commit}", "ko": "브랜치 없음, 커밋 {commit}"},
    "doctor.unborn": {"en": "no commit yet", "ko": "아직 커밋 없음"},
    "doctor.no-upstream": {"en": "no upstream", "ko": "업스트림 없음"},
    "doctor.level": {"en": "{upstream}: level", "ko": "{upstream}: 같은 위치"},
    "doctor.apart": {"en": "{upstream}: {ahead} ahead, {behind} behind", "ko": "{upstream}: {ahead}개 앞섬, {behind}개 뒤처짐"},
    "doctor.upstream-gone": {"en": "{upstream}: gone", "ko": "{upstream}: 사라짐"},
    "doctor.unchanged": {"en": "nothing changed", "ko": "변경 없음"},
    "doctor.changed": {"en": "changed files: {count}", "ko": "변경된 파일: {count}개"},
    "doctor.settings": {"en": "Settings", "ko": "설정"},
    "doctor.setting": {"en": "{key} = {value} ({sources})", "ko": "{key} = {value} ({sources})"},
    "doctor.two-sources": {"en": "{stronger}, then {weaker}", "ko": "{stronger}, {weaker}"},
    "doctor.defaults": {"en": "all at their defaults", "ko": "모두 기본값"},
    "doctor.other-defaults": {"en": "all others at their defaults", "ko": "나머지는 모두 기본값"},
    "doctor.user-file": {"en": "your own: {path}", "ko": "사용자 설정 파일: {path}"},
    "doctor.user-file-missing": {"en": "your own: {path} (not there)", "ko": "사용자 설정 파일: {path} (없음)"},
    "doctor.gemini": {"en": "Gemini", "ko": "Gemini"},
    "doctor.key": {"en": "key found in {variable}", "ko": "키: {variable}에 있음"},
    "doctor.cloud": {
        "en": "application default credentials, which are looked for when they are needed, for the project {project}",
        "ko": "애플리케이션 기본 사용자 인증 정보(필요할 때 확인), 프로젝트 {project}",
    },
    "doctor.no-key": {
        "en": "no key: get one at {url} and set {variable}; everything but explanations works without it",
        "ko": "키가 없습니다. {url} 에서 발급받아 {variable}에 설정하세요. 설명 외의 기능은 키 없이 동작합니다",
    },
    "doctor.model": {"en": "{model} at {host}", "ko": "{model}, {host}"},
    "doctor.gemini-off": {"en": "switched off (gemini.enabled)", "ko": "꺼져 있음 (gemini.enabled)"},
    "doctor.gemini-on": {"en": "may be asked (gemini.enabled)", "ko": "사용 허용 (gemini.enabled)"},
    "doctor.consent-open": {
        "en": "you will be asked before this workspace's files are sent",
        "ko": "이 작업 영역의 파일을 보내기 전에 동의를 구합니다",
    },
    "doctor.consent-given": {
        "en": "you agreed to send this workspace's files",
        "ko": "이 작업 영역의 파일 전송에 동의함",
    },
    "doctor.consent-denied": {
        "en": "you declined to send this workspace's files",
        "ko": "이 작업 영역의 파일 전송을 거부함",
    },
    "doctor.cache": {"en": "Cache", "ko": "캐시"},
    "doctor.writable": {"en": "{path} can be written", "ko": "{path}: 쓰기 가능"},
    "doctor.not-writable": {
        "en": "{path} cannot be written: explanations are not kept",
        "ko": "{path}: 쓸 수 없어 설명을 저장하지 않습니다",
    },
}
