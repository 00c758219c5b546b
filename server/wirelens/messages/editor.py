"""What an editor shows beside hover, lens and report: hierarchy, symbols, completion, links, concepts, curl."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "editor.hierarchy.task": {"en": "background task", "ko": "백그라운드 작업"},
    "editor.link.handler": {"en": "Go to {handler} ({place})", "ko": "{handler}({place})(으)로 이동"},
}
