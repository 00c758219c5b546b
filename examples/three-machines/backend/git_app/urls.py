from django.urls import path as route

from .views import create_commit, git_status

urlpatterns = [
    route("status/", git_status),
    route("commits/", create_commit),
]
