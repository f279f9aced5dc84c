"""Duties of the evidence of the first hours: nothing is lost because nobody asked; no appointment is left to her."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RECORDED = ("incidents.evidence_recorded",)
PHOTOGRAPHS = "PHOTOGRAPHS"

RULES: tuple[Rule, ...] = (
    Rule(
        code="RECORD_EVIDENCE",
        what="Say what became of each piece of evidence: photographs, video, recordings, scene, statement",
        opens_on=("incidents.attended",),
        when={"domestic": True},
        met_by=("incidents.evidence_complete",),
        within=T.EVIDENCE,
        clock="end_of_tour",
        owed_by="attending_officer",
        needs="EVIDENCE_RECORD",
        source=sources.HMIC_KENT_2014 + ", recommendations 6 and 7",
        confidence="S",
        per="subject",
        escalates_to=ladders.RESPONSE,
        evidence="The answer to each kind of evidence, with its reference",
    ),
    Rule(
        code="PHOTOGRAPHS_KEPT",
        what="The appointment for photographs is over: say whether they were taken or it was missed",
        opens_on=RECORDED,
        when={"kind": PHOTOGRAPHS, "status": "BOOKED"},
        met_by=RECORDED,
        met_when={"kind": PHOTOGRAPHS, "status": ("TAKEN", "MISSED", "DECLINED", "NOT_NEEDED")},
        within=T.PHOTOGRAPHS_KEPT,
        clock="elapsed_hours",
        starts="booked_for",
        owed_by="case_owner",
        needs="EVIDENCE_RECORD",
        source=sources.HMIC_KENT_2014 + ", recommendation 7",
        confidence="S",
        per="subject",
        renews_on=RECORDED,
        escalates_to=ladders.RESPONSE,
        evidence="The reference of the photographs, or that it was missed",
    ),
    Rule(
        code="PHOTOGRAPHS_AGAIN",
        what="The appointment for photographs was missed: offer another way before the injuries fade",
        opens_on=RECORDED,
        when={"kind": PHOTOGRAPHS, "status": "MISSED"},
        met_by=RECORDED,
        met_when={"kind": PHOTOGRAPHS, "status": ("TAKEN", "BOOKED", "DECLINED", "NOT_NEEDED")},
        within=T.PHOTOGRAPHS_AGAIN,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="EVIDENCE_RECORD",
        source=sources.HMIC_KENT_2014 + ", recommendation 7",
        confidence="S",
        per="subject",
        escalates_to=ladders.RESPONSE,
        evidence="Which other ways were offered, and what the victim chose",
    ),
)
