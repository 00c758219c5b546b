from django.urls import path

from . import views

urlpatterns = [
    path("open/", views.open_project),  # POST: 폴더를 연다
    path("rescan/", views.rescan_project),  # POST: 목록을 새로 만든다
    path("detail/", views.read_file),  # GET ?path=
    path("save/", views.save_file),  # POST
]
