"""Names and paths of looking back."""

from django.urls import path

from oversight import views

urlpatterns = [
    path("quality/", views.Quality.as_view(), name="quality"),
    path("quality/rounds/<uuid:quality_round_id>/", views.Round.as_view(), name="quality_round"),
    path("quality/checks/<uuid:check_id>/", views.ScoreCheck.as_view(), name="quality_check"),
    path("quality/trend/<str:theme>/", views.Trend.as_view(), name="quality_trend"),
    path("feedback/", views.Feedback.as_view(), name="feedback"),
    path("feedback/<uuid:check_id>/", views.ReadFeedback.as_view(), name="feedback_read"),
]
