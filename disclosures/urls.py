"""Names and paths of the disclosure scheme."""

from django.urls import path

from disclosures import api, views

urlpatterns = [
    path("disclosures/", views.Requests.as_view(), name="disclosures"),
    path("disclosures/new/", views.Receive.as_view(), name="disclosure_new"),
    path("disclosures/<uuid:request_id>/", views.Request.as_view(), name="disclosure"),
    path("disclosures/<uuid:request_id>/checks/", views.Checks.as_view(), name="disclosure_checks"),
    path("disclosures/<uuid:request_id>/meeting/", views.Meeting.as_view(), name="disclosure_meeting"),
    path("disclosures/<uuid:request_id>/decision/", views.Decide.as_view(), name="disclosure_decision"),
    path("disclosures/<uuid:request_id>/disclosure/", views.Disclose.as_view(), name="disclosure_made"),
    path("disclosures/<uuid:request_id>/none/", views.NotDisclose.as_view(), name="disclosure_not_made"),
    path("disclosures/<uuid:request_id>/withdraw/", views.Withdraw.as_view(), name="disclosure_withdraw"),
]

api_urlpatterns = [
    path("disclosures/", api.Requests.as_view(), name="api_disclosures"),
    path("disclosures/<uuid:request_id>/", api.Request.as_view(), name="api_disclosure"),
    path("disclosures/<uuid:request_id>/checks/", api.Checks.as_view(), name="api_disclosure_checks"),
    path("disclosures/<uuid:request_id>/meeting/", api.Meeting.as_view(), name="api_disclosure_meeting"),
    path("disclosures/<uuid:request_id>/decision/", api.Decision.as_view(), name="api_disclosure_decision"),
    path("disclosures/<uuid:request_id>/disclosure/", api.Disclosure.as_view(), name="api_disclosure_made"),
    path("disclosures/<uuid:request_id>/none/", api.NotMade.as_view(), name="api_disclosure_not_made"),
    path("disclosures/<uuid:request_id>/withdraw/", api.Withdraw.as_view(), name="api_disclosure_withdraw"),
]
