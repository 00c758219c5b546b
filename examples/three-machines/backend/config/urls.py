from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/files/", include("files.urls")),
    path("api/git/", include("git_app.urls")),
    path("api/ai/", include("ai.urls")),
]
