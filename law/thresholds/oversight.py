"""Figures of disclosure, death reviews, MATAC and the regular returns."""

from datetime import date

from law import sources
from law.thresholds.figure import Since, always, figure

DVDS_CHECKS = figure(
    "DVDS_CHECKS",
    "hours",
    "first checks on a disclosure application",
    always(24, sources.DISCLOSURE_SCHEME, "V"),
)
DVDS_FACE_TO_FACE = figure(
    "DVDS_FACE_TO_FACE",
    "working days",
    "meet the applicant; the 2023 figure was not verified",
    always(10, sources.DISCLOSURE_SCHEME_OLD, "L"),
)
DVDS_WHOLE = figure(
    "DVDS_WHOLE",
    "days",
    "whole disclosure process",
    always(35, sources.DISCLOSURE_SCHEME_OLD, "V"),
    Since(date(2023, 4, 5), 28, sources.DISCLOSURE_SCHEME + "; figure from a weak source", "G"),
)
DVDS_PANEL = figure(
    "DVDS_PANEL",
    "people",
    "decide together whether there is a disclosure; the guidance wants several agencies and gives no number",
    always(2, sources.OURS, "D"),
)
DEATH_REVIEW_DECISION = figure(
    "DEATH_REVIEW_DECISION",
    "months",
    "decide on a domestic abuse related death review",
    always(1, sources.REVIEW_GUIDANCE, "G"),
)
DEATH_REVIEW_FINISH = figure(
    "DEATH_REVIEW_FINISH",
    "months",
    "finish a domestic abuse related death review",
    always(6, sources.REVIEW_GUIDANCE, "G"),
)
TELL_PARTNERSHIP = figure(
    "TELL_PARTNERSHIP",
    "working days",
    "tell the community safety partnership of a death",
    always(3, sources.OURS_AFTER_A_DEATH, "D"),
)
NAME_FAMILY_CONTACT = figure(
    "NAME_FAMILY_CONTACT",
    "hours",
    "name an officer who is there for the family after a death",
    always(24, sources.OURS_AFTER_A_DEATH, "D"),
)
LOOK_AFTER_DEATH = figure(
    "LOOK_AFTER_DEATH",
    "hours",
    "look at who else is at risk after the victim has died",
    always(24, sources.OURS_AFTER_A_DEATH, "D"),
)
SPEAK_AFTER_MISTAKE = figure(
    "SPEAK_AFTER_MISTAKE",
    "hours",
    "look at what was owed to a victim who was recorded as dead by mistake",
    always(4, sources.OURS_AFTER_A_DEATH, "D"),
)
RECOMMENDATION_DUE = figure(
    "RECOMMENDATION_DUE",
    "days after the due day",
    "make the change that a review has asked for",
    always(0, sources.HMIC_KENT_2014, "L"),
)
RECOMMENDATION_CHASE = figure(
    "RECOMMENDATION_CHASE",
    "months",
    "ask for evidence of change on an open recommendation",
    always(1, sources.HMIC_KENT_2014, "L"),
)
MATAC_WEEKS = figure(
    "MATAC_WEEKS",
    "weeks",
    "refresh the ranked list of perpetrators",
    always(4, sources.MATAC_PROCEDURE, "V"),
)
MARAC_RETURN = figure(
    "MARAC_RETURN",
    "months",
    "MARAC data return, each quarter",
    always(3, sources.SAFELIVES_DATA, "V"),
)
PROBLEM_PROFILE = figure(
    "PROBLEM_PROFILE",
    "months",
    "problem profile, each year",
    always(12, sources.HMIC_KENT_2014, "S"),
)
