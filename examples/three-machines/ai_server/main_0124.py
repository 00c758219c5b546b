"""1월 24일 버전 (지금은 main.py를 쓴다).

Gemini가 끝날 때까지 대답하지 않는 방식이라 긴 파일에서는 Django가 기다리다 포기했다.
비교해 보려고 남겨 둔다: uvicorn main_0124:app --port 9001
"""

import os

from fastapi import FastAPI, HTTPException
from google import genai
from google.genai import errors
from prompt import build_prompt
from pydantic import BaseModel

app = FastAPI(title="AI server, first version")
client = genai.Client(api_key=os.getenv("GEMINI_API_KEY"))
finished: dict[str, str] = {}


class SourceFile(BaseModel):
    filename: str
    code: str


# async가 아닌 def라서 FastAPI가 스레드에서 실행한다
@app.post("/ai/analyze-file")
def analyze_file(source: SourceFile):
    try:
        response = client.models.generate_content(
            model="gemini-3-flash-preview",
            contents=build_prompt(source.filename, source.code),
        )
    except errors.APIError as error:
        raise HTTPException(status_code=502, detail=error.message) from error
    finished[source.filename] = response.text or ""
    return {"filename": source.filename, "text": finished[source.filename]}


@app.get("/ai/results/{filename}")
def read_result(filename: str):
    if filename not in finished:
        raise HTTPException(status_code=404, detail="아직 분석하지 않은 파일입니다.")
    return {"filename": filename, "text": finished[filename]}
