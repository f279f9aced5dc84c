"""The duty to assess anew after a time, by the profile that the force chose, or the default until it does."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import READ_RAISED, Rule
from law.intervals import FIGURES

SIGNED_OFF = "risk.assessment_signed_off"
# The level was decided anew, or the time that it may stand is another: by the policy, by another force, on reopening.
MOVED = (
    "risk.grade_reviewed",
    "risk.grade_disputed",
    "risk.assessment_corrected",
    "risk.downgrade_agreed",
    "risk.downgrade_ended",
    "risk.interval_changed",
    READ_RAISED,
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="REASSESS_INTERVAL",
        what="Assess the risk anew: the time that this level may stand is over",
        opens_on=(SIGNED_OFF, *MOVED),
        when={"interval": tuple(FIGURES)},
        renews_on=(SIGNED_OFF, *MOVED),
        met_by=(SIGNED_OFF,),
        void_on=("incidents.case_closed",),
        within=T.REASSESS_KENT_HIGH,
        within_by=FIGURES,
        by_fact="interval",
        starts="counted_from",
        clock="calendar_days",
        clock_by={code: "elapsed_hours" for code, figure in FIGURES.items() if figure.unit == "hours"},
        owed_by="case_owner",
        needs="RISK_SUBMIT",
        source=sources.OURS,
        confidence="D",
        met_not_before=True,
        escalates_to=ladders.CASE,
        evidence="A signed-off assessment asked after the one before",
    ),
)
