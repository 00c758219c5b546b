"""AI 서버: 코드를 받으면 바로 대답하고, 분석은 뒤에서 한 다음 Django에 콜백한다."""

import logging
import os

import httpx
from fastapi import BackgroundTasks, FastAPI
from google import genai
from google.genai import types
from prompt import build_prompt
from pydantic import BaseModel

BACKEND_URL = os.getenv("BACKEND_URL", "http://127.0.0.1:8000")
MODEL = os.getenv("GEMINI_MODEL", "gemini-3-flash-preview")

log = logging.getLogger("uvicorn.error")
app = FastAPI(title="AI server")
client = genai.Client(
    api_key=os.getenv("GEMINI_API_KEY"),
    # 테스트할 때만 가짜 Gemini 서버로 바꾼다
    http_options=types.HttpOptions(base_url=os.getenv("THREE_MACHINES_GEMINI_URL"), api_version="v1beta"),
)


class SourceFile(BaseModel):
    analysis_id: int
    filename: str
    code: str


@app.post("/ai/analyze-file", status_code=202)
async def analyze_file(source: SourceFile, background_tasks: BackgroundTasks):
    """접수만 하고 바로 대답한다. Django는 분석이 끝날 때까지 기다리지 않는다."""
    background_tasks.add_task(analyze_in_background, source)
    return {"accepted": source.filename}


async def analyze_in_background(source: SourceFile):
    """Gemini에게 묻고, 성공이든 실패든 결과를 Django에 알린다."""
    text, error = "", ""
    try:
        response = client.models.generate_content(model=MODEL, contents=build_prompt(source.filename, source.code))
        text = response.text or ""
        if not text:
            error = "Gemini가 빈 답을 보냈습니다."
    except Exception as problem:  # 무엇이 잘못되어도 화면이 끝없이 기다리면 안 된다
        log.exception("analysis %s failed", source.analysis_id)
        error = f"{type(problem).__name__}: {problem}"
    await send_callback({"analysis_id": source.analysis_id, "text": text, "error": error})


async def send_callback(payload: dict):
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            response = await http.post(f"{BACKEND_URL}/api/ai/callback/", json=payload)
            response.raise_for_status()
    except httpx.HTTPError:
        log.exception("callback for analysis %s failed", payload["analysis_id"])
