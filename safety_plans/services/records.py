"""Plans that are known only from an older record: what was in place, and what was taken away."""

from django.db import transaction

from law import clocks
from law import measures as menu
from safety_plans import queries
from safety_plans.services.answering import accept_measure, complete_measure, remove_measure
from safety_plans.services.planning import agree_plan, draft_plan
from safety_plans.services.proposing import propose_measure
from safety_plans.states import OTHER, EvidenceKind, MeasureState

FROM_RECORD = "Copied from an older record."


@transaction.atomic
def plan_from_record(*, case_id, measures=(), removed=(), on=None, by, at):
    """Enter a plan that a record tells of, through the same commands as any other; return the Plan.

    `measures` and `removed` are codes of the menu or plain words; `on` is the day by which they were
    in place (the day of `at` unless given). What was removed is entered first where the plan does
    not hold it, so that its loss can be told.
    """
    draft_plan(case_id=case_id, victim_wishes=wishes_of(case_id), by=by, at=at)
    for words in measures:
        put_in_place(case_id, words, on=on, by=by, at=at)
    if measures or not removed:
        agree_plan(case_id=case_id, deviation_reason=FROM_RECORD, by=by, at=at)
    for words in removed:
        measure = in_place(case_id, words) or put_in_place(case_id, words, on=on, by=by, at=at)
        remove_measure(measure_id=measure.pk, reason=FROM_RECORD, by=by, at=at)
    return queries.of_case(case_id)


def wishes_of(case_id):
    """Return the victim's wishes as they stand, or the words that say they come from a record."""
    plan = queries.of_case(case_id)
    return (
        plan.victim_wishes if plan and plan.victim_wishes else f"{FROM_RECORD} It does not say what the victim wanted."
    )


def named(words):
    """Return (code, words) of a measure that a record names: of the menu where it is a code, else in words."""
    if words in {each.code for each in menu.ALL}:
        return words, ""
    return OTHER, words


def in_place(case_id, words):
    """Return the measure of these words that is in the plan, or None."""
    code, what = named(words)
    held = queries.measures_of(queries.of_case(case_id)).exclude(state=MeasureState.REMOVED)
    return held.filter(code=code, what__iexact=what).last()


def put_in_place(case_id, words, *, on, by, at):
    """Enter one measure as done, or return the one that is there already."""
    if found := in_place(case_id, words):
        return found
    code, what = named(words)
    day = max(on or clocks.london_day(at), clocks.london_day(at))
    measure = propose_measure(case_id=case_id, code=code, what=what, owner_id=by.pk, due_on=day, by=by, at=at)
    accept_measure(measure_id=measure.pk, by=by, at=at)
    return complete_measure(
        measure_id=measure.pk, evidence_kind=EvidenceKind.RECORD, evidence=FROM_RECORD, by=by, at=at
    )
