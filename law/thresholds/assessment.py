"""Figures of risk assessment: completing, supervising, reviewing, reassessing and grading."""

from law import sources
from law.thresholds.figure import always, figure

ASSESS = figure(
    "ASSESS",
    "hours",
    "complete the assessment and list the children before the end of the tour of duty",
    always(10, "By the end of the tour; a tour is counted as ten hours. " + sources.LOCAL, "L"),
)
ASSESS_WITHOUT_ATTENDANCE = figure(
    "ASSESS_WITHOUT_ATTENDANCE",
    "hours",
    "assess risk where nobody was sent",
    always(24, sources.OURS, "D"),
)
SUPERVISE_ASSESSMENT = figure(
    "SUPERVISE_ASSESSMENT",
    "hours",
    "supervisor signs off a submitted assessment",
    always(24, sources.HMIC_KENT_2014 + ", recommendation 5; the time is local", "L"),
)
REDO_ASSESSMENT = figure(
    "REDO_ASSESSMENT",
    "hours",
    "author answers a returned assessment",
    always(24, sources.OURS, "D"),
)
CRU_REVIEW_HIGH = figure(
    "CRU_REVIEW_HIGH",
    "hours",
    "specialist review of a high-risk assessment",
    always(24, sources.LOCAL, "L"),
)
CRU_REVIEW_MEDIUM = figure(
    "CRU_REVIEW_MEDIUM",
    "hours",
    "specialist review of a medium-risk assessment (48 to 72 hours)",
    always(72, sources.LOCAL, "L"),
)
CRU_REVIEW_CHILDREN = figure(
    "CRU_REVIEW_CHILDREN",
    "hours",
    "specialist review where a child is involved, at any level (24 to 72 hours)",
    always(72, sources.HMIC_KENT_2014 + "; the time is local", "L"),
)
REASSESS_HIGH = figure(
    "REASSESS_HIGH",
    "days after the same day",
    "reassess a high-risk case after a change",
    always(0, sources.OURS_RECOMMENDATION_12, "D"),
)
REASSESS_MEDIUM = figure(
    "REASSESS_MEDIUM",
    "hours",
    "reassess a medium-risk case, or one with no level, after a change",
    always(24, sources.OURS_RECOMMENDATION_12, "D"),
)
REASSESS_STANDARD = figure(
    "REASSESS_STANDARD",
    "hours",
    "reassess a standard-risk case after a change",
    always(72, sources.OURS_RECOMMENDATION_12, "D"),
)
VISIBLE_HIGH_RISK = figure(
    "VISIBLE_HIGH_RISK",
    "answers of yes",
    "of the 24 shared items of the DASH checklist: visible high risk",
    always(14, sources.SAFELIVES_CRITERIA, "V"),
)
MEDIUM_BAND = figure(
    "MEDIUM_BAND",
    "answers of yes",
    "of the 24 shared items: local band from which medium is suggested",
    always(10, sources.LOCAL_BANDS, "L"),
)
SCHOOL_NOTICE = figure(
    "SCHOOL_NOTICE",
    "school days",
    "further school days allowed before the school must be told",
    always(0, sources.SCHOOLS_PILOT + "; statutory from guidance of 7 November 2025", "V"),
)
SCHOOL_DAY_STARTS = figure(
    "SCHOOL_DAY_STARTS",
    "minutes after midnight",
    "start of the school day, 08:30 in London",
    always(510, sources.LOCAL, "L"),
)
SOCIAL_CARE = figure(
    "SOCIAL_CARE",
    "hours",
    "notify or refer to children's social care; a child in danger at once",
    always(24, sources.CHILDREN_MATRIX, "G"),
)
