"""Names and paths of the regular things of a force."""

from django.urls import path

from regular import views

urlpatterns = [
    path("regular/", views.Tasks.as_view(), name="regular"),
    path("regular/<uuid:task_id>/", views.Finish.as_view(), name="regular_done"),
]

api_urlpatterns = []
