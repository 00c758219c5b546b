"""분석 요청을 AI 서버에 넘기고, 콜백을 저장하고, 폴링에 답한다."""

import json
import os

import httpx
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from .models import Analysis

AI_SERVER_URL = os.getenv("AI_SERVER_URL", "http://127.0.0.1:9000")


@csrf_exempt
def request_analysis(request):
    """1. 요청을 DB에 남긴다. 2. AI 서버에 넘긴다. 3. 번호만 돌려준다 (결과는 폴링으로)."""
    if request.method == "POST":
        data = json.loads(request.body)
        analysis = Analysis.objects.create(filename=data["filename"], code=data["code"])
        try:
            # AI 서버는 접수만 하고 바로 대답하므로 5초면 충분하다
            response = httpx.post(
                f"{AI_SERVER_URL}/ai/analyze-file",
                json={"analysis_id": analysis.id, "filename": analysis.filename, "code": analysis.code},
                timeout=5,
            )
            response.raise_for_status()
        except httpx.HTTPError as error:
            analysis.delete()
            return JsonResponse({"message": f"AI 서버에 연결할 수 없습니다: {error}"}, status=502)
        return JsonResponse({"id": analysis.id}, status=202)

    return JsonResponse({"message": "POST 요청만 가능합니다."}, status=405)


@csrf_exempt
def receive_callback(request):
    """AI 서버가 분석을 마치고 부른다."""
    if request.method == "POST":
        data = json.loads(request.body)
        analysis = get_object_or_404(Analysis, id=data["analysis_id"])
        analysis.text = data["text"]
        analysis.error = data["error"]
        analysis.finished_at = timezone.now()
        analysis.save()
        return JsonResponse({"message": "저장했습니다."})

    return JsonResponse({"message": "POST 요청만 가능합니다."}, status=405)


def get_analysis(request, analysis_id):
    """프론트엔드가 2초마다 물어본다."""
    if request.method == "GET":
        analysis = get_object_or_404(Analysis, id=analysis_id)
        if analysis.finished_at is None:
            return JsonResponse({"status": "processing"})
        if analysis.error:
            return JsonResponse({"status": "failed", "message": analysis.error})
        return JsonResponse({"status": "success", "text": analysis.text})

    return JsonResponse({"message": "GET 요청만 가능합니다."}, status=405)


def list_analyses(request):
    """지난 분석 목록. 화면은 아직 없다 (다음 주에 만들기)."""
    if request.method == "GET":
        rows = Analysis.objects.filter(finished_at__isnull=False).values("id", "filename", "finished_at")
        return JsonResponse({"analyses": list(rows)})

    return JsonResponse({"message": "GET 요청만 가능합니다."}, status=405)
