"""Duties about a sign-off that ended: the item goes back to a supervisor with its first deadline, never a new one."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.phoned_in import closer_look
from law.duties.rule import Rule

CONFLICT = ("risk.conflict_declared",)


def _supervise_again(suffix: str, what: str, opens_on: tuple[str, ...], **when: object) -> Rule:
    """Sign off what should have been signed off already: time counts from the first handing in."""
    return Rule(
        code=f"SUPERVISE_{suffix}",
        what=what,
        opens_on=opens_on,
        when=when,
        met_by=("risk.assessment_signed_off",),
        starts="first_submitted_at",
        within=T.SUPERVISE_ASSESSMENT,
        clock="elapsed_hours",
        owed_by="signer",
        needs="RISK_SIGN_OFF",
        source=sources.HMIC_KENT_2014 + ", recommendation 5",
        confidence="S",
        per="subject",
        void_on=("risk.assessment_returned", "risk.assessment_corrected", "risk.answers_disowned", *CONFLICT),
        escalates_to=ladders.SUPERVISOR,
        timer=10,
        evidence="Who signed off, never the author, and the level with its reasons",
    )


RULES: tuple[Rule, ...] = (
    _supervise_again(
        "CORRECTED",
        "Sign off the corrected assessment or send it back: the first sign-off ended",
        ("risk.assessment_corrected",),
    ),
    _supervise_again(
        "BY_ANOTHER",
        "Sign off the assessment in place of a supervisor to whom the case is close",
        CONFLICT,
        waiting=True,
    ),
    closer_look(
        "LOWERED",
        "Review the assessment: it lowers the level of the case",
        T.CRU_REVIEW_LOWERED,
        5,
        phoned_in=False,
        left_out=0,
        lowered=True,
    ),
)
