"""Looking back at the quality of work: the themes of a month and their questions, as data.

A theme looks at one kind of work: calls as they were logged, or measures of safety plans that are said to be done.
Every question is answered yes, no, or does not apply.
"""

from dataclasses import dataclass, field

from law import sources

ANSWERS = ("YES", "NO", "NOT_APPLICABLE")
CALLS, MEASURES = "CALLS", "MEASURES"


@dataclass(frozen=True)
class Question:
    """One question of a theme, in our own words."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What is looked at in a month, in which kind of work (only calls of some kinds, where `kinds` names them)."""

    code: str
    title: str
    track: str
    source: str
    questions: tuple[Question, ...]
    kinds: tuple[str, ...] = field(default=())


THEMES: tuple[Theme, ...] = (
    Theme(
        code="QUESTIONS_AND_EMPATHY",
        title="Questions and empathy",
        track=CALLS,
        source=sources.HMIC_KENT_2014,
        questions=(
            Question("SAFE_NOW", "Was it asked whether everybody is safe now, and hurt or not?"),
            Question("SUSPECT", "Was it asked where the suspect is?"),
            Question("CHILDREN", "Was it asked about children, and is the answer on the record?"),
            Question("HISTORY", "Was it asked what happened before, and whether it is getting worse?"),
            Question("OWN_WORDS", "Is the account in the caller's own words?"),
            Question("EMPATHY", "Was the caller listened to, believed and told what would happen next?"),
        ),
    ),
    Theme(
        code="GRADE",
        title="The grade and its reasons",
        track=CALLS,
        source=sources.APP_DEPLOYMENT,
        questions=(
            Question("RIGHT", "Was the grade right for what was known?"),
            Question("REASONS", "Are its reasons on the record?"),
            Question("KEPT_UP", "Was it looked at again when something new was told?"),
            Question("UNIT", "Was a unit sent in time, or is it said why not?"),
        ),
    ),
    Theme(
        code="HARASSMENT",
        title="Harassment and stalking",
        track=CALLS,
        source=sources.OURS_HARASSMENT,
        kinds=("HARASSMENT", "STALKING"),
        questions=(
            Question("CONNECTED", "Was it asked whether the people are partners, ex-partners or family?"),
            Question("COURSE", "Was it asked how often, and since when?"),
            Question("NOT_BY_APPOINTMENT", "Was it kept from waiting for an appointment?"),
        ),
    ),
    Theme(
        code="CHECKS_PASSED_ON",
        title="Checks passed on to those who go",
        track=CALLS,
        source=sources.HMIC_KENT_2014,
        questions=(
            Question("FIREARMS", "Were firearms looked up, and passed on before arrival?"),
            Question("WARNINGS", "Were bail, orders and warnings passed on?"),
            Question("EARLIER", "Were earlier reports passed on?"),
        ),
    ),
    Theme(
        code="MEASURES_REAL",
        title="Measures that are said to be done",
        track=MEASURES,
        source=sources.OURS_RECOMMENDATION_11,
        questions=(
            Question("THERE", "Is the measure really there?"),
            Question("PROOF", "Does what is on the record prove it?"),
            Question("IN_TIME", "Was it done in time?"),
            Question("TOLD", "Does the victim know of it, and how to use it?"),
        ),
    ),
)

BY_CODE: dict[str, Theme] = {theme.code: theme for theme in THEMES}
"""Every theme by its code."""
