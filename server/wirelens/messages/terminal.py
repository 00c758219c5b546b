"""What the command line prints around the map and the reports, and its help."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # Help.
    "terminal.help": {
        "en": "See who talks to whom: the endpoints, calls and background tasks of a workspace, linked over services and languages.",
        "ko": "누가 누구와 통신하는지 봅니다. 작업 영역의 엔드포인트, 호출, 백그라운드 작업을 서비스와 언어를 넘어 연결합니다.",
    },
    "terminal.help.map": {
        "en": "Draw the services of a folder and the wires between them.",
        "ko": "폴더의 서비스와 그 사이의 연결을 그립니다.",
    },
    "terminal.help.check": {
        "en": "Name the broken wires of a folder. Exits with 1 if there are errors.",
        "ko": "폴더의 끊어진 연결을 알려 줍니다. 오류가 있으면 1로 끝납니다.",
    },
    "terminal.help.report": {
        "en": "Report on one file (its part, its structure, whom it talks to), or on the whole project.",
        "ko": "파일 하나의 역할, 구조, 통신 또는 프로젝트 전체를 보고합니다.",
    },
    "terminal.help.hover": {
        "en": "Show what an editor shows at a place: FILE:LINE:COLUMN, both counted from 1.",
        "ko": "편집기가 그 자리에 보여 주는 내용을 봅니다. FILE:LINE:COLUMN, 줄과 열은 1부터 셉니다.",
    },
    "terminal.help.folder": {"en": "The folder that holds the services.", "ko": "서비스들이 있는 폴더입니다."},
    "terminal.help.file": {"en": "The file to report on.", "ko": "보고할 파일입니다."},
    "terminal.help.place": {
        "en": "A place such as `frontend/src/App.jsx:105:45`.",
        "ko": "`frontend/src/App.jsx:105:45`와 같은 자리입니다.",
    },
    "terminal.help.format": {
        "en": "Words for people, JSON for programs, or a mermaid flowchart for documents.",
        "ko": "사람을 위한 글, 프로그램을 위한 JSON, 문서에 넣을 mermaid 순서도 중에서 고릅니다.",
    },
    "terminal.help.report-path": {
        "en": "The file to report on; with --project the folder, by default the current one.",
        "ko": "보고할 파일입니다. --project와 함께 쓰면 폴더이며, 없으면 현재 폴더입니다.",
    },
    "terminal.help.project": {
        "en": "Report on the whole system: services, concepts, wires, what is wrong.",
        "ko": "시스템 전체를 보고합니다: 서비스, 개념, 통신, 문제점.",
    },
    "terminal.help.report-format": {
        "en": "Words for the terminal, a Markdown page, or (with --project) JSON.",
        "ko": "터미널에 보일 글, Markdown 문서, 또는 (--project와 함께) JSON입니다.",
    },
    "terminal.help.language": {"en": "The language of the answer; auto: the terminal's.", "ko": "답의 언어입니다. auto: 터미널의 언어."},
    "terminal.help.root": {
        "en": "The folder that holds all services. Without it: the git repository around the file.",
        "ko": "모든 서비스가 있는 폴더입니다. 없으면 파일을 둘러싼 git 저장소입니다.",
    },
    "terminal.help.version": {"en": "Print the version.", "ko": "버전을 출력합니다."},
    # Bad input.
    "terminal.explain.nothing-named": {
        "en": "Name the files to explain, or say --changed or --all.",
        "ko": "설명할 파일을 적거나 --changed 또는 --all을 붙이세요.",
    },
    "terminal.no-folder": {"en": "There is no folder {path}.", "ko": "폴더가 없습니다: {path}"},
    "terminal.not-a-folder": {"en": "{path} is a file, not a folder.", "ko": "폴더가 아니라 파일입니다: {path}"},
    "terminal.no-file": {"en": "There is no file {path}.", "ko": "파일이 없습니다: {path}"},
    "terminal.not-a-file": {"en": "{path} is a folder, not a file.", "ko": "파일이 아니라 폴더입니다: {path}"},
    "terminal.report.no-path": {
        "en": "Name a file, or ask for the whole project with --project.",
        "ko": "파일을 지정하거나, --project로 프로젝트 전체를 요청하세요.",
    },
    "terminal.report.no-json": {
        "en": "JSON is for the whole project: add --project.",
        "ko": "JSON은 프로젝트 전체에만 있습니다. --project를 붙이세요.",
    },
    "terminal.outside": {"en": "{path} is not inside {root}.", "ko": "{root} 폴더 안에 없습니다: {path}"},
    "terminal.not-read": {
        "en": "{path} is not read: it is excluded, ignored by git, too large, or of a kind that Wirelens does not know.",
        "ko": "읽지 않는 파일입니다: {path} (제외되었거나, git이 무시하거나, 너무 크거나, 모르는 종류입니다)",
    },
    "terminal.not-a-place": {
        "en": "{text} is not a place. Write FILE:LINE:COLUMN, such as App.jsx:105:45.",
        "ko": "자리가 아닙니다: {text}. App.jsx:105:45처럼 FILE:LINE:COLUMN으로 쓰세요.",
    },
    "terminal.unknown-revision": {
        "en": "Git knows no revision {revision} here. Name a commit, a branch or a tag of the repository in {path}.",
        "ko": "git이 모르는 리비전입니다: {revision}. {path} 저장소의 커밋, 브랜치, 태그를 쓰세요.",
    },
    "terminal.staged-and-other": {
        "en": "With --staged the later state is what is staged; leave out {other}.",
        "ko": "--staged를 쓰면 이후 상태는 스테이징된 상태입니다. {other}: 빼고 다시 실행하세요.",
    },
    "terminal.no-repository": {
        "en": "{path} is in no repository that git reads. Run git init there, or name a folder of one.",
        "ko": "git이 읽는 저장소가 아닙니다: {path}. git init을 실행하거나 저장소의 폴더를 지정하세요.",
    },
    "terminal.bare-repository": {
        "en": "{path} is a bare repository: it has no files to work on.",
        "ko": "작업할 파일이 없는 bare 저장소입니다: {path}",
    },
    "terminal.unreadable": {"en": "{path} cannot be read: {reason}.", "ko": "읽을 수 없습니다: {path} ({reason})"},
    "terminal.no-wire": {"en": "There is no wire on line {line} of {path}.", "ko": "연결이 없는 줄입니다: {path} {line}행"},
    "terminal.no-wire-here": {
        "en": "There is no wire at this place; line {line} has one at column {columns}.",
        "ko": "이 자리에는 연결이 없습니다. {line}행의 연결: {columns}열",
    },
    # The map.
    "terminal.reading": {"en": "Reading {path}…", "ko": "읽는 중: {path}…"},
    "terminal.map.empty": {
        "en": "No services, endpoints or requests were found in {path}.",
        "ko": "서비스, 엔드포인트, 요청을 찾지 못했습니다: {path}",
    },
    "terminal.map.task": {"en": "task", "ko": "작업"},
    "terminal.map.installed": {"en": "installed package", "ko": "설치된 패키지"},
    "terminal.map.queued": {"en": "queued at {place}", "ko": "예약: {place}"},
    "terminal.map.repeated": {"en": "{count} {every}", "ko": "{count}개는 {every}"},
    "terminal.map.files.one": {"en": "1 file", "ko": "파일 1개"},
    "terminal.map.files.many": {"en": "{count} files", "ko": "파일 {count}개"},
    "terminal.map.skipped": {"en": "{count} too large to read", "ko": "너무 커서 읽지 않음 {count}개"},
    "terminal.map.endpoints.one": {"en": "1 endpoint", "ko": "엔드포인트 1개"},
    "terminal.map.endpoints.many": {"en": "{count} endpoints", "ko": "엔드포인트 {count}개"},
    "terminal.map.calls.one": {"en": "1 call", "ko": "호출 1개"},
    "terminal.map.calls.many": {"en": "{count} calls", "ko": "호출 {count}개"},
    "terminal.map.linked": {"en": "{count} linked", "ko": "연결 {count}"},
    "terminal.map.broken": {"en": "{count} broken", "ko": "끊어짐 {count}"},
    "terminal.map.external": {"en": "{count} external", "ko": "외부 {count}"},
    "terminal.map.unresolved": {"en": "{count} unresolved", "ko": "알 수 없음 {count}"},
    # Findings.
    "terminal.severity.error": {"en": "error", "ko": "오류"},
    "terminal.severity.warning": {"en": "warning", "ko": "경고"},
    "terminal.severity.information": {"en": "note", "ko": "정보"},
    "terminal.severity.hint": {"en": "hint", "ko": "힌트"},
    "terminal.check.fix": {"en": "fix: {fix}", "ko": "고치기: {fix}"},
    "terminal.check.clean": {"en": "No broken links were found.", "ko": "끊어진 연결을 찾지 못했습니다."},
    "terminal.check.errors.one": {"en": "1 error", "ko": "오류 1개"},
    "terminal.check.errors.many": {"en": "{count} errors", "ko": "오류 {count}개"},
    "terminal.check.warnings.one": {"en": "1 warning", "ko": "경고 1개"},
    "terminal.check.warnings.many": {"en": "{count} warnings", "ko": "경고 {count}개"},
    "terminal.check.others.one": {"en": "1 hint", "ko": "힌트 1개"},
    "terminal.check.others.many": {"en": "{count} hints", "ko": "힌트 {count}개"},
}
