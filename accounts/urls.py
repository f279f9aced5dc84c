"""Names and paths of signing in and of postings."""

from django.urls import path

from accounts import views
from accounts.views import absences

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("postings/", views.Postings.as_view(), name="postings"),
    path("postings/<uuid:officer_id>/new/", views.GrantPosting.as_view(), name="posting_grant"),
    path("absences/", absences.Absences.as_view(), name="absences"),
    path("absences/<uuid:absence_id>/deputy/", absences.NameDeputy.as_view(), name="absence_deputy"),
    path("absences/<uuid:absence_id>/return/", absences.Return.as_view(), name="absence_return"),
    path("officers/<uuid:officer_id>/away/", absences.RecordAbsence.as_view(), name="absence_record"),
    path("officers/<uuid:officer_id>/close/", absences.Deactivate.as_view(), name="officer_deactivate"),
    path("officers/<uuid:officer_id>/address/", absences.Address.as_view(), name="officer_address"),
    path("cover/given/<uuid:subject_id>/", absences.Acknowledge.as_view(), name="cover_acknowledge"),
    path("postings/<uuid:posting_id>/end/", views.EndPosting.as_view(), name="posting_end"),
]
