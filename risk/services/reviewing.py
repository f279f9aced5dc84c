"""The specialist's second look at a grade, and the measures that it asks for."""

from functools import partial

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import services as incident_services
from law import clocks
from risk import events, policies, queries, reading_policies
from risk.models import Recommendation, Review
from risk.queries import disputes, reading
from risk.services import rising
from risk.services.downgrading import end_overtaken, lower_after, signed_as_low
from risk.services.intervals import interval_facts
from risk.states import RANK


@command
def review_grade(*, assessment_id, grade, reasons, recommendations=(), by, at, command_id=None):
    """Review the signed-off grade of a case: keep or change it, with reasons; return the Review.

    `recommendations` are {measure, what, owner_id, due_on}: a code of the menu of safety measures, or
    OTHER with words. A higher grade holds in the case at once; a lower one is kept, and proposed to a second
    person. Visible high risk is never lowered. Earlier assessments of the case that nobody had reviewed are
    covered by this review too.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_REVIEW, assessment.case)
    policies.check_can_review(assessment, by=by, newer=queries.is_overtaken(assessment))
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    reading_policies.check_read_once(reading.sealed(assessment))
    policies.check_review(assessment, grade=grade, reasons=reasons.strip())
    check_recommended(recommendations, by=by, at=at)
    return settle(assessment, grade, reasons, recommendations, by=by, at=at, command_id=command_id)


def check_recommended(rows, *, by, at):
    """Refuse recommended measures that cannot be, or for somebody who could not do them."""
    officers = partial(queries.officers_who_act, by)
    policies.check_recommendations(rows, day=clocks.london_day(at), officers=officers)


def settle(assessment, grade, reasons, recommendations, *, by, at, first=None, command_id=None):
    """Write the review and let a higher grade hold in the case, in the caller's transaction.

    A lower one holds for a time where `first`, another than `by`, was for it, or the supervisor who signed it off
    below the author's grade; else a second person decides.
    """
    before, was = assessment.holding_grade, assessment.case.risk_level
    first, lower = first or signed_as_low(assessment, grade, by=by), RANK[grade] < RANK[before]
    review = Review.objects.create(
        assessment=assessment, reviewer=by, before=before, grade=grade, reasons=reasons.strip(), at=at
    )
    recommend(review, recommendations)
    cover(assessment, review)
    end_overtaken(assessment.case_id, at=at)
    ended = agree_with_dispute(review)
    level = queries.current_grade(assessment.case_id)
    incident_services.set_risk_level(assessment.case_id, level, by=by, at=at)
    # Where two people were for a lower one, what they had lowered before holds on in the end.
    rose = rising.rises(assessment.case, was, level) and not (lower and first)

    record(
        events.REVIEWED,
        about=review,
        case_id=assessment.case_id,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        review=review.pk,
        before=before,
        grade=grade,
        changed=grade != before,
        # What a dispute or a first read has let hold already was asked for then.
        raised=RANK[grade] > max(RANK[before], RANK[was]),
        level_rose=rose,
        # What a dispute or a first read let hold is over, and nothing else lets as much hold.
        fell=RANK[level] < RANK[was],
        children=bool(assessment.child_ids),
        visible_high_risk=assessment.visible_high_risk,
        recommended=len(recommendations),
        dated=clocks.london_day(assessment.assessed_at),
        level=level,
        **(interval_facts(assessment, level, since=at, at=at) if level != was else {}),
    )
    if ended:
        tell_ended(ended, by=by, at=at)
    if lower:
        lower_after(review, level=level, first=first, at=at)
    rising.follow(assessment.case_id, rose, by=by, at=at)
    return review


def agree_with_dispute(review):
    """End the dispute that waits in the case where the review came to what was wanted; return it, or None.

    One that came to another grade leaves it to the arbiter.
    """
    dispute = disputes.open_dispute(review.assessment.case_id)
    if dispute is None or dispute.wanted != review.grade:
        return None
    dispute.decided, dispute.decision_reasons, dispute.review = review.grade, review.reasons, review
    dispute.decided_at, dispute.decided_by = review.at, review.reviewer
    dispute.save()
    return dispute


def tell_ended(dispute, *, by, at):
    """Record that nothing is left to decide in a dispute, and because of which review."""
    facts = {"grade": dispute.decided, "review": dispute.review_id}
    record(events.DISPUTE_ENDED, about=dispute, case_id=dispute.case_id, by=by, at=at, **facts)


def recommend(review, recommendations):
    """Keep what the review asks for."""
    for row in recommendations:
        Recommendation.objects.create(
            review=review,
            measure=row["measure"],
            what=row.get("what", "").strip(),
            owner_id=row.get("owner_id") or None,
            due_on=row["due_on"],
        )


def cover(assessment, review):
    """Set the reviewed grade, and mark every unreviewed assessment of the case as seen in this review."""
    for row in queries.uncovered(assessment.case_id):
        if row.pk != assessment.pk:
            row.covered_by = review
            row.save()
    assessment.covered_by = review
    assessment.keep_review(review)
    assessment.lock_version += 1
    assessment.save()
