"""Judging anew what social care must know of each child, because the level of risk of the case rose."""

from children import events, queries
from children.services.placing import weigh
from core.journal import record
from law import children as law
from law import clocks


def judge_again(case_id, *, by, at):
    """Judge the latest part of each child of a case by its new level, in the transaction in which that rose.

    What is asked now and was not before is said, and opens the duty to tell; who has come of age is left alone.
    """
    for part in queries.latest_parts(case_id):
        if law.is_child(part.person.born_on, clocks.london_day(at)):
            judge_part(part, by=by, at=at)


def judge_part(part, *, by, at):
    """Judge one part anew, and keep and say what is new."""
    before = part.grounds
    weigh(part)
    new = [code for code in part.grounds if code not in before]
    if not new:
        return
    part.save()
    record(
        events.PART_JUDGED_AGAIN,
        about=part,
        case_id=part.case_id,
        by=by,
        at=at,
        person=part.person_id,
        grounds=new,
        social_care=law.asked_by([new]),
    )
