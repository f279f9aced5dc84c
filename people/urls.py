"""Names and paths of people."""

from django.urls import path

from people import api
from people.views import duplicates, markers
from people.views import persons as views

urlpatterns = [
    path("people/", views.Search.as_view(), name="people_search"),
    path("people/duplicates/", duplicates.Queue.as_view(), name="duplicates"),
    path("people/duplicates/<uuid:duplicate_id>/", duplicates.Pair.as_view(), name="duplicate"),
    path("people/duplicates/<uuid:duplicate_id>/same/", duplicates.DecideSame.as_view(), name="duplicate_same"),
    path(
        "people/duplicates/<uuid:duplicate_id>/different/",
        duplicates.DecideDifferent.as_view(),
        name="duplicate_different",
    ),
    path("people/duplicates/<uuid:duplicate_id>/undo/", duplicates.Reopen.as_view(), name="duplicate_undo"),
    path("people/<uuid:person_id>/", views.Person.as_view(), name="person"),
    path("people/markers/<uuid:marker_id>/", markers.ConfirmMarker.as_view(), name="marker_confirm"),
    path("people/markers/<uuid:marker_id>/end/", markers.EndMarker.as_view(), name="marker_end"),
    path("people/<uuid:person_id>/marker/", markers.SetMarker.as_view(), name="marker_set"),
    path("people/<uuid:person_id>/link/", views.LinkPeople.as_view(), name="person_link"),
    path("people/<uuid:person_id>/merge/", views.MergePeople.as_view(), name="person_merge"),
    path("people/<uuid:person_id>/unmerge/", views.UnmergePeople.as_view(), name="person_unmerge"),
    path("people/<uuid:person_id>/tie/", views.DeclareTie.as_view(), name="person_tie"),
    path("people/<uuid:person_id>/safe-address/", views.RecordSafeAddress.as_view(), name="person_safe_address"),
]

api_urlpatterns = [
    path("people/", api.People.as_view(), name="api_people"),
    path("people/<uuid:person_id>/relationships/", api.Relationships.as_view(), name="api_relationships"),
]
