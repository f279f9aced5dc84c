"""Figures of bail, notices, orders, recall and release."""

from datetime import date

from law import sources
from law.thresholds.figure import Since, always, figure

BAIL_2017 = date(2017, 4, 3)
BAIL_2022 = date(2022, 10, 28)

BAIL_PRINCIPLE_DAYS = figure(
    "BAIL_PRINCIPLE_DAYS",
    "days",
    "first period of pre-charge bail for an arrest before 28 October 2022",
    always(28, sources.BAIL_PRINCIPLE, "V"),
    Since(BAIL_2017, 28, sources.BAIL_2017, "G"),
)
BAIL_FIRST_PERIOD = figure(
    "BAIL_FIRST_PERIOD",
    "months",
    "first period of pre-charge bail; law.bail counts the exact last day",
    always(1, "Nearest whole month to the 28 days of those years", "D"),
    Since(BAIL_2022, 3, sources.BAIL_2022, "V"),
)
BAIL_INSPECTOR = figure(
    "BAIL_INSPECTOR",
    "months",
    "longest pre-charge bail that an inspector may authorise",
    always(1, "Nearest whole month to the 28 days of those years", "D"),
    Since(BAIL_2022, 6, sources.BAIL_2022 + "; rank by general knowledge", "G"),
)
BAIL_SUPERINTENDENT = figure(
    "BAIL_SUPERINTENDENT",
    "months",
    "longest pre-charge bail that a superintendent may authorise",
    always(3, sources.BAIL_2017 + "; no limit in statute before", "G"),
    Since(BAIL_2022, 9, sources.BAIL_2022 + "; rank by general knowledge", "V"),
)
BAIL_COMPLEX = figure(
    "BAIL_COMPLEX",
    "months",
    "longest pre-charge bail without a court in an exceptionally complex case",
    always(3, sources.BAIL_2017 + "; no limit in statute before", "G"),
    Since(BAIL_2022, 12, sources.BAIL_2022, "V"),
)
BAIL_ENDS = figure(
    "BAIL_ENDS",
    "days after the last day",
    "decide what follows before a bail period ends",
    always(0, sources.BAIL_GUIDANCE, "V"),
)
BAIL_BREACH_PAUSE = figure(
    "BAIL_BREACH_PAUSE",
    "hours",
    "detention clock stands still after arrest for breach of pre-charge bail",
    always(3, sources.BAIL_GUIDANCE, "V"),
)
NOTICE_CONSIDERATION = figure(
    "NOTICE_CONSIDERATION",
    "days after the same day",
    "consider a protection notice after a release without conditions",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
MATTER_ANSWER = figure(
    "MATTER_ANSWER",
    "days after the same day",
    "say which case an event concerns that was told without one",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
ADDRESS_LOOK = figure(
    "ADDRESS_LOOK",
    "days after the same day",
    "look at a protected address that was written down of the suspect, and tell the victim that it is known",
    always(0, sources.OURS, "D"),
)
DVPN_COURT = figure(
    "DVPN_COURT",
    "court hours",
    "bring a domestic violence protection notice before the court, from service",
    always(48, sources.REPLAY, "D"),
    Since(date(2014, 3, 8), 48, sources.CRIME_AND_SECURITY_2010, "V"),
)
DAPN_COURT = figure(
    "DAPN_COURT",
    "court hours",
    "bring a domestic abuse protection notice before the court, from service",
    always(48, sources.REPLAY, "D"),
    Since(date(2024, 11, 27), 48, sources.DOMESTIC_ABUSE_ACT_29, "V"),
)
ORDER_BREACH_COURT = figure(
    "ORDER_BREACH_COURT",
    "court hours",
    "bring a person arrested for breach of such a notice or order before the court",
    always(24, sources.CRIME_AND_SECURITY_2010, "G"),
)
DVPO_SHORTEST = figure(
    "DVPO_SHORTEST",
    "days",
    "shortest domestic violence protection order",
    always(14, sources.CRIME_AND_SECURITY_2010, "V"),
)
DVPO_LONGEST = figure(
    "DVPO_LONGEST",
    "days",
    "longest domestic violence protection order",
    always(28, sources.CRIME_AND_SECURITY_2010, "V"),
)
DVPO_LAST_REVIEW = figure(
    "DVPO_LAST_REVIEW",
    "days before",
    "last look before a domestic violence protection order ends",
    always(1, sources.OURS_RECOMMENDATION_12, "D"),
)
STALKING_SHORTEST = figure(
    "STALKING_SHORTEST",
    "years",
    "shortest full stalking protection order",
    always(2, "Stalking Protection Act 2019, general knowledge; in force from 20 January 2020", "G"),
)
DAPO_NOTIFICATION = figure(
    "DAPO_NOTIFICATION",
    "days",
    "subject of a domestic abuse protection order gives name and address",
    always(3, sources.REPLAY, "D"),
    Since(date(2024, 11, 27), 3, sources.DOMESTIC_ABUSE_ACT, "G"),
)
EXPIRY_REVIEW = figure(
    "EXPIRY_REVIEW",
    "days before",
    "review risk and plan before bail or an order ends",
    always(7, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_NOTICE_28 = figure(
    "RELEASE_NOTICE_28",
    "days before",
    "first look at a known release",
    always(28, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_NOTICE_14 = figure(
    "RELEASE_NOTICE_14",
    "days before",
    "second look at a known release",
    always(14, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_NOTICE_7 = figure(
    "RELEASE_NOTICE_7",
    "days before",
    "third look at a known release",
    always(7, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_NOTICE_1 = figure(
    "RELEASE_NOTICE_1",
    "days before",
    "look on the eve of a known release",
    always(1, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_NOTICE_0 = figure(
    "RELEASE_NOTICE_0",
    "days after the same day",
    "look on the day of release",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
RELEASE_ASSESSMENT = figure(
    "RELEASE_ASSESSMENT",
    "days before",
    "an assessment so long before the eve of a release still counts: the one for the first look, two weeks early",
    always(41, sources.OURS_RECOMMENDATION_12, "D"),
)
RECALL_TASK = figure(
    "RECALL_TASK",
    "days",
    "find the new release date after a recall",
    always(21, sources.RECALL_EARLIER, "D"),
    Since(date(2026, 3, 31), 49, sources.RECALL_2026 + "; the task falls seven days before its end", "V"),
)
