"""What checks say is wrong, and how to mend it. The reasons of calls are in `resolution`."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    "checks.no-route-near": {
        "en": "`{service}` has no route for {path}; the nearest is {nearest}.",
        "ko": "`{service}`에 없는 경로입니다: {path}. 가장 가까운 경로: {nearest}",
    },
    "checks.nearest-route": {"en": "the nearest route, {path}", "ko": "가장 가까운 경로, {path}"},
    "checks.handler": {"en": "handled by `{handler}`", "ko": "처리하는 함수: `{handler}`"},
    "checks.change-path": {"en": "Change the path to {path}", "ko": "경로 바꾸기: {path}"},
    "checks.change-method": {"en": "Change the method to {method}", "ko": "메서드 바꾸기: {method}"},
}
