"""What follows what, after commit: read this table to know. Each function takes (entry, delivery_id)."""

from core import notices
from people import services as people
from safety_plans import reactions as safety_plans

REACTIONS = {
    "people.duplicates_unsearched": {"look_again": people.look_again},
    "risk.grade_reviewed": {"take_recommendations": safety_plans.take_recommendations},
}
for event in (
    "incidents.call_logged",
    "accounts.cover_given",
    "accounts.cover_failed",
    "incidents.case_offered",
    "incidents.owner_unreachable",
    "incidents.investigator_unreachable",
    "custody.victim_contact_unreachable",
    "risk.assessment_returned",
    "core.duty_escalated",
    "custody.feed_silent",
):
    REACTIONS.setdefault(event, {})["tell_officer"] = notices.tell_officer
