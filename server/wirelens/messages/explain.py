"""What is said about Gemini: consent, jobs, failures, and the store of its answers."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # the command line
    "explain.help": {
        "en": "Ask Gemini to explain files. Needs a key, and asks before anything is sent.",
        "ko": "파일의 설명을 Gemini에 요청합니다. 키가 필요하며, 보내기 전에 먼저 묻습니다.",
    },
    "explain.help.yes": {"en": "Agree to send the files to Gemini, this time.", "ko": "이번에 한해 파일을 Gemini에 보내는 데 동의합니다."},
    # whether Gemini may be asked
    "explain.confirm": {"en": "Send it?", "ko": "보낼까요?"},
    "explain.say-yes": {
        "en": "There is no terminal to answer on. To agree, add --yes.",
        "ko": "답을 입력할 터미널이 없습니다. 동의하려면 --yes를 붙이세요.",
    },
    "explain.declined": {
        "en": 'You declined Gemini for this workspace. To use it all the same, set "wirelens.gemini.enabled" to "on".',
        "ko": '이 작업 영역에서는 Gemini를 쓰지 않기로 하셨습니다. 다시 쓰려면 "wirelens.gemini.enabled" 설정을 "on"으로 바꾸세요.',
    },
    "explain.off": {
        "en": 'Gemini is switched off. To use it, set "wirelens.gemini.enabled" to "ask" or "on".',
        "ko": 'Gemini가 꺼져 있습니다. 쓰려면 "wirelens.gemini.enabled" 설정을 "ask"나 "on"으로 바꾸세요.',
    },
    "explain.untrusted": {
        "en": "This workspace is not trusted: nothing of it is sent to Gemini.",
        "ko": "신뢰하지 않는 작업 영역입니다. Gemini에 아무것도 보내지 않습니다.",
    },
    "explain.no-key": {
        "en": "Explaining needs a Gemini API key, everything else works without. Get one at https://aistudio.google.com/apikey "
        "and put it into the environment variable GEMINI_API_KEY.",
        "ko": "설명에는 Gemini API 키가 필요합니다. 다른 기능은 키 없이 모두 동작합니다. https://aistudio.google.com/apikey 에서 "
        "키를 받아 환경 변수 GEMINI_API_KEY에 넣으세요.",
    },
    "explain.insecure-url": {
        "en": 'The key would travel to {host} unencrypted. Use an https address in "wirelens.gemini.baseUrl".',
        "ko": '키가 암호화되지 않은 채 전송됩니다(받는 곳: {host}). "wirelens.gemini.baseUrl" 설정에 https 주소를 쓰세요.',
    },
    "explain.secret-file": {
        "en": "{file} is a file for secrets and is never sent.",
        "ko": "비밀 값을 담는 파일이라 보내지 않습니다: {file}",
    },
    "explain.nothing-there": {
        "en": "The map has nothing to explain there now: {file} {name}",
        "ko": "지금 그 위치에는 설명할 코드가 없습니다: {file} {name}",
    },
    "explain.too-long": {
        "en": "{file} is too long to be explained: {characters} characters, at most {limit}.",
        "ko": "파일이 너무 길어 설명할 수 없습니다: {file} ({characters}자, 최대 {limit}자)",
    },
    # how far a job is
    "explain.stage.queued": {"en": "Waiting for its turn", "ko": "차례를 기다리는 중"},
    "explain.stage.preparing": {"en": "Preparing", "ko": "준비하는 중"},
    "explain.stage.sent": {"en": "Sent, Gemini is reading", "ko": "보냈습니다. Gemini가 읽는 중"},
    "explain.stage.answering": {"en": "Gemini is answering: {characters} characters", "ko": "Gemini가 답하는 중: {characters}자"},
    "explain.stage.stored": {"en": "Done", "ko": "완료"},
    # why Gemini is asked again
    "explain.pause": {
        "en": "{reason} Asking again in {seconds} s (attempt {attempt}).",
        "ko": "{reason} {seconds}초 뒤에 다시 요청합니다({attempt}번째 시도).",
    },
    "explain.pause.rate-limited": {"en": "Too many requests for now.", "ko": "지금은 요청이 너무 많습니다."},
    "explain.pause.overloaded": {"en": "The model is overloaded.", "ko": "모델에 요청이 몰려 있습니다."},
    "explain.pause.server-error": {"en": "Gemini had an error of its own.", "ko": "Gemini 쪽에서 오류가 났습니다."},
    "explain.pause.reset": {"en": "The connection was lost.", "ko": "연결이 끊어졌습니다."},
    "explain.cancelled": {"en": "Cancelled; nothing was stored.", "ko": "취소했습니다. 저장한 것은 없습니다."},
    # what Gemini refused
    "explain.wrong-key": {
        "en": "Gemini does not accept the key in {variable}. Check it at https://aistudio.google.com/apikey.",
        "ko": "Gemini가 키를 받아들이지 않습니다(환경 변수 {variable}). https://aistudio.google.com/apikey 에서 확인하세요.",
    },
    "explain.forbidden": {
        "en": "The key in {variable} may not use the model {model}. Check its restrictions, and whether Gemini is offered in your region.",
        "ko": "이 키로는 쓸 수 없는 모델입니다(환경 변수 {variable}, 모델 {model}). 키의 제한과 지역별 제공 여부를 확인하세요.",
    },
    "explain.no-credentials": {
        "en": "There are no valid application default credentials of Google Cloud. Sign in with: gcloud auth application-default login",
        "ko": "Google Cloud의 애플리케이션 기본 사용자 인증 정보가 없거나 유효하지 않습니다. 다음 명령으로 로그인하세요: "
        "gcloud auth application-default login",
    },
    "explain.project-refused": {
        "en": "Google Cloud does not let these credentials use the model {model} in the project {project} ({code}). "
        "Check that Vertex AI is enabled there, and your role.",
        "ko": "이 사용자 인증 정보로는 쓸 수 없는 모델입니다(모델 {model}, 프로젝트 {project}, {code}). "
        "프로젝트에서 Vertex AI를 사용 설정했는지, 역할이 있는지 확인하세요.",
    },
    "explain.unknown-model": {
        "en": 'Gemini has no model "{model}". Choose another in "wirelens.gemini.model".',
        "ko": 'Gemini에 없는 모델입니다: "{model}". "wirelens.gemini.model" 설정에서 다른 모델을 고르세요.',
    },
    "explain.rate-limited": {
        "en": "Gemini takes no more requests with this key for now. Try again later.",
        "ko": "이 키로는 지금 더 요청할 수 없습니다. 나중에 다시 시도하세요.",
    },
    "explain.rate-limited-for": {
        "en": "Gemini takes no more requests with this key for now. Try again in {seconds} s.",
        "ko": "이 키로는 지금 더 요청할 수 없습니다. {seconds}초 뒤에 다시 시도하세요.",
    },
    "explain.refused": {
        "en": "Gemini refused the request ({code}): {detail}",
        "ko": "Gemini가 요청을 거절했습니다({code}): {detail}",
    },
    "explain.overloaded": {
        "en": "The model is overloaded at the moment. Try again later, or choose another model.",
        "ko": "지금은 모델에 요청이 몰려 있습니다. 나중에 다시 시도하거나 다른 모델을 고르세요.",
    },
    "explain.server-error": {
        "en": "Gemini had an error of its own ({code}). Try again later.",
        "ko": "Gemini 쪽에서 오류가 났습니다({code}). 나중에 다시 시도하세요.",
    },
    # what happened on the way
    "explain.unknown-host": {
        "en": "The host {host} was not found. Check the network and the base URL.",
        "ko": "호스트를 찾을 수 없습니다: {host}. 네트워크와 기본 URL을 확인하세요.",
    },
    "explain.unreachable": {
        "en": "{host} cannot be reached. Check the network and the base URL.",
        "ko": "연결할 수 없습니다: {host}. 네트워크와 기본 URL을 확인하세요.",
    },
    "explain.proxy": {
        "en": "The proxy did not let the request through to {host}.",
        "ko": "프록시가 요청을 통과시키지 않았습니다(받는 곳: {host}).",
    },
    "explain.certificate": {
        "en": "The certificate of {host} is not trusted. For a private authority, name its file in SSL_CERT_FILE.",
        "ko": "신뢰할 수 없는 인증서입니다({host}). 사설 인증 기관이라면 그 파일을 SSL_CERT_FILE에 지정하세요.",
    },
    "explain.reset": {
        "en": "The connection to {host} was reset. Try again.",
        "ko": "연결이 끊어졌습니다({host}). 다시 시도하세요.",
    },
    "explain.broken-stream": {
        "en": "The answer from {host} ended too early. Try again.",
        "ko": "답이 끝나기 전에 끊겼습니다({host}). 다시 시도하세요.",
    },
    "explain.broken-chunk": {
        "en": "What {host} sent is not Gemini's format. Check the base URL.",
        "ko": "받은 내용이 Gemini의 형식이 아닙니다({host}). 기본 URL을 확인하세요.",
    },
    "explain.timeout": {
        "en": "Gemini did not finish within {seconds} s. Try again, or choose a faster model.",
        "ko": "{seconds}초 안에 답이 끝나지 않았습니다. 다시 시도하거나 더 빠른 모델을 고르세요.",
    },
    # what the answer was like
    "explain.blocked": {
        "en": "Gemini did not take the file ({reason}).",
        "ko": "Gemini가 이 파일을 받지 않았습니다({reason}).",
    },
    "explain.stopped": {
        "en": "Gemini broke its answer off ({reason}).",
        "ko": "Gemini가 답을 중간에 멈췄습니다({reason}).",
    },
    "explain.cut": {
        "en": "The answer was cut off at {tokens} tokens and was not stored. Try again.",
        "ko": "답이 {tokens}토큰에서 잘려 저장하지 않았습니다. 다시 시도하세요.",
    },
    "explain.empty": {"en": "Gemini's answer was empty. Try again.", "ko": "Gemini의 답이 비어 있습니다. 다시 시도하세요."},
    "explain.broken-json": {
        "en": "Gemini's answer was not the JSON that was asked for, and was not stored. Try again.",
        "ko": "Gemini의 답이 요청한 JSON이 아니어서 저장하지 않았습니다. 다시 시도하세요.",
    },
    "explain.wrong-shape": {
        "en": "Gemini's answer lacks parts that were asked for, and was not stored. Try again.",
        "ko": "Gemini의 답에 요청한 부분이 빠져 있어 저장하지 않았습니다. 다시 시도하세요.",
    },
    "explain.ungrounded": {
        "en": "Gemini's answer rests on no line of the code that was sent, and was not stored. Try again.",
        "ko": "Gemini의 답이 보낸 코드의 어느 줄에도 근거하지 않아 저장하지 않았습니다. 다시 시도하세요.",
    },
    "explain.process-died": {
        "en": "The process that asks Gemini ended unexpectedly; nothing was stored. Try again.",
        "ko": "Gemini에 요청하는 프로세스가 갑자기 끝나 저장한 것이 없습니다. 다시 시도하세요.",
    },
    "explain.lost-too-often": {
        "en": "Explaining {file} was given up: it was sent {times} times, and each time Wirelens ended before "
        "the answer came. To try again, ask again.",
        "ko": "설명을 그만두었습니다: {file}. {times}번 보냈지만 매번 답이 오기 전에 Wirelens가 끝났습니다. 원하면 다시 요청하세요.",
    },
    "explain.unexpected": {
        "en": "Explaining failed unexpectedly ({kind}). This is a fault of Wirelens; please report it.",
        "ko": "설명하는 중에 예상하지 못한 오류가 났습니다({kind}). Wirelens의 결함이니 알려 주세요.",
    },
    # what became of it on the disk
    "explain.consent-not-kept": {
        "en": "Your answer could not be stored: {reason}",
        "ko": "답하신 내용을 저장하지 못했습니다: {reason}",
    },
    "explain.report-not-written": {
        "en": "The report could not be written into {folder}: {reason}",
        "ko": "보고서를 쓰지 못했습니다({folder}): {reason}",
    },
    "explain.store-set-aside": {
        "en": "The cache in {folder} was damaged. It was set aside as cache.db.corrupt, and a new one begun.",
        "ko": "캐시가 손상되어 cache.db.corrupt로 옮겨 두고 새로 만들었습니다({folder}).",
    },
    "explain.store-unavailable": {
        "en": "The cache in {folder} cannot be used, so explanations will not be kept: {reason}",
        "ko": "캐시를 쓸 수 없어 설명을 저장하지 않습니다({folder}): {reason}",
    },
    "explain.journal-failing": {
        "en": "The list of unfinished jobs in {folder} cannot be kept, so a job may be lost when the editor closes: {reason}",
        "ko": "끝나지 않은 작업 목록을 저장하지 못해, 편집기를 닫으면 작업이 사라질 수 있습니다({folder}): {reason}",
    },
    "explain.store-failing": {
        "en": "The cache in {folder} failed, so some explanations may not be kept: {reason}",
        "ko": "캐시에 문제가 있어 일부 설명이 저장되지 않을 수 있습니다({folder}): {reason}",
    },
}
