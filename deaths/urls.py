"""Names and paths of what follows a death."""

from django.urls import path

from deaths import api, views

urlpatterns = [
    path("cases/<uuid:case_id>/death/", views.RecordDeath.as_view(), name="death_record"),
    path("deaths/", views.Deaths.as_view(), name="deaths"),
    path("deaths/<uuid:death_id>/", views.Death.as_view(), name="death"),
    path("deaths/<uuid:death_id>/family/", views.FamilyContact.as_view(), name="family_contact"),
    path("deaths/<uuid:death_id>/told/", views.FamilyTold.as_view(), name="family_told"),
    path("deaths/<uuid:death_id>/partnership/", views.PartnershipTold.as_view(), name="partnership_told"),
    path("deaths/<uuid:death_id>/decided/", views.Decided.as_view(), name="death_decided"),
    path("deaths/<uuid:death_id>/finished/", views.Finished.as_view(), name="death_finished"),
    path("deaths/<uuid:death_id>/withdraw/", views.Withdraw.as_view(), name="death_withdraw"),
    path("deaths/<uuid:death_id>/recommend/", views.Recommend.as_view(), name="recommend"),
    path("recommendations/<uuid:recommendation_id>/chased/", views.Chased.as_view(), name="recommendation_chased"),
    path(
        "recommendations/<uuid:recommendation_id>/questions/",
        views.Questions.as_view(),
        name="recommendation_questions",
    ),
    path("recommendations/<uuid:recommendation_id>/done/", views.Done.as_view(), name="recommendation_done"),
]

api_urlpatterns = [path("cases/<uuid:case_id>/deaths/", api.Deaths.as_view(), name="api_case_deaths")]
