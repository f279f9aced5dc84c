"""Names and paths of witness care."""

from django.urls import path

from witness_care import api, views

urlpatterns = [
    path("cases/<uuid:case_id>/witness/", views.Witness.as_view(), name="witness"),
    path("cases/<uuid:case_id>/witness/contact/", views.NameContact.as_view(), name="witness_contact"),
    path("cases/<uuid:case_id>/witness/needs/", views.AssessNeeds.as_view(), name="witness_needs"),
    path("cases/<uuid:case_id>/witness/statement/", views.OfferStatement.as_view(), name="statement_offer"),
    path("cases/<uuid:case_id>/witness/statement/used/", views.StatementUsed.as_view(), name="statement_used"),
    path("cases/<uuid:case_id>/witness/right/", views.TellRight.as_view(), name="right_tell"),
    path("cases/<uuid:case_id>/witness/review/", views.AskReview.as_view(), name="decision_review_ask"),
    path("cases/<uuid:case_id>/hearings/<uuid:event_id>/change/", views.ChangeHearing.as_view(), name="hearing_change"),
    path("cases/<uuid:case_id>/hearings/<uuid:event_id>/vacate/", views.VacateHearing.as_view(), name="hearing_vacate"),
    path(
        "cases/<uuid:case_id>/hearings/<uuid:event_id>/prepare/",
        views.PrepareWitness.as_view(),
        name="hearing_prepare",
    ),
    path("witness-contacts/<uuid:contact_id>/accept/", views.AcceptContact.as_view(), name="witness_contact_accept"),
    path("witness-contacts/<uuid:contact_id>/refuse/", views.RefuseContact.as_view(), name="witness_contact_refuse"),
    path(
        "witness-contacts/<uuid:contact_id>/withdraw/", views.WithdrawContact.as_view(), name="witness_contact_withdraw"
    ),
    path("special-measures/<uuid:special_id>/apply/", views.ApplyForMeasure.as_view(), name="special_measure_apply"),
    path("special-measures/<uuid:special_id>/decide/", views.MeasureDecision.as_view(), name="special_measure_decide"),
    path("special-measures/<uuid:special_id>/tell/", views.TellMeasure.as_view(), name="special_measure_tell"),
    path("special-measures/<uuid:special_id>/drop/", views.DropMeasure.as_view(), name="special_measure_drop"),
    path("decision-reviews/<uuid:review_id>/decide/", views.DecideReview.as_view(), name="decision_review_decide"),
    path("decision-reviews/<uuid:review_id>/tell/", views.TellReview.as_view(), name="decision_review_tell"),
]

api_urlpatterns = [
    path("cases/<uuid:case_id>/witness/", api.Witness.as_view(), name="api_witness"),
    path("cases/<uuid:case_id>/witness/needs/", api.Needs.as_view(), name="api_witness_needs"),
    path("cases/<uuid:case_id>/witness/statement/", api.Statement.as_view(), name="api_statement"),
    path("cases/<uuid:case_id>/witness/statement/used/", api.StatementUsed.as_view(), name="api_statement_used"),
    path("cases/<uuid:case_id>/witness/rights/", api.Rights.as_view(), name="api_rights"),
    path("cases/<uuid:case_id>/witness/reviews/", api.Reviews.as_view(), name="api_reviews"),
    path(
        "cases/<uuid:case_id>/hearings/<uuid:event_id>/change/", api.ChangeHearing.as_view(), name="api_hearing_change"
    ),
    path(
        "cases/<uuid:case_id>/hearings/<uuid:event_id>/vacate/", api.VacateHearing.as_view(), name="api_hearing_vacate"
    ),
    path(
        "cases/<uuid:case_id>/hearings/<uuid:event_id>/prepare/",
        api.PrepareWitness.as_view(),
        name="api_hearing_prepare",
    ),
    path("special-measures/<uuid:special_id>/apply/", api.ApplyForMeasure.as_view(), name="api_measure_apply"),
    path("special-measures/<uuid:special_id>/decide/", api.MeasureDecision.as_view(), name="api_measure_decide"),
    path("special-measures/<uuid:special_id>/tell/", api.TellMeasure.as_view(), name="api_measure_tell"),
    path("special-measures/<uuid:special_id>/drop/", api.DropMeasure.as_view(), name="api_measure_drop"),
    path("decision-reviews/<uuid:review_id>/decide/", api.DecideReview.as_view(), name="api_review_decide"),
    path("decision-reviews/<uuid:review_id>/tell/", api.TellReview.as_view(), name="api_review_tell"),
]
