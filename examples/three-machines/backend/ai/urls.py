from django.urls import path

from . import views

urlpatterns = [
    # 프론트엔드가 부르는 주소
    path("analyses/", views.request_analysis),
    path("analyses/<int:analysis_id>/", views.get_analysis),
    path("history/", views.list_analyses),
    # AI 서버가 부르는 주소
    path("callback/", views.receive_callback),
]
