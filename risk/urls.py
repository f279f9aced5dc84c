"""Names and paths of risk assessments."""

from django.db import transaction
from django.urls import path

from risk import api
from risk.api import deciding
from risk.api import downgrading as lowering
from risk.views import (
    assessments,
    circumstances,
    correcting,
    decisions,
    disputes,
    downgrading,
    intervals,
    questions,
    reading,
    vouching,
    workload,
)

urlpatterns = [
    path("cases/<uuid:case_id>/assess/", assessments.Start.as_view(), name="assessment_start"),
    path("assessments/<uuid:assessment_id>/", assessments.Read.as_view(), name="assessment"),
    path("assessments/<uuid:assessment_id>/answer/", assessments.Answer.as_view(), name="assessment_answer"),
    path("assessments/<uuid:assessment_id>/submit/", assessments.Submit.as_view(), name="assessment_submit"),
    path("assessments/<uuid:assessment_id>/set-aside/", assessments.SetAside.as_view(), name="assessment_set_aside"),
    path("assessments/<uuid:assessment_id>/confirm/", vouching.Confirm.as_view(), name="assessment_confirm"),
    path("assessments/<uuid:assessment_id>/not-mine/", vouching.Disown.as_view(), name="assessment_disown"),
    path("assessments/<uuid:assessment_id>/sign-off/", decisions.SignOff.as_view(), name="assessment_sign_off"),
    path("assessments/<uuid:assessment_id>/return/", decisions.SendBack.as_view(), name="assessment_return"),
    path("assessments/<uuid:assessment_id>/review/", decisions.Review.as_view(), name="assessment_review"),
    path("assessments/<uuid:assessment_id>/correct/", correcting.Correct.as_view(), name="assessment_correct"),
    path("assessments/<uuid:assessment_id>/close/", correcting.DeclareConflict.as_view(), name="assessment_conflict"),
    path("assessments/<uuid:assessment_id>/read/", reading.Read.as_view(), name="assessment_read"),
    path("assessments/<uuid:assessment_id>/arbitrate/", reading.Arbitrate.as_view(), name="assessment_arbitrate"),
    path("assessments/<uuid:assessment_id>/lower/", downgrading.Propose.as_view(), name="downgrade_propose"),
    path("downgrades/<uuid:downgrade_id>/agree/", downgrading.Agree.as_view(), name="downgrade_agree"),
    path("downgrades/<uuid:downgrade_id>/refuse/", downgrading.Refuse.as_view(), name="downgrade_refuse"),
    path("cases/<uuid:case_id>/changed/", circumstances.RecordCircumstance.as_view(), name="circumstance_record"),
    path("reassessment-policy/", intervals.Intervals.as_view(), name="interval_policy"),
    path("cases/<uuid:case_id>/dispute/", disputes.Dispute.as_view(), name="grade_dispute"),
    path("disputes/<uuid:dispute_id>/decide/", disputes.Decide.as_view(), name="dispute_decide"),
    path("disputes/<uuid:dispute_id>/read/", disputes.Read.as_view(), name="dispute_read"),
    path("review/agreement/", reading.Agreement.as_view(), name="review_agreement"),
    path("left/", assessments.Left.as_view(), name="left"),
    path("questions/", questions.Questions.as_view(), name="questions"),
    path("questions/<str:instrument>/<str:version>/", questions.Acknowledge.as_view(), name="questions_acknowledge"),
    path("sign-off/", decisions.SignOffList.as_view(), name="sign_off_list"),
    path("review-policy/", workload.Workload.as_view(), name="workload"),
    path("review/", decisions.ReviewList.as_view(), name="review_list"),
]

api_urlpatterns = [
    path("assessments/", api.Assessments.as_view(), name="api_assessments"),
    path("assessments/<uuid:assessment_id>/", api.Assessment.as_view(), name="api_assessment"),
    path(
        "assessments/<uuid:assessment_id>/answers/",
        transaction.non_atomic_requests(api.Keep.as_view()),
        name="api_assessment_answers",
    ),
    path("assessments/<uuid:assessment_id>/submit/", api.Submit.as_view(), name="api_assessment_submit"),
    path("assessments/<uuid:assessment_id>/reads/", api.Reads.as_view(), name="api_assessment_reads"),
    path("assessments/<uuid:assessment_id>/sign-off/", api.SignOff.as_view(), name="api_assessment_sign_off"),
    path("assessments/<uuid:assessment_id>/return/", deciding.SendBack.as_view(), name="api_assessment_return"),
    path("assessments/<uuid:assessment_id>/confirm/", deciding.Confirm.as_view(), name="api_assessment_confirm"),
    path("assessments/<uuid:assessment_id>/disown/", deciding.Disown.as_view(), name="api_assessment_disown"),
    path("assessments/<uuid:assessment_id>/conflict/", deciding.DeclareConflict.as_view(), name="api_conflict"),
    path("assessments/<uuid:assessment_id>/review/", deciding.Review.as_view(), name="api_assessment_review"),
    path("assessments/<uuid:assessment_id>/arbitrate/", deciding.Arbitrate.as_view(), name="api_assessment_arbitrate"),
    path("assessments/<uuid:assessment_id>/downgrades/", lowering.Propose.as_view(), name="api_downgrade_propose"),
    path("downgrades/<uuid:downgrade_id>/agree/", lowering.Agree.as_view(), name="api_downgrade_agree"),
    path("downgrades/<uuid:downgrade_id>/refuse/", lowering.Refuse.as_view(), name="api_downgrade_refuse"),
    path("assessments/<uuid:assessment_id>/correct/", api.Correct.as_view(), name="api_assessment_correct"),
    path("cases/<uuid:case_id>/changes/", api.Circumstances.as_view(), name="api_circumstances"),
    path("cases/<uuid:case_id>/disputes/", api.Disputes.as_view(), name="api_disputes"),
    path("disputes/<uuid:dispute_id>/decide/", api.DecideDispute.as_view(), name="api_dispute_decide"),
    path("disputes/<uuid:dispute_id>/read/", api.ReadDispute.as_view(), name="api_dispute_read"),
]
