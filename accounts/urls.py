"""Names and paths of signing in and of postings."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("postings/", views.Postings.as_view(), name="postings"),
    path("postings/<uuid:officer_id>/new/", views.GrantPosting.as_view(), name="posting_grant"),
    path("postings/<uuid:posting_id>/end/", views.EndPosting.as_view(), name="posting_end"),
]
