"""Decisions on bail that officers make or hear of in court: with the victim's views, and by a rank that may."""

from accounts import queries as accounts
from core.errors import Stale
from core.journal import command
from custody import details as detail_table
from custody import policies, queries
from custody.services.recording import case_in_hand, enter
from custody.states import Kind
from law import clocks


@command
def grant_bail(
    *,
    case_id,
    effective_at,
    conditions=(),
    bail_ends_on=None,
    by_court=False,
    views_sought=None,
    victim_views="",
    authorised_by_id=None,
    exceptionally_complex=False,
    note="",
    by,
    at,
    command_id=None,
):
    """Record that bail was granted: conditions, last day, who authorised it, and the victim's views.

    `victim_views` is what she said, or why she was not asked (`views_sought` False). Police bail needs a
    last day within what the rank of the authorising officer allows (law.bail); a court is not bound.
    """
    case = case_in_hand(case_id, by)
    said = {"conditions": list(conditions), "bail_ends_on": bail_ends_on, "by_court": by_court, "note": note}
    said["exceptionally_complex"] = exceptionally_complex or None
    return decide(
        case,
        Kind.BAIL_GRANTED,
        said,
        effective_at=effective_at,
        views=(views_sought, victim_views),
        authorised_by_id=authorised_by_id,
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def vary_bail(
    *,
    case_id,
    conditions,
    effective_at,
    views_sought=None,
    victim_views="",
    reason,
    by_court=False,
    read_at=None,
    by,
    at,
    command_id=None,
):
    """Record that the conditions of bail in force were changed, why, and what the victim said of it.

    `read_at` is the event by which bail stood when the conditions were read; Stale when it has changed since.
    """
    case = case_in_hand(case_id, by)
    position = queries.position(case.pk)
    policies.check_on_bail(position)
    policies.check_not_before(effective_at, position)
    policies.check_still_runs(position, clocks.london_day(effective_at))
    check_read(position, read_at, conditions)
    policies.check_changed(detail_table.clean({"conditions": list(conditions)}).get("conditions", []), position)
    policies.check_reason(reason)
    return decide(
        case,
        Kind.BAIL_VARIED,
        {"conditions": list(conditions), "by_court": by_court, "reason": reason},
        effective_at=effective_at,
        views=(views_sought, victim_views),
        keeps_end=True,
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def extend_bail(
    *,
    case_id,
    bail_ends_on,
    effective_at,
    views_sought=None,
    victim_views="",
    reason,
    authorised_by_id=None,
    exceptionally_complex=False,
    by,
    at,
    command_id=None,
):
    """Record that police bail in force lasts longer; the rank that authorised it must be high enough."""
    case = case_in_hand(case_id, by)
    position = queries.position(case.pk)
    policies.check_police_bail(position)
    policies.check_not_before(effective_at, position)
    policies.check_still_runs(position, clocks.london_day(effective_at))
    policies.check_reason(reason)
    return decide(
        case,
        Kind.BAIL_VARIED,
        {"bail_ends_on": bail_ends_on, "reason": reason, "exceptionally_complex": exceptionally_complex or None},
        effective_at=effective_at,
        views=(views_sought, victim_views),
        authorised_by_id=authorised_by_id,
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def end_bail(*, case_id, effective_at, reason, by, at, command_id=None):
    """Record that bail in force has ended and its conditions hold no longer."""
    case = case_in_hand(case_id, by)
    position = queries.position(case.pk)
    policies.check_on_bail(position)
    policies.check_not_before(effective_at, position)
    policies.check_reason(reason)
    policies.check_time(effective_at, at)
    return enter(
        person=case.suspect,
        cases=[case],
        kind=Kind.BAIL_ENDED,
        effective_at=effective_at,
        details=detail_table.clean({"reason": reason}),
        by=by,
        at=at,
        command_id=command_id,
    )


def decide(case, kind, said, *, effective_at, views, authorised_by_id=None, keeps_end=False, by, at, command_id):
    """Check the victim's views and the authority, and write the decision down."""
    views_sought, victim_views = views
    policies.check_time(effective_at, at)
    policies.check_views(views_sought, victim_views)
    officer = accounts.officer(authorised_by_id) if authorised_by_id else by
    if not keeps_end:
        policies.check_bail_end(
            said["bail_ends_on"],
            effective_on=clocks.london_day(effective_at),
            arrested_on=queries.arrested_on(case.pk),
            officer=officer,
            by_court=said.get("by_court", False),
            complex_case=bool(said.get("exceptionally_complex")),
        )
    return enter(
        person=case.suspect,
        cases=[case],
        kind=kind,
        effective_at=effective_at,
        details=detail_table.clean(said),
        views_sought=views_sought,
        victim_views=victim_views.strip(),
        authorised_by=officer if said.get("bail_ends_on") and not said.get("by_court") else None,
        by=by,
        at=at,
        command_id=command_id,
    )


def check_read(position, read_at, conditions):
    """Raise Stale when bail has changed since its conditions were read."""
    if read_at is None or read_at == position.bail_event_id:
        return
    yours = detail_table.clean({"conditions": list(conditions)})["conditions"]
    shown = [[each["text"] or each["kind"] for each in both] for both in (position.conditions, yours)]
    raise Stale(
        "Bail has changed since you opened this page. Compare the conditions, then save yours if they still hold.",
        {"Conditions": tuple(shown)},
    )
