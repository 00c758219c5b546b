"""Gemini에게 보내는 글."""

TEMPLATE = """당신은 초보 개발자를 돕는 코드 분석가입니다.
아래 파일을 읽고 한국어로 설명하세요. 머리말과 맺음말은 쓰지 않습니다.

[{filename}: 한 줄 제목]
- 구조: 무엇으로 이루어졌는지 두 문장
- 통신: 어디서 요청을 받고 어디로 보내는지 두 문장

<file name="{filename}">
{code}
</file>
"""


def build_prompt(filename: str, code: str) -> str:
    return TEMPLATE.format(filename=filename, code=code)
