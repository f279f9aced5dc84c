"""Words of a dispute about a risk grade."""

from django.urls import reverse

from core.access import levels_kept_from
from risk import events
from risk.queries import disputes
from risk.states import RANK, Grade

SENTENCES = {
    events.GRADE_DISPUTED: lambda facts: (
        f"Grade disputed: {Grade(facts['wanted']).label.lower()} instead of {Grade(facts['stands']).label.lower()}. "
        "The higher one holds until an arbiter has decided."
    ),
    events.DISPUTE_DECIDED: lambda facts: (
        f"An arbiter decided the dispute about the grade: {Grade(facts['grade']).label.lower()}."
    ),
    events.DISPUTE_ENDED: lambda facts: (
        f"The dispute about the grade has ended: a review came to {Grade(facts['grade']).label.lower()}, the grade "
        "that was wanted."
    ),
    events.DISPUTE_READ: lambda facts: "One of the two read how the dispute was decided.",
}
# What a machine is not told who has still to read an assessment of the case apart.
WITHHELD = ("stands", "wanted", "decided", "ended_by_review")
KEPT = (
    "What was wanted, what was decided and why are withheld from you until your own read of the assessment is in, "
    "for you read it without anybody's grade.",
)
WAYS = {
    events.DISPUTE_DECIDED: lambda duty: reverse("dispute_decide", args=[duty.subject_id]),
    events.DISPUTE_READ: lambda duty: reverse("dispute_read", args=[duty.subject_id]),
}


def lines(dispute, reader):
    """Return a dispute in words, line by line: without any grade for who has still to read apart."""
    if dispute.case_id in levels_kept_from(reader):
        return [f"{dispute.raised_by} disputed the grade for which {dispute.grader} answers.", *KEPT]
    for_whom = f" for {dispute.for_agency}" if dispute.for_agency else ""
    higher = max(dispute.stands, dispute.wanted, key=RANK.get)
    found = [
        f"{dispute.grader} answers for {dispute.get_stands_display().lower()}, the grade that stood.",
        f"{dispute.raised_by}{for_whom} holds {dispute.get_wanted_display().lower()} to be right: {dispute.reasons}",
    ]
    if dispute.decided_at:
        words = dispute.get_decided_display().lower()
        if dispute.review_id:
            return [*found, f"{dispute.decided_by} reviewed the grade and came to {words} as well, so it has ended."]
        return [*found, f"{dispute.decided_by} decided: {words}. {dispute.decision_reasons}"]
    return [*found, f"Until it is decided the higher one holds: {Grade(higher).label.lower()}."]


def on_case(case, reader):
    """Return the disputes of a case for its page, and what this reader may do."""
    found = disputes.disputes_of(case.pk)
    waiting = next((each for each in found if each.decided_at is None), None)
    may_decide = bool(waiting) and reader.may("RISK_ARBITRATE", case) is None
    return {
        "waiting": waiting,
        "waiting_lines": lines(waiting, reader) if waiting else [],
        "decided": [lines(each, reader) for each in found if each.decided_at],
        "may_decide": may_decide and reader.pk not in (waiting.raised_by_id, waiting.grader_id),
        "may_dispute": bool(case.risk_level) and not waiting and reader.may("RISK_DISPUTE", case) is None,
    }


def dispute_json(dispute, reader):
    """Return a dispute for a machine: grades, people by their numbers and times; the reasons stay on the page.

    What is withheld from a reader is named, for withheld is not empty.
    """
    withheld = WITHHELD if dispute.case_id in levels_kept_from(reader) else ()
    shown = whole_json(dispute)
    return {name: value for name, value in shown.items() if name not in withheld} | {"withheld": list(withheld)}


def whole_json(dispute):
    """Return all that the API knows of a dispute."""
    return {
        "id": str(dispute.pk),
        "case": str(dispute.case_id),
        "assessment": str(dispute.assessment_id),
        "stands": dispute.stands,
        "wanted": dispute.wanted,
        "for_agency": dispute.for_agency,
        "raised_at": dispute.raised_at.isoformat(),
        "raised_by": str(dispute.raised_by_id),
        "decided": dispute.decided or None,
        "ended_by_review": dispute.review_id and str(dispute.review_id),
        "decided_at": dispute.decided_at and dispute.decided_at.isoformat(),
        "decided_by": str(dispute.decided_by_id) if dispute.decided_by_id else None,
    }
