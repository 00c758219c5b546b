"""What a change of code does to the contracts."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "contracts.help": {
        "en": "Compare the contracts at a revision with the working tree: endpoints added, removed, moved or changed, and the calls that "
        "this breaks. Exits with 1 if a call breaks for certain.",
        "ko": "리비전과 작업 트리의 통신 계약을 비교합니다. 추가·삭제·이동·변경된 엔드포인트와 그 때문에 깨지는 호출을 보여 줍니다. "
        "확실히 깨지는 호출이 있으면 1로 끝납니다.",
    },
    "contracts.help.before": {"en": "The earlier state.", "ko": "이전 상태입니다."},
    "contracts.help.after": {"en": "The later state. Without it: the working tree.", "ko": "이후 상태입니다. 없으면 작업 트리입니다."},
    "contracts.help.staged": {
        "en": "Compare with what is staged instead of the working tree.",
        "ko": "작업 트리 대신 스테이징된 상태와 비교합니다.",
    },
    "contracts.help.root": {"en": "The folder that holds the services.", "ko": "서비스들이 있는 폴더입니다."},
    "contracts.help.format": {
        "en": "Words for people, JSON for programs, Markdown for merge requests.",
        "ko": "사람을 위한 글, 프로그램을 위한 JSON, 병합 요청을 위한 Markdown입니다.",
    },
    "contracts.working-tree": {"en": "working tree", "ko": "작업 트리"},
    "contracts.index": {"en": "index", "ko": "스테이징된 상태"},
    "contracts.title": {"en": "{before} → {after}: {changes}", "ko": "{before} → {after}: {changes}"},
    "contracts.title-broken": {"en": "{before} → {after}: {changes}, {broken}", "ko": "{before} → {after}: {changes}, {broken}"},
    "contracts.changes.none": {"en": "no contract changes", "ko": "계약 변경 없음"},
    "contracts.changes.one": {"en": "{count} contract change", "ko": "계약 변경 {count}건"},
    "contracts.changes.many": {"en": "{count} contract changes", "ko": "계약 변경 {count}건"},
    "contracts.broken.one": {"en": "{count} call breaks", "ko": "깨지는 호출 {count}건"},
    "contracts.broken.many": {"en": "{count} calls break", "ko": "깨지는 호출 {count}건"},
    "contracts.added": {"en": "added", "ko": "추가"},
    "contracts.removed": {"en": "removed", "ko": "삭제"},
    "contracts.changed": {"en": "now `{now}`", "ko": "이제 `{now}`"},
    "contracts.moved": {"en": "now handled by `{handler}` (`{place}`)", "ko": "이제 `{handler}` (`{place}`) 처리"},
    "contracts.breaks.certain": {"en": "`{place}` still asks for `{asked}`", "ko": "`{place}`: 여전히 `{asked}` 요청"},
    "contracts.breaks.likely": {"en": "`{place}` likely still asks for `{asked}`", "ko": "`{place}`: 여전히 `{asked}` 요청을 보내는 듯함"},
    "contracts.lens.one": {"en": "breaks 1 caller since HEAD", "ko": "HEAD 이후 호출 1건이 깨짐"},
    "contracts.lens.many": {"en": "breaks {count} callers since HEAD", "ko": "HEAD 이후 호출 {count}건이 깨짐"},
    "contracts.lens.removed": {"en": "{before} is gone: {breaks}", "ko": "{before} 삭제됨: {breaks}"},
    "contracts.route.changed.one": {
        "en": "At HEAD this was {before}, now it is {now}: 1 call breaks.",
        "ko": "HEAD에서는 {before}, 지금은 {now}입니다. 호출 1건이 깨집니다.",
    },
    "contracts.route.changed.many": {
        "en": "At HEAD this was {before}, now it is {now}: {count} calls break.",
        "ko": "HEAD에서는 {before}, 지금은 {now}입니다. 호출 {count}건이 깨집니다.",
    },
    "contracts.route.removed.one": {
        "en": "{before}, which was here at HEAD, is gone: 1 call breaks.",
        "ko": "HEAD에서 여기 있던 {before} 엔드포인트가 없어졌습니다. 호출 1건이 깨집니다.",
    },
    "contracts.route.removed.many": {
        "en": "{before}, which was here at HEAD, is gone: {count} calls break.",
        "ko": "HEAD에서 여기 있던 {before} 엔드포인트가 없어졌습니다. 호출 {count}건이 깨집니다.",
    },
    "contracts.call.changed": {
        "en": "Broken since HEAD: what was {before} is {now} now.",
        "ko": "HEAD 이후 깨진 호출입니다. {before} 엔드포인트가 지금은 {now}입니다.",
    },
    "contracts.call.removed": {
        "en": "Broken since HEAD: {before} is gone.",
        "ko": "HEAD 이후 깨진 호출입니다. {before} 엔드포인트가 없어졌습니다.",
    },
    "contracts.caller": {"en": "Still asks for {before}.", "ko": "여전히 {before} 요청"},
    "contracts.here": {"en": "Here {before} was answered at HEAD.", "ko": "HEAD에서 {before} 요청에 답하던 곳"},
}
