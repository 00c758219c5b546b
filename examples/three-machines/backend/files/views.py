"""파일 목록, 읽기, 저장."""

from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.response import Response

from . import project


@api_view(["POST"])
def open_project(request):
    try:
        files = project.open_folder(request.data.get("root", ""))
    except NotADirectoryError:
        return Response({"message": "폴더를 찾을 수 없습니다."}, status=status.HTTP_404_NOT_FOUND)
    return Response({"files": files})


# 목록을 새로 만들어서 서버 상태가 바뀌므로 GET이 아니라 POST
@api_view(["POST"])
def rescan_project(request):
    try:
        return Response({"files": project.rescan()})
    except project.NotOpen:
        return Response({"message": "먼저 프로젝트를 열어 주세요."}, status=status.HTTP_409_CONFLICT)


@api_view(["GET"])
def read_file(request):
    try:
        content = project.locate(request.query_params.get("path", "")).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Response({"message": "읽을 수 없는 파일입니다."}, status=status.HTTP_404_NOT_FOUND)
    return Response({"content": content})


@api_view(["POST"])
def save_file(request):
    try:
        project.locate(request.data.get("path", "")).write_text(request.data.get("content", ""), encoding="utf-8")
    except OSError:
        return Response({"message": "저장할 수 없습니다."}, status=status.HTTP_404_NOT_FOUND)
    return Response({"message": "저장했습니다."})
