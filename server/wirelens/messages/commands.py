"""What commands do (the server's) and what they are called (the palette's)."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "commands.explain": {
        "en": "Asks Gemini to explain the file, in the background, and answers the job's number.",
        "ko": "Gemini에 파일 설명을 요청합니다. 백그라운드에서 실행되며 작업 번호를 돌려줍니다.",
    },
    "commands.explainFunction": {
        "en": "Asks Gemini to explain the function around the position and answers the job's id.",
        "ko": "해당 위치의 함수 설명을 Gemini에 요청하고 작업 ID를 돌려줍니다.",
    },
    "commands.explainEndpoint": {
        "en": "Asks Gemini to explain the endpoint at the position with everyone it talks to, and answers the job's id.",
        "ko": "해당 위치의 엔드포인트와 그 상대 쪽의 설명을 Gemini에 요청하고 작업 ID를 돌려줍니다.",
    },
    "commands.explainFlow": {
        "en": "Asks Gemini to explain the flow through the position, from client to poll, and answers the job's id.",
        "ko": "해당 위치를 지나는 흐름(클라이언트부터 폴링까지)의 설명을 Gemini에 요청하고 작업 ID를 돌려줍니다.",
    },
    "commands.explainChanged": {
        "en": "Asks Gemini to explain every file of the document's folder that changed since the last commit, and answers the jobs' ids.",
        "ko": "문서가 속한 폴더에서 마지막 커밋 뒤에 바뀐 모든 파일의 설명을 Gemini에 요청하고 작업 ID들을 돌려줍니다.",
    },
    "commands.showPrompt": {
        "en": "Opens exactly what Gemini would be asked about the file, or about what is at the position "
        "(`function`, `endpoint` or `flow`), with its size and order of cost. Sends nothing, and needs no key.",
        "ko": "파일이나 해당 위치의 대상(`function`, `endpoint`, `flow`)에 대해 Gemini에 보낼 내용을 그대로, "
        "양과 대략적인 비용과 함께 엽니다. 아무것도 보내지 않으며 키도 필요 없습니다.",
    },
    "commands.explanations": {
        "en": "Opens the list of what was explained: what it is about, whether it still holds, which model said it and when.",
        "ko": "저장된 설명의 목록을 엽니다. 무엇을 설명했는지, 아직 유효한지, 어떤 모델이 언제 답했는지 나옵니다.",
    },
    "commands.cancel": {
        "en": "Ends a job and closes its connection.",
        "ko": "작업을 끝내고 연결을 닫습니다.",
    },
    "commands.report": {
        "en": "Writes the report of the file into the cache folder and opens it.",
        "ko": "파일 보고서를 캐시 폴더에 쓰고 엽니다.",
    },
    "commands.projectReport": {
        "en": "Writes the report of the whole workspace, its services and who sends what to whom, into the cache folder and opens it.",
        "ko": "작업 영역 전체 보고서(서비스, 서로 주고받는 것)를 캐시 폴더에 쓰고 엽니다.",
    },
    "commands.showExplanation": {
        "en": "Opens the report with Gemini's explanation of the file.",
        "ko": "Gemini의 설명이 담긴 파일 보고서를 엽니다.",
    },
    "commands.draftCommit": {
        "en": "Answers a commit message drafted from what is staged in the repository of the file or folder.",
        "ko": "파일이나 폴더의 저장소에서 스테이징된 변경으로 만든 커밋 메시지 초안을 돌려줍니다.",
    },
    "commands.draftCommitByGemini": {
        "en": "The same, written by Gemini from that draft and the staged diff. In the buffer that git opens for a message "
        "(`COMMIT_EDITMSG`) it puts the message there, and answers nothing.",
        "ko": "같은 초안과 스테이징된 diff로 Gemini가 작성한 메시지를 돌려줍니다. git이 메시지를 쓰라고 여는 버퍼(`COMMIT_EDITMSG`)에서는 "
        "메시지를 그 자리에 넣고 아무것도 돌려주지 않습니다.",
    },
    "commands.draftCommitMessage": {"en": "Git: Draft Commit Message", "ko": "Git: 커밋 메시지 초안"},
    "commands.draftCommitMessageByGemini": {"en": "Git: Draft Commit Message with Gemini", "ko": "Git: Gemini로 커밋 메시지 초안"},
    "commands.callers": {
        "en": "Leads to the callers of the handler at the position; asks which, if there are several.",
        "ko": "해당 위치의 핸들러를 호출하는 곳으로 이동합니다. 여러 곳이면 고르게 합니다.",
    },
    "commands.brokenCallers": {
        "en": "From a changed route to the calls that it breaks since HEAD.",
        "ko": "변경된 라우트에서 HEAD 이후 깨진 호출로 이동합니다.",
    },
    "commands.copyAsCurl": {
        "en": "Answers the request at the position as a `curl` command; VS Code puts it on the clipboard, other editors are shown it.",
        "ko": "해당 위치의 요청을 `curl` 명령으로 돌려줍니다. VS Code는 클립보드에 넣고, 다른 편집기에는 보여 줍니다.",
    },
    "commands.openDocs": {
        "en": "Opens the page on which the FastAPI server of the endpoint at the position documents itself, on this machine only.",
        "ko": "해당 위치의 엔드포인트가 속한 FastAPI 서버의 문서 페이지를 엽니다. 이 컴퓨터의 서버만 엽니다.",
    },
    "commands.gitStage": {
        "en": "Stages the file as it is on the disk.",
        "ko": "파일을 디스크에 있는 그대로 스테이징합니다.",
    },
    "commands.gitUnstage": {
        "en": "Takes the file out of the index; the disk is left alone.",
        "ko": "파일을 스테이징에서 뺍니다. 디스크는 그대로입니다.",
    },
    "commands.gitCommit": {
        "en": "Commits what is staged in the repository of the file or folder, with its hooks.",
        "ko": "파일이나 폴더가 속한 저장소에서 스테이징된 것을 훅과 함께 커밋합니다.",
    },
    "commands.gitPush": {
        "en": "Pushes the current branch of that repository, after a question that names remote and branch; never by force.",
        "ko": "그 저장소의 현재 브랜치를 푸시합니다. 먼저 원격과 브랜치를 보여 주고 물어봅니다. 강제로 하지 않습니다.",
    },
    "commands.stageFile": {"en": "Git: Stage This File", "ko": "Git: 이 파일 스테이징"},
    "commands.unstageFile": {"en": "Git: Unstage This File", "ko": "Git: 이 파일 스테이징 취소"},
    "commands.commitStaged": {"en": "Git: Commit What Is Staged", "ko": "Git: 스테이징된 것 커밋"},
    "commands.pushBranch": {"en": "Git: Push", "ko": "Git: 푸시"},
    "commands.copyCurl": {"en": "Copy Request as curl", "ko": "요청을 curl로 복사"},
    "commands.openServerDocs": {"en": "Open the Server's Own Docs", "ko": "서버 자체 문서 열기"},
    "commands.explainFile": {"en": "Explain This File", "ko": "이 파일 설명하기"},
    "commands.explainThisFunction": {"en": "Explain This Function", "ko": "이 함수 설명하기"},
    "commands.explainThisEndpoint": {
        "en": "Explain This Endpoint and Everyone It Talks To",
        "ko": "이 엔드포인트와 상대 쪽 설명하기",
    },
    "commands.explainThisFlow": {"en": "Explain This Flow", "ko": "이 흐름 설명하기"},
    "commands.explainChangedFiles": {"en": "Explain Every Changed File", "ko": "바뀐 파일 모두 설명하기"},
    "commands.showWhatWouldBeSent": {"en": "Show What Would Be Sent to Gemini", "ko": "Gemini에 보낼 내용 보기"},
    "commands.listExplanations": {"en": "List Explanations", "ko": "설명 목록 보기"},
    "commands.showReport": {"en": "Report on This File", "ko": "이 파일 보고서"},
    "commands.showProjectReport": {"en": "Report on the Project", "ko": "프로젝트 보고서"},
    "commands.setKey": {"en": "Set Gemini API Key", "ko": "Gemini API 키 저장"},
    "commands.removeKey": {"en": "Remove Gemini API Key", "ko": "Gemini API 키 삭제"},
    "commands.restart": {"en": "Restart Server", "ko": "서버 다시 시작"},
    "commands.showOutput": {"en": "Show Output", "ko": "출력 보기"},
}
