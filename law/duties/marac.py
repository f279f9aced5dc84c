"""Duties around MARAC: refer, reach the victim, list, send out, hear, act. Nobody waits for the meeting to act."""

from collections.abc import Mapping

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import READ_RAISED, Rule

REFERRED = ("marac.case_referred", "marac.referral_updated")
WITHDRAWN = ("marac.referral_withdrawn",)
TAKEN_OFF = ("marac.case_taken_off",)
REVIEWED = "risk.grade_reviewed"


def _refer(
    suffix: str, what: str, event: str, when: Mapping[str, object], void_when: Mapping[str, object] | None = None
) -> Rule:
    """Refer to MARAC and, at the same time, to the IDVA; no longer where a review is as `void_when` says."""
    return Rule(
        code=f"REFER_TO_MARAC{suffix}",
        what=what,
        opens_on=(event,),
        when=when,
        met_by=REFERRED,
        void_on=(REVIEWED,) if void_when else (),
        void_when=void_when or {},
        within=T.MARAC_REFERRAL,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="MARAC_REFER",
        source=sources.SAFELIVES_CRITERIA,
        confidence="L",
        escalates_to=ladders.CASE,
        timer=17,
        evidence="The referral to MARAC and to the IDVA, with every criterion that was met",
    )


RULES: tuple[Rule, ...] = (
    _refer(
        "", "Refer the case to MARAC and to the IDVA: the risk is high", "risk.assessment_signed_off", {"grade": "HIGH"}
    ),
    _refer(
        "_REVIEWED",
        "Refer the case to MARAC and to the IDVA: the review raised the risk to high",
        REVIEWED,
        {"grade": "HIGH", "raised": True},
    ),
    # While an arbiter decides the higher level holds, and what follows from it does not wait for the decision. Where it
    # is for a lower one, a referral that was not made yet is not owed any more; one that was made stands.
    _refer(
        "_DISPUTED",
        "Refer the case to MARAC and to the IDVA: the risk is held to be high until a dispute is decided",
        "risk.grade_disputed",
        {"level": "HIGH", "raised": True},
        void_when={"fell": True},
    ),
    # So it is while a second specialist has still to read it, or an arbiter to decide between the two.
    _refer(
        "_READ",
        "Refer the case to MARAC and to the IDVA: one of two specialists read it as high risk, which holds meanwhile",
        READ_RAISED,
        {"level": "HIGH"},
        void_when={"fell": True},
    ),
    # A repeat goes back whatever its level, and the files of the pair are flagged for as long.
    Rule(
        code="REFER_REPEAT_TO_MARAC",
        what="Refer the case to MARAC again: a further report within twelve months of its last referral",
        opens_on=("incidents.call_logged",),
        when={"domestic": True, "repeat_marac": True},
        met_by=REFERRED,
        within=T.MARAC_REFERRAL,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="MARAC_REFER",
        source=sources.SAFELIVES_REPEAT,
        confidence="L",
        per="subject",
        met_per="case",
        void_on=("incidents.qualifier_removed",),
        escalates_to=ladders.CASE,
        timer=17,
        evidence="The referral as a repeat, or what was added to the one that waits",
    ),
    Rule(
        code="CONTACT_BY_IDVA",
        what="See that the IDVA has tried to reach the victim by the safe method",
        opens_on=("marac.case_referred",),
        met_by=("marac.idva_contacted",),
        within=T.IDVA_CONTACT_HIGH,
        within_by={"MEDIUM": T.IDVA_CONTACT_OTHER, "STANDARD": T.IDVA_CONTACT_OTHER},
        clock="elapsed_hours",
        owed_by="marac_coordinator",
        needs="MARAC_REFER",
        source=sources.IDVA_PRACTICE,
        confidence="L",
        per="subject",
        met_per="case",
        escalates_to=ladders.MARAC,
        timer=18,
        evidence="Each attempt, by what method, and its result",
    ),
    Rule(
        code="LIST_CASE",
        what="List the referred case for a meeting, or send it back with a reason",
        opens_on=("marac.case_referred", *TAKEN_OFF),
        met_by=("marac.case_listed",),
        void_on=WITHDRAWN,
        within=T.MARAC_LISTING,
        clock="working_days",
        owed_by="marac_coordinator",
        needs="MARAC_RUN",
        source=sources.OURS,
        confidence="D",
        per="subject",
        met_per="case",
        escalates_to=ladders.MARAC,
        evidence="The meeting for which it is listed",
    ),
    Rule(
        code="SEND_AGENDA",
        what="Send the agenda to the agencies",
        opens_on=("marac.case_listed",),
        met_by=("marac.agenda_sent",),
        within=T.MARAC_AGENDA,
        clock="working_days_before",
        starts="meeting_on",
        owed_by="marac_coordinator",
        needs="MARAC_RUN",
        source=sources.MARAC_PROTOCOL,
        confidence="L",
        renews_on=("marac.case_listed",),
        void_on=(*WITHDRAWN, *TAKEN_OFF),
        escalates_to=ladders.MARAC,
        timer=19,
        evidence="To which agencies, and when",
    ),
    Rule(
        code="TELL_OFF_AGENDA",
        what="A case left the agenda of a meeting, because another force has it: tell the agencies",
        opens_on=("marac.agenda_changed",),
        met_by=("marac.agenda_change_told",),
        within=T.MARAC_CHANGE,
        clock="working_days",
        owed_by="agenda_keeper",
        needs="MARAC_RUN",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.MARAC,
        evidence="Which agencies were told, or that none had the agenda yet",
    ),
    Rule(
        code="RECORD_OUTCOME",
        what="Record what the MARAC meeting made of the case, and the actions that agencies took",
        opens_on=("marac.case_listed",),
        met_by=("marac.case_heard",),
        within=T.MARAC_OUTCOME,
        clock="working_days",
        starts="meeting_on",
        owed_by="marac_coordinator",
        needs="MARAC_RUN",
        source=sources.OURS,
        confidence="D",
        renews_on=("marac.case_listed",),
        void_on=(*WITHDRAWN, *TAKEN_OFF),
        escalates_to=ladders.MARAC,
        evidence="The risk as the meeting saw it, and each action with its agency, owner and day",
    ),
    Rule(
        code="CIRCULATE_ACTIONS",
        what="Send the actions to the agencies that took them",
        opens_on=("marac.case_heard",),
        met_by=("marac.actions_circulated",),
        within=T.MARAC_ACTIONS,
        clock="working_days",
        owed_by="marac_coordinator",
        needs="MARAC_RUN",
        source=sources.MARAC_PROTOCOL,
        confidence="L",
        per="subject",
        met_per="case",
        escalates_to=ladders.MARAC,
        timer=20,
        evidence="To which agencies, and when",
    ),
    Rule(
        code="DO_MARAC_ACTION",
        what="Carry out the MARAC action and record the outcome",
        opens_on=("marac.action_given",),
        met_by=("marac.action_completed",),
        within=T.MARAC_ACTION_DUE,
        clock="calendar_days",
        starts="due_on",
        owed_by="named",
        needs="ACTION_COMPLETE",
        source=sources.MARAC_PROTOCOL,
        confidence="L",
        per="subject",
        escalates_to=ladders.MARAC,
        evidence="What was done, by which agency, and when",
    ),
)
