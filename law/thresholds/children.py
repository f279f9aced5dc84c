"""Figures of children: who is told of them, how soon, and what makes it a matter for children's social care."""

from law import sources
from law.thresholds.figure import always, figure

CHILD_UNTIL = figure(
    "CHILD_UNTIL",
    "years of age",
    "a child until this birthday",
    always(18, sources.DA_ACT_SECTION_3, "V"),
)
SCHOOL_AGE = figure(
    "SCHOOL_AGE",
    "years of age",
    "of compulsory school age; a younger child in a reception class is at school all the same",
    always(5, "Education Act 1996, section 8, general knowledge", "G"),
)
SCHOOL_RECEIPT = figure(
    "SCHOOL_RECEIPT",
    "working days",
    "see that the school has received the notice",
    always(1, sources.OURS, "D"),
)
SOCIAL_CARE_AT_ONCE = figure(
    "SOCIAL_CARE_AT_ONCE",
    "hours",
    "refer a child who was hurt or is in danger; at once, and late after an hour",
    always(1, "Children Act 1989, section 47; the hour is our own", "D"),
)
CHILD_UNDER = figure(
    "CHILD_UNDER",
    "years of age",
    "a child so young is referred even on one incident, as is one not born yet",
    always(1, sources.CHILDREN_MATRIX, "V"),
)
CHILD_INCIDENTS = figure(
    "CHILD_INCIDENTS",
    "incidents",
    "so many lesser incidents in the rolling time lead to a referral",
    always(3, sources.CHILDREN_MATRIX, "V"),
)
CHILD_MONTHS = figure(
    "CHILD_MONTHS",
    "months",
    "the rolling time in which incidents around a child are counted",
    always(12, sources.CHILDREN_MATRIX, "V"),
)
CHILD_SERIOUS = figure(
    "CHILD_SERIOUS",
    "rank of severity",
    "from this rank one incident is serious by itself: injury, threat to kill, weapon, strangulation",
    always(5, sources.CHILDREN_MATRIX + "; which are serious is our own reading", "D"),
)
