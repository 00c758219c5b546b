"""열려 있는 프로젝트의 git 상태와 커밋."""

from git import GitCommandError, InvalidGitRepositoryError, Repo
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.response import Response

from files import project


def open_repository() -> Repo | None:
    try:
        return Repo(project.current_root())
    except (project.NotOpen, InvalidGitRepositoryError):
        return None


@api_view(["GET"])
def git_status(request):
    repository = open_repository()
    if repository is None:
        return Response({"message": "git 저장소가 아닙니다."}, status=status.HTTP_404_NOT_FOUND)
    # porcelain: 사람 말고 프로그램이 읽는 출력
    lines = repository.git.status("--porcelain", "--branch").splitlines()
    return Response({"branch": lines[0].removeprefix("## "), "changed": [line[3:] for line in lines[1:]]})


@api_view(["POST"])
def create_commit(request):
    repository = open_repository()
    if repository is None:
        return Response({"message": "git 저장소가 아닙니다."}, status=status.HTTP_404_NOT_FOUND)
    try:
        repository.git.add("--all")
        repository.git.commit("-m", request.data.get("message") or "저장")
    except GitCommandError as error:
        return Response({"message": error.stderr.strip()}, status=status.HTTP_409_CONFLICT)
    return Response({"message": "커밋했습니다."}, status=status.HTTP_201_CREATED)
