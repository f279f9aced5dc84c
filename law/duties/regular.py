"""Duties of the calendar: opened when a period begins, due when it is over."""

from law import sources
from law import thresholds as T
from law.duties.rule import Rule


def _regular(
    code: str, what: str, within: T.Threshold, clock: str, owed_by: str, source: str, confidence: str, timer: int
) -> Rule:
    """One regular thing, owed once for each period of each force."""
    return Rule(
        code=code,
        what=what,
        opens_on=("regular.period_began",),
        when={"code": code},
        met_by=("regular.task_done",),
        within=within,
        clock=clock,
        starts="begins_on",
        owed_by=owed_by,
        needs="REGULAR_DO",
        source=source,
        confidence=confidence,
        per="subject",
        escalates_to=("inspector",),
        timer=timer,
        evidence="Where the finished piece lies, and who received it",
    )


RULES: tuple[Rule, ...] = (
    _regular(
        "MATAC_LIST",
        "Refresh the ranked list of perpetrators",
        T.MATAC_WEEKS,
        "calendar_weeks",
        "safeguarding",
        sources.MATAC_PROCEDURE,
        "V",
        54,
    ),
    _regular(
        "MARAC_RETURN",
        "Send the MARAC data return of the quarter",
        T.MARAC_RETURN,
        "calendar_months",
        "marac_coordinator",
        sources.SAFELIVES_DATA,
        "V",
        55,
    ),
    _regular(
        "PROBLEM_PROFILE",
        "Write the problem profile of the year",
        T.PROBLEM_PROFILE,
        "calendar_months",
        "safeguarding",
        sources.HMIC_KENT_2014,
        "S",
        56,
    ),
)
