"""Figures of safety plans, handover and MARAC."""

from law import sources
from law.thresholds.figure import always, figure

ACCEPT_CASE = figure(
    "ACCEPT_CASE",
    "hours",
    "answer the offer of a case; the giver owns it until then",
    always(10, "Before the giver's tour ends, counted as ten hours. " + sources.OURS_RECOMMENDATION_11, "L"),
)
OFFER_ELSEWHERE = figure(
    "OFFER_ELSEWHERE",
    "hours",
    "find another owner for a case that was refused, or keep it",
    always(10, "Before the tour ends, counted as ten hours. " + sources.OURS_RECOMMENDATION_11, "D"),
)
SAFETY_PLAN_HIGH = figure(
    "SAFETY_PLAN_HIGH",
    "hours",
    "agree a safety plan for a high-risk case",
    always(24, sources.OURS, "D"),
)
SAFETY_PLAN_MEDIUM = figure(
    "SAFETY_PLAN_MEDIUM",
    "hours",
    "agree a safety plan for a medium-risk case",
    always(72, sources.OURS, "D"),
)
SAFETY_PLAN_STANDARD = figure(
    "SAFETY_PLAN_STANDARD",
    "hours",
    "agree a safety plan for a standard-risk case",
    always(168, sources.OURS, "D"),
)
ESCALATION_STEP = figure(
    "ESCALATION_STEP",
    "hours",
    "a duty that stays late goes one rung further up its ladder",
    always(24, sources.OURS_RECOMMENDATION_11, "D"),
)
ACCEPT_MEASURE = figure(
    "ACCEPT_MEASURE",
    "hours",
    "owner accepts or declines a measure of a safety plan",
    always(24, sources.OURS_RECOMMENDATION_11, "D"),
)
DO_MEASURE = figure(
    "DO_MEASURE",
    "days after the due day",
    "complete a measure, with evidence",
    always(0, sources.OURS_RECOMMENDATION_11, "D"),
)
ESCALATE_MEASURE = figure(
    "ESCALATE_MEASURE",
    "days after the due day",
    "a measure not done goes up the ladder",
    always(1, sources.OURS_RECOMMENDATION_11, "D"),
)
PLAN_REVIEW_HIGH = figure(
    "PLAN_REVIEW_HIGH",
    "days",
    "review an open plan of a high-risk case",
    always(7, sources.LOCAL, "L"),
)
PLAN_REVIEW_MEDIUM = figure(
    "PLAN_REVIEW_MEDIUM",
    "days",
    "review an open plan of a medium-risk case",
    always(28, sources.LOCAL, "L"),
)
PLAN_REVIEW_STANDARD = figure(
    "PLAN_REVIEW_STANDARD",
    "days",
    "review an open plan of a standard-risk case",
    always(90, sources.LOCAL, "L"),
)
MARAC_REFERRAL = figure(
    "MARAC_REFERRAL",
    "hours",
    "refer to MARAC and to the IDVA",
    always(24, "24 hours, in some areas one working day. " + sources.MARAC_PROTOCOL, "L"),
)
MARAC_REPEAT_MONTHS = figure(
    "MARAC_REPEAT_MONTHS",
    "months",
    "a further event of the same pair after the last referral is a repeat",
    always(12, sources.SAFELIVES_REPEAT, "V"),
)
MARAC_LISTING = figure(
    "MARAC_LISTING",
    "working days",
    "list a referred case for a meeting, or send it back",
    always(5, sources.OURS, "D"),
)
MARAC_AGENDA = figure(
    "MARAC_AGENDA",
    "working days before",
    "send the agenda before the meeting (5 to 8 working days)",
    always(5, sources.MARAC_PROTOCOL, "L"),
)
MARAC_CHANGE = figure(
    "MARAC_CHANGE",
    "working days",
    "tell the agencies that a case has left the agenda of a meeting",
    always(1, sources.OURS, "D"),
)
MARAC_OUTCOME = figure(
    "MARAC_OUTCOME",
    "working days",
    "record what the meeting made of a case, so that the actions can go out in time",
    always(1, "Protocols give the time for sending out the actions, none for recording them. " + sources.OURS, "D"),
)
MARAC_ACTIONS = figure(
    "MARAC_ACTIONS",
    "working days",
    "send out the actions after a case was heard (1 to 2 working days)",
    always(2, sources.MARAC_PROTOCOL, "L"),
)
MARAC_ACTION_DUE = figure(
    "MARAC_ACTION_DUE",
    "days after the due day",
    "complete a MARAC action",
    always(0, sources.MARAC_PROTOCOL, "L"),
)
IDVA_CONTACT_HIGH = figure(
    "IDVA_CONTACT_HIGH",
    "hours",
    "first attempt of the IDVA to reach a victim at high risk",
    always(24, sources.IDVA_PRACTICE, "L"),
)
IDVA_CONTACT_OTHER = figure(
    "IDVA_CONTACT_OTHER",
    "hours",
    "first attempt of the IDVA to reach another victim",
    always(48, sources.IDVA_PRACTICE, "L"),
)
