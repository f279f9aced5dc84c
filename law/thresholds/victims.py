"""Figures of the Victims' Code and of telling the victim."""

from datetime import date

from law import sources
from law.thresholds.figure import Since, always, figure

CODE_2013 = date(2013, 12, 10)
CODE_2021 = date(2021, 4, 1)

TELL_VICTIM = figure(
    "TELL_VICTIM",
    "working days",
    "tell a victim with enhanced rights what happened to the suspect",
    always(1, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 1, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 1, sources.VICTIMS_CODE_RIGHT_6, "V"),
)
TELL_VICTIM_STANDARD = figure(
    "TELL_VICTIM_STANDARD",
    "working days",
    "tell a victim without enhanced rights what happened to the suspect",
    always(5, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 5, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 5, sources.VICTIMS_CODE_RIGHT_6, "V"),
)
TELL_VICTIM_SAME_DAY = figure(
    "TELL_VICTIM_SAME_DAY",
    "days after the same day",
    "tell the victim that the suspect is at liberty, or is about to be",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
TELL_VICTIM_COURT = figure(
    "TELL_VICTIM_COURT",
    "working days",
    "tell the victim the outcome of a bail hearing, from its receipt",
    always(1, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 1, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 1, sources.VICTIMS_CODE_RIGHT_8, "V"),
)
TELL_VICTIM_HEARING = figure(
    "TELL_VICTIM_HEARING",
    "working days",
    "tell the victim the time, date and place of a hearing",
    always(1, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 1, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 1, sources.VICTIMS_CODE_RIGHT_8, "V"),
)
TELL_VICTIM_NO_INVESTIGATION = figure(
    "TELL_VICTIM_NO_INVESTIGATION",
    "working days",
    "give the reasons for a decision not to investigate",
    always(5, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 5, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 1, sources.VICTIMS_CODE_RIGHT_6, "V"),
)
TELL_VICTIM_ORDER = figure(
    "TELL_VICTIM_ORDER",
    "working days",
    "tell the victim that an order was made or has ended",
    always(1, sources.OURS_RECOMMENDATION_12, "D"),
)
SUPPORT_REFERRAL = figure(
    "SUPPORT_REFERRAL",
    "working days",
    "refer the victim to a support service",
    always(2, sources.VICTIMS_CODE_2006, "G"),
    Since(CODE_2013, 2, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 2, sources.VICTIMS_CODE_RIGHT_4, "V"),
)
VCS_MONTHS = figure(
    "VCS_MONTHS",
    "months",
    "custody that brings a case into the Victim Contact Scheme",
    always(12, sources.VICTIM_CONTACT_SCHEME, "V"),
)
VCS_REFERRAL = figure(
    "VCS_REFERRAL",
    "working days",
    "refer to the Victim Contact Scheme, from sentence",
    always(20, sources.VICTIMS_CODE_2013, "V"),
    Since(CODE_2021, 10, sources.VICTIMS_CODE_RIGHT_11, "V"),
)
VLO_CONTACT = figure(
    "VLO_CONTACT",
    "working days",
    "first contact by the victim liaison officer, from referral",
    always(20, sources.REPLAY, "D"),
    Since(CODE_2021, 20, sources.VICTIMS_CODE_RIGHT_11, "V"),
)
VICTIM_CONTACT_OWNER = figure(
    "VICTIM_CONTACT_OWNER",
    "days after the same day",
    "name who keeps in touch with the victim, from sentence",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
PRISON_CONTACT = figure(
    "PRISON_CONTACT",
    "working days",
    "first contact with the victim by whoever keeps in touch while the sentence lasts",
    always(5, sources.OURS_RECOMMENDATION_12, "D"),
)
