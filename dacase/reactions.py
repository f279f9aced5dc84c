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
    "risk.answers_disowned",
    "risk.assessment_returned",
    "risk.conflict_declared",
    "risk.decisions_moved",
    "core.duty_escalated",
    "custody.feed_silent",
    # What comes by message in the night, and asks for something the same day.
    "custody.address_looked_at",
    "custody.address_named",
    "custody.at_liberty",
    "custody.bail_granted",
    "custody.bail_lapsed",
    "custody.dapn_served",
    "custody.dvpn_served",
    "custody.event_kept",
    "custody.event_unclaimed",
    "custody.event_withdrawn",
    "custody.licence_ended",
    "custody.matter_asked",
    "custody.message_refused",
    "custody.order_lapsed",
    "custody.order_refused",
    "custody.order_weakened",
    "custody.recalled",
    "custody.released",
    "custody.released_under_investigation",
    "custody.sentenced",
    "custody.victim_contact_owner_named",
    "safety_plans.measure_proposed",
):
    REACTIONS.setdefault(event, {})["tell_officer"] = notices.tell_officer
