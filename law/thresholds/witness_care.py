"""Figures of the Victims' Code and of the care for the victim as a witness, beside those of telling her."""

from law import sources
from law.thresholds.figure import always, figure

WRITTEN_CONFIRMATION = figure(
    "WRITTEN_CONFIRMATION",
    "working days",
    "give written confirmation of the report in a way that is safe",
    always(1, sources.VICTIMS_CODE_RIGHT_3 + ": without delay; the number of days is local", "L"),
)
RIGHT_TO_REVIEW = figure(
    "RIGHT_TO_REVIEW",
    "working days",
    "tell the victim that a decision to take no further action can be reviewed",
    always(1, sources.VICTIMS_CODE_RIGHT_6_REVIEW + "; told with the decision itself", "G"),
)
REVIEW_DECIDED = figure(
    "REVIEW_DECIDED",
    "working days",
    "decide a review for which the victim has asked",
    always(30, sources.VICTIMS_CODE_RIGHT_6_REVIEW + "; the number of days is local", "L"),
)
TELL_REVIEW = figure(
    "TELL_REVIEW",
    "working days",
    "tell the victim what a review has decided",
    always(1, sources.VICTIMS_CODE_RIGHT_6_REVIEW + "; the number of days is local", "L"),
)
NAME_WITNESS_CONTACT = figure(
    "NAME_WITNESS_CONTACT",
    "working days",
    "name who cares for the victim as a witness, from charge",
    always(1, sources.WITNESS_CARE, "L"),
)
ACCEPT_WITNESS_CONTACT = figure(
    "ACCEPT_WITNESS_CONTACT",
    "hours",
    "accept or refuse to care for the victim as a witness",
    always(24, sources.WITNESS_CARE, "L"),
)
WITNESS_NEEDS = figure(
    "WITNESS_NEEDS",
    "working days",
    "ask the victim what she needs as a witness, from charge",
    always(5, sources.WITNESS_CARE, "L"),
)
APPLY_MEASURE = figure(
    "APPLY_MEASURE",
    "working days",
    "apply for a special measure that the victim wants",
    always(5, sources.SPECIAL_MEASURES + "; the number of days is local", "L"),
)
MEASURE_DECISION = figure(
    "MEASURE_DECISION",
    "working days",
    "learn from the court what became of an application for a special measure",
    always(20, sources.SPECIAL_MEASURES + "; the number of days is local", "L"),
)
TELL_MEASURE = figure(
    "TELL_MEASURE",
    "working days",
    "tell the victim whether a special measure was granted",
    always(1, sources.WITNESS_CARE, "L"),
)
PREPARE_WITNESS = figure(
    "PREPARE_WITNESS",
    "days before",
    "go through the trial with the victim before it begins",
    always(7, sources.WITNESS_CARE, "L"),
)
OFFER_STATEMENT = figure(
    "OFFER_STATEMENT",
    "working days",
    "offer the Victim Personal Statement, from charge or conviction",
    always(5, sources.VICTIMS_CODE_RIGHT_7 + "; the number of days is local", "L"),
)
OFFER_STATEMENT_LATER = figure(
    "OFFER_STATEMENT_LATER",
    "days after the same day",
    "offer the Victim Personal Statement again on the day that the victim named",
    always(0, sources.VICTIMS_CODE_RIGHT_7, "G"),
)
OFFER_STATEMENT_SENTENCE = figure(
    "OFFER_STATEMENT_SENTENCE",
    "days before",
    "offer the Victim Personal Statement again before sentence",
    always(1, sources.VICTIMS_CODE_RIGHT_7 + "; the number of days is local", "L"),
)
STATEMENT_WINDOW = figure(
    "STATEMENT_WINDOW",
    "days before",
    "how long before sentence an offer of the statement still counts as made for it",
    always(28, sources.VICTIMS_CODE_RIGHT_7 + "; the number of days is local", "L"),
)
STATEMENT_USED = figure(
    "STATEMENT_USED",
    "working days",
    "say whether the Victim Personal Statement was read in court, and how",
    always(1, sources.VICTIMS_CODE_RIGHT_7 + "; the number of days is local", "L"),
)
