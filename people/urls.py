"""Names and paths of people."""

from django.urls import path

from people import api, views

urlpatterns = [
    path("people/", views.Search.as_view(), name="people_search"),
    path("people/<uuid:person_id>/", views.Person.as_view(), name="person"),
    path("people/<uuid:person_id>/link/", views.LinkPeople.as_view(), name="person_link"),
    path("people/<uuid:person_id>/merge/", views.MergePeople.as_view(), name="person_merge"),
    path("people/<uuid:person_id>/unmerge/", views.UnmergePeople.as_view(), name="person_unmerge"),
    path("people/<uuid:person_id>/safe-address/", views.RecordSafeAddress.as_view(), name="person_safe_address"),
]

api_urlpatterns = [path("people/", api.People.as_view(), name="api_people")]
