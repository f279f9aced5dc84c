"""The clocks of the disclosure scheme (Clare's Law). They hang on the request and on no case."""

from collections.abc import Mapping

from law import sources
from law import thresholds as T
from law.duties.rule import Rule

OVER = ("disclosures.disclosed", "disclosures.not_disclosed", "disclosures.withdrawn")
ANY: Mapping[str, object] = {}


def _clock(
    code: str,
    what: str,
    met_by: tuple[str, ...],
    within: T.Threshold,
    clock: str,
    source: str,
    confidence: str,
    timer: int,
    evidence: str,
    when: Mapping[str, object] = ANY,
) -> Rule:
    """One clock, from the receipt of the request."""
    return Rule(
        code=code,
        what=what,
        opens_on=("disclosures.request_received",),
        when=when,
        met_by=met_by,
        within=within,
        clock=clock,
        owed_by="disclosure_worker",
        needs="DISCLOSURE_WORK",
        source=source,
        confidence=confidence,
        per="subject",
        void_on=tuple(event for event in OVER if event not in met_by),
        escalates_to=("inspector",),
        timer=timer,
        evidence=evidence,
    )


RULES: tuple[Rule, ...] = (
    _clock(
        "DVDS_CHECKS",
        "Disclosure request: make the first checks, and act at once where somebody is in danger",
        ("disclosures.checks_made",),
        T.DVDS_CHECKS,
        "elapsed_hours",
        sources.DISCLOSURE_SCHEME,
        "V",
        47,
        "What was searched, and what it found",
    ),
    _clock(
        "DVDS_FACE_TO_FACE",
        "Disclosure request: meet the applicant face to face, where it is safe",
        ("disclosures.face_to_face",),
        T.DVDS_FACE_TO_FACE,
        "working_days",
        sources.DISCLOSURE_SCHEME_OLD,
        "L",
        48,
        "Where and when, who the applicant is, and what they said",
        {"route": "ASK"},
    ),
    _clock(
        "DVDS_WHOLE",
        "Disclosure request: let the panel decide, and tell in person or close",
        ("disclosures.disclosed", "disclosures.not_disclosed"),
        T.DVDS_WHOLE,
        "calendar_days",
        sources.DISCLOSURE_SCHEME,
        "G",
        49,
        "The decision of the panel with its reasons, and the disclosure in person or the closing without one",
    ),
)
