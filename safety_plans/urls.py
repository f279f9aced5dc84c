"""Names and paths of safety plans."""

from django.urls import path

from safety_plans import api, views

urlpatterns = [
    path("cases/<uuid:case_id>/plan/", views.Plan.as_view(), name="plan"),
    path("cases/<uuid:case_id>/plan/print/", views.PlanPrint.as_view(), name="plan_print"),
    path("cases/<uuid:case_id>/plan/wishes/", views.Wishes.as_view(), name="plan_wishes"),
    path("cases/<uuid:case_id>/plan/agree/", views.Agree.as_view(), name="plan_agree"),
    path("cases/<uuid:case_id>/plan/review/", views.Review.as_view(), name="plan_review"),
    path("cases/<uuid:case_id>/plan/measures/new/", views.Propose.as_view(), name="measure_propose"),
    path("cases/<uuid:case_id>/plan/measures/set/", views.ProposeSet.as_view(), name="measures_propose_set"),
    path("measures/to-check/", views.ToCheck.as_view(), name="measures_to_check"),
    path("measures/<uuid:measure_id>/check/", views.Check.as_view(), name="measure_check"),
    path("measures/<uuid:measure_id>/accept/", views.Accept.as_view(), name="measure_accept"),
    path("measures/<uuid:measure_id>/decline/", views.Decline.as_view(), name="measure_decline"),
    path("measures/<uuid:measure_id>/done/", views.Done.as_view(), name="measure_done"),
    path("measures/<uuid:measure_id>/not-done/", views.NotDone.as_view(), name="measure_not_done"),
    path("measures/<uuid:measure_id>/again/", views.ProposeAgain.as_view(), name="measure_again"),
    path("measures/<uuid:measure_id>/remove/", views.Remove.as_view(), name="measure_remove"),
]

api_urlpatterns = [path("cases/<uuid:case_id>/plan/measures/", api.ProposeSet.as_view(), name="api_plan_measures")]
