"""What is said about requests and tokens: limits, counts, and what is stored of them."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # at a limit
    "usage.limit-of-requests": {
        "en": "Today's limit of requests to Gemini is reached: {used} of {limit}. Nothing was sent. It starts again at midnight UTC; "
        'to go on now, raise "{setting}" in your own settings. `wirelens usage` shows what was used.',
        "ko": "오늘 Gemini에 보낼 수 있는 요청 수를 다 썼습니다({used}/{limit}). 아무것도 보내지 않았습니다. "
        '한도는 UTC 자정에 다시 시작됩니다. 지금 계속하려면 사용자 설정에서 "{setting}" 값을 올리세요. '
        "사용량은 `wirelens usage` 명령으로 볼 수 있습니다.",
    },
    "usage.limit-of-tokens": {
        "en": "Today's limit of Gemini's tokens would be passed: {used} of {limit} are used, and this request takes about {needed}. "
        'Nothing was sent. It starts again at midnight UTC; to go on now, raise "{setting}" in your own settings. '
        "`wirelens usage` shows what was used.",
        "ko": "오늘의 Gemini 토큰 한도를 넘게 됩니다. {limit}개 중 {used}개를 썼고, 이 요청에는 약 {needed}개가 듭니다. "
        "아무것도 보내지 않았습니다. 한도는 UTC 자정에 다시 시작됩니다. "
        '지금 계속하려면 사용자 설정에서 "{setting}" 값을 올리세요. 사용량은 `wirelens usage` 명령으로 볼 수 있습니다.',
    },
    # what became of the counts on the disk
    "usage.store-set-aside": {
        "en": "The counts of requests and tokens in {folder} were damaged. They were set aside as cache.db.corrupt, "
        "and today's count begins anew.",
        "ko": "요청과 토큰 사용량 기록이 손상되어 cache.db.corrupt로 옮겨 두었습니다({folder}). 오늘 사용량은 처음부터 다시 셉니다.",
    },
    "usage.store-unavailable": {
        "en": "Requests and tokens cannot be counted in {folder}, so limits hold for this run of Wirelens alone: {reason}",
        "ko": "사용량을 기록할 수 없어 이번 실행 동안에만 한도를 적용합니다({folder}): {reason}",
    },
    "usage.store-failing": {
        "en": "Some requests and tokens could not be counted in {folder}, so limits may be passed: {reason}",
        "ko": "일부 사용량을 기록하지 못해 한도를 넘을 수 있습니다({folder}): {reason}",
    },
    # wirelens usage
    "usage.help": {
        "en": "Show how many requests and tokens Gemini took today, by workspace, and the limits.",
        "ko": "오늘 Gemini에 보낸 요청 수와 토큰 수를 작업 영역별로, 한도와 함께 보여 줍니다.",
    },
    "usage.help.format": {"en": "Words for people, or JSON for programs.", "ko": "사람을 위한 글 또는 프로그램을 위한 JSON입니다."},
    "usage.title": {"en": "Gemini on {day} (UTC)", "ko": "{day}(UTC)의 Gemini 사용량"},
    "usage.workspace": {"en": "workspace", "ko": "작업 영역"},
    "usage.requests": {"en": "requests", "ko": "요청"},
    "usage.tokens": {"en": "tokens", "ko": "토큰"},
    "usage.all": {"en": "all workspaces", "ko": "모든 작업 영역"},
    "usage.limit": {"en": "limit", "ko": "한도"},
    "usage.limit-of-each": {"en": "limit of each workspace", "ko": "작업 영역별 한도"},
    "usage.none": {"en": "none", "ko": "없음"},
    "usage.counted": {
        "en": "Failed and cancelled requests count too. Where Gemini did not say what it billed, the prompt's estimate is counted.",
        "ko": "실패하거나 취소한 요청도 셉니다. Gemini가 청구량을 알리지 않은 요청은 보낸 내용의 추정치로 셉니다.",
    },
    # wirelens explanations
    "usage.help.explanations": {
        "en": "List the explanations that are stored: what they are about, whether they still hold, which model said them and when.",
        "ko": "저장된 설명의 목록을 보여 줍니다. 무엇을 설명했는지, 아직 유효한지, 어떤 모델이 언제 답했는지 나옵니다.",
    },
    "usage.list.heading": {"en": "Explanations by Gemini", "ko": "Gemini의 설명 목록"},
    "usage.list.none": {"en": "Nothing was explained yet.", "ko": "아직 설명한 것이 없습니다."},
    "usage.list.about": {"en": "about", "ko": "대상"},
    "usage.list.title": {"en": "title", "ko": "제목"},
    "usage.list.standing": {"en": "standing", "ko": "상태"},
    "usage.list.model": {"en": "model", "ko": "모델"},
    "usage.list.asked": {"en": "asked (UTC)", "ko": "요청 시각(UTC)"},
    "usage.list.fresh": {"en": "fresh", "ko": "유효함"},
    "usage.list.stale": {"en": "stale", "ko": "오래됨"},
    # wirelens cache
    "usage.help.cache": {"en": "What Wirelens keeps in your cache folder.", "ko": "캐시 폴더에 저장된 내용을 다룹니다."},
    "usage.help.cache-info": {"en": "Show what is in it, and how large that is.", "ko": "저장된 내용과 크기를 보여 줍니다."},
    "usage.help.cache-clear": {
        "en": "Delete it all: explanations, reports, facts. Your consents and the counts of `wirelens usage` stay.",
        "ko": "설명, 보고서, 분석 결과를 모두 지웁니다. 동의 내용과 `wirelens usage`의 사용량은 남습니다.",
    },
    "usage.cache.explanations": {"en": "explanations", "ko": "설명"},
    "usage.cache.reports": {"en": "reports", "ko": "보고서"},
    "usage.cache.facts": {"en": "files with facts of workspaces", "ko": "작업 영역 분석 결과 파일"},
    "usage.cleared": {"en": "The cache in {folder} is empty.", "ko": "캐시를 비웠습니다({folder})."},
    "usage.not-cleared": {
        "en": "The cache in {folder} could not be emptied: {reason}",
        "ko": "캐시를 비우지 못했습니다({folder}): {reason}",
    },
}
