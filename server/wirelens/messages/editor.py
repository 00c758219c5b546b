"""What an editor shows beside hover, lens and report: hierarchy, symbols, completion, links, concepts, curl."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "editor.hierarchy.task": {"en": "background task", "ko": "백그라운드 작업"},
    "editor.completion.parameters": {"en": "Path parameters: {names}", "ko": "경로 매개변수: {names}"},
    "editor.link.handler": {"en": "{route} · {handler} · {service}", "ko": "{route} · {handler} · {service}"},
    "editor.link.routes": {"en": "Routes below {prefix} · {place}", "ko": "{prefix} 아래의 경로 · {place}"},
}
