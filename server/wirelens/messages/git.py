"""Git at hand: its state and its acts, and why it refused one."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "git.help": {
        "en": "See the state of the repository; stage, commit and push.",
        "ko": "저장소 상태를 보고, 스테이징하고, 커밋하고, 푸시합니다.",
    },
    "git.help.status": {"en": "Show branch, upstream and changed files.", "ko": "브랜치, 업스트림, 변경된 파일을 보여 줍니다."},
    "git.help.stage": {"en": "Stage files as they are on the disk.", "ko": "파일을 디스크에 있는 그대로 스테이징합니다."},
    "git.help.unstage": {
        "en": "Take files out of the index; the disk is left alone.",
        "ko": "파일을 스테이징에서 뺍니다. 디스크는 그대로입니다.",
    },
    "git.help.commit": {
        "en": "Commit what is staged, with the repository's hooks.",
        "ko": "스테이징된 것을 저장소의 훅과 함께 커밋합니다.",
    },
    "git.help.push": {
        "en": "Push the current branch to its upstream, after a question; never by force.",
        "ko": "현재 브랜치를 물어본 뒤 업스트림으로 푸시합니다. 강제로 하지 않습니다.",
    },
    "git.help.root": {"en": "A folder of the repository.", "ko": "저장소의 폴더입니다."},
    "git.help.files": {
        "en": "Files, as git would be told of them from that folder; no patterns.",
        "ko": "그 폴더에서 본 파일 경로입니다. 패턴이 아닙니다.",
    },
    "git.help.message": {"en": "The commit's message.", "ko": "커밋 메시지입니다."},
    "git.help.yes": {"en": "Do not ask.", "ko": "묻지 않습니다."},
    "git.detached": {"en": "detached HEAD", "ko": "분리된 HEAD"},
    "git.unborn": {"en": "(no commit yet)", "ko": "(아직 커밋 없음)"},
    "git.clean": {"en": "Nothing changed.", "ko": "변경된 파일이 없습니다."},
    "git.conflicted": {"en": "In conflict", "ko": "충돌"},
    "git.staged": {"en": "Staged", "ko": "스테이징됨"},
    "git.unstaged": {"en": "Changed", "ko": "변경됨"},
    "git.untracked": {"en": "Untracked", "ko": "추적하지 않음"},
    "git.committed": {"en": "Committed {commit}: {subject}", "ko": "커밋함 {commit}: {subject}"},
    "git.push-question": {
        "en": "Push {source} to {branch} at {remote} ({url})?",
        "ko": "{source} 브랜치를 {remote} ({url})의 {branch}에 푸시할까요?",
    },
    "git.push-yes": {"en": "Push", "ko": "푸시"},
    "git.push-no": {"en": "Cancel", "ko": "취소"},
    "git.committing": {"en": "Committing", "ko": "커밋하는 중"},
    "git.pushing": {"en": "Pushing to {remote}", "ko": "푸시하는 중: {remote}"},
    "git.file-staged": {"en": "Staged {file}", "ko": "스테이징함: {file}"},
    "git.staged-without-edits": {
        "en": "Staged {file} as it is on the disk, without the changes that are not saved.",
        "ko": "디스크에 있는 그대로 스테이징했습니다. 저장하지 않은 변경은 들어가지 않았습니다: {file}",
    },
    "git.file-unstaged": {"en": "Unstaged {file}", "ko": "스테이징에서 뺌: {file}"},
    "git.untrusted": {
        "en": "Git is left alone in a workspace that is not trusted.",
        "ko": "신뢰하지 않는 작업 영역에서는 git을 실행하지 않습니다.",
    },
    "git.no-repository": {"en": "{file} is in no repository that git reads.", "ko": "git이 읽는 저장소에 없습니다: {file}"},
    "git.pushed": {"en": "Pushed {source} to {branch} at {remote}.", "ko": "푸시했습니다: {source} → {remote}의 {branch}"},
    "git.hover.new": {"en": "Git: new since HEAD", "ko": "Git: HEAD 이후 새로 씀"},
    "git.hover.last": {
        "en": "Git: last commit {commit}, {date}, {author}: {subject}",
        "ko": "Git: 마지막 커밋 {commit}, {date}, {author}: {subject}",
    },
    "git.hover.edited": {
        "en": "Git: changed since HEAD; last commit {commit}, {date}, {author}: {subject}",
        "ko": "Git: HEAD 이후 변경됨, 마지막 커밋 {commit}, {date}, {author}: {subject}",
    },
    "git.refused.no-git": {"en": "Git is not installed, or not in PATH.", "ko": "git이 설치되어 있지 않거나 PATH에 없습니다."},
    "git.refused.locked": {
        "en": "Another git process is at work in this repository. If there is none, delete the lock file that it left: {text}",
        "ko": "이 저장소에서 다른 git이 실행 중입니다. 없다면 남은 잠금 파일을 지우세요: {text}",
    },
    "git.refused.no-identity": {
        "en": "Git does not know who commits. Run: git config --global user.name NAME, and user.email ADDRESS.",
        "ko": "git이 커밋하는 사람을 모릅니다. git config --global user.name 이름, user.email 주소를 실행하세요.",
    },
    "git.refused.nothing-staged": {
        "en": "Nothing is staged. Stage a file first.",
        "ko": "스테이징된 것이 없습니다. 먼저 파일을 스테이징하세요.",
    },
    "git.refused.no-message": {"en": "A commit needs a message.", "ko": "커밋에는 메시지가 필요합니다."},
    "git.refused.conflicts": {
        "en": "Files are in conflict. Solve the conflicts and stage the files first.",
        "ko": "충돌한 파일이 있습니다. 먼저 충돌을 해결하고 스테이징하세요.",
    },
    "git.refused.rejected": {
        "en": "The remote has commits that are not here. Pull first; nothing was overwritten.",
        "ko": "원격에 여기 없는 커밋이 있습니다. 먼저 pull 하세요. 덮어쓴 것은 없습니다.",
    },
    "git.refused.forbidden": {"en": "The remote forbids the push: {text}", "ko": "원격이 푸시를 거부했습니다: {text}"},
    "git.refused.unborn": {
        "en": "There is nothing to push: {branch} has no commit yet.",
        "ko": "푸시할 것이 없습니다. 아직 커밋이 없는 브랜치입니다: {branch}",
    },
    "git.refused.credentials": {
        "en": "The remote asks for credentials that git does not have. Push once in a terminal, or set up a credential helper.",
        "ko": "원격이 git에 없는 인증 정보를 요구합니다. 터미널에서 한 번 푸시하거나 인증 도우미를 설정하세요.",
    },
    "git.refused.unreachable": {"en": "The remote cannot be reached.", "ko": "원격에 연결할 수 없습니다."},
    "git.refused.detached": {
        "en": "HEAD is on no branch. Switch to a branch to push it.",
        "ko": "HEAD가 브랜치에 있지 않습니다. 푸시할 브랜치로 전환하세요.",
    },
    "git.refused.no-upstream": {
        "en": "Nothing says where {branch} is pushed to. Push once with: git push --set-upstream REMOTE {branch}",
        "ko": "{branch} 브랜치를 어디로 푸시할지 모릅니다. 한 번 실행하세요: git push --set-upstream REMOTE {branch}",
    },
    "git.refused.too-long": {
        "en": "Git did not end within {seconds} s and was stopped.",
        "ko": "git이 {seconds}초 안에 끝나지 않아 멈추었습니다.",
    },
    "git.refused.hook": {"en": "The commit was refused: {text}", "ko": "커밋이 거부되었습니다: {text}"},
    "git.refused.unknown": {"en": "Git refused: {text}", "ko": "git이 거부했습니다: {text}"},
}
