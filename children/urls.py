"""Names and paths of children and schools."""

from django.urls import path

from children import api, views

urlpatterns = [
    path("cases/<uuid:case_id>/children/", views.Children.as_view(), name="children"),
    path("cases/<uuid:case_id>/children/add/", views.AddChild.as_view(), name="child_add"),
    path("cases/<uuid:case_id>/children/none/", views.NoChild.as_view(), name="child_none"),
    path("cases/<uuid:case_id>/children/social-care/", views.TellSocialCare.as_view(), name="social_care_tell"),
    path("cases/<uuid:case_id>/children/<uuid:person_id>/", views.PlaceChild.as_view(), name="child_place"),
    path(
        "cases/<uuid:case_id>/children/<uuid:person_id>/incidents/<uuid:incident_id>/",
        views.PlaceChild.as_view(),
        name="child_place_in",
    ),
    path("children/<uuid:part_id>/school/", views.TellSchool.as_view(), name="school_tell"),
    path("child-notices/<uuid:notice_id>/receipt/", views.Receipt.as_view(), name="notice_receipt"),
    path("schools/", views.Schools.as_view(), name="schools"),
    path("schools/<uuid:school_id>/lead/", views.Lead.as_view(), name="school_lead"),
    path("schools/<uuid:school_id>/day-off/", views.DayOff.as_view(), name="school_day_off"),
]

api_urlpatterns = [
    path("cases/<uuid:case_id>/children/", api.Children.as_view(), name="api_children"),
]
