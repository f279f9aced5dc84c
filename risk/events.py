"""What can happen to a risk assessment."""

STARTED = "risk.assessment_started"
ANSWERS_SAVED = "risk.answers_saved"
SUBMITTED = "risk.assessment_submitted"
CONFIRMED = "risk.assessment_confirmed"
RETURNED = "risk.assessment_returned"
SIGNED_OFF = "risk.assessment_signed_off"
REVIEWED = "risk.grade_reviewed"
