"""A sentence is recorded with who keeps in touch with the victim while it lasts: nobody goes to prison unwatched."""

from core.journal import command
from custody import details as detail_table
from custody import policies, queries
from custody.services.recording import case_in_hand, enter
from custody.services.telling import name_victim_contact_owner
from custody.states import Kind


@command
def record_sentence(
    *,
    case_id,
    effective_at,
    sentence,
    months=None,
    court="",
    conditions=(),
    officer_id=None,
    release_known="",
    note="",
    by,
    at,
    command_id=None,
):
    """Record a sentence; one of prison names in the same step who keeps in touch with the victim.

    `officer_id` may be left out where somebody was named before. `release_known` is the earliest date of release with
    who named it, or whom they asked: it is never worked out here.
    """
    case = case_in_hand(case_id, by)
    policies.check_time(effective_at, at)
    policies.check_sentence(sentence, officer_id, release_known, named=queries.contact_owner(case.pk))
    policies.check_prison_terms(sentence, conditions)

    event = enter(
        person=case.suspect,
        cases=[case],
        kind=Kind.SENTENCED,
        effective_at=effective_at,
        details=detail_table.clean(
            {"sentence": sentence, "months": months, "court": court, "conditions": list(conditions), "note": note}
        ),
        by=by,
        at=at,
        command_id=command_id,
    )

    if officer_id:
        name_victim_contact_owner(case_id=case.pk, officer_id=officer_id, release_known=release_known, by=by, at=at)
    return event
