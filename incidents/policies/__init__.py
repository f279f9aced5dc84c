"""May this be done to this incident or case now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks, may
from core.errors import Refused
from incidents import queries
from incidents.policies.cover import can_take, check_can_move, check_can_take, check_checklist  # noqa: F401
from incidents.policies.drafts import check_draft_open, check_draft_size  # noqa: F401
from incidents.policies.grading import check_looked_at_again, check_not_lowered  # noqa: F401
from incidents.policies.transfers import (  # noqa: F401
    check_acceptance,
    check_can_finish,
    check_can_send,
    check_may_answer_for,
    check_no_transfer,
    check_not_offered,
    check_stays,
    check_why,
)
from incidents.states import ASK_CONNECTION, URGENCY, Children, ContactOutcome, Role
from law import clocks
from law.safe_times import LATER

EARLIEST = 1900
MOST_PEOPLE = 60


def check_times(*, occurred_at, reported_at, at):
    """Refuse times that cannot be: in the future, before 1900, or reported before it happened."""
    for name, moment in (("reported_at", reported_at), ("occurred_at", occurred_at)):
        if moment > at:
            raise Refused("This time is in the future. Give the time at which it happened.", name)
        if clocks.london_day(moment).year < EARLIEST:
            raise Refused("This date is before 1900. Check the year.", name)
    if reported_at < occurred_at:
        raise Refused("It cannot have been reported before it happened. Check the two times.", "reported_at")


def check_people(people):
    """Refuse a call that nobody is in, or too many for one call."""
    roles = {person["role"] for person in people}
    if Role.VICTIM not in roles:
        raise Refused("Say who the victim is, or mark the victim as not known yet.", "people")
    if len(people) > MOST_PEOPLE:
        raise Refused(
            f"There are {len(people)} people in this call; at most {MOST_PEOPLE} can be entered at once. "
            "What was given is kept as an unfinished call: log the most important people of it, and add the others to "
            "the case as information.",
            "people",
        )


def check_something(*, people, address, postcode, what, caller_number, dropped, facts):
    """Refuse a call of which nothing at all is known; a call that was cut off may be empty."""
    described = any(row.get(name) for row in people for name in ("person_id", "given_name", "family_name", "phone"))
    if not any((described, address, postcode, what.strip(), caller_number, dropped, facts)):
        raise Refused("Say at least where, what or who, or tick that the call was cut off.", "what")


def check_grade(*, kind, connected, grade, floor, by, note, about=None):
    """Refuse a grade given before the connection question is answered, or below the floor without leave."""
    if not grade:
        return
    if kind in ASK_CONNECTION and not connected:
        raise Refused(
            "First say whether the people are connected (partners, ex-partners or family). "
            "Harassment and stalking cannot be graded before that is answered.",
            "connected",
        )
    if floor and URGENCY[grade] > URGENCY[floor]:
        if may(by, Permission.CALL_DOWNGRADE, about):
            raise Refused(
                "Domestic abuse is graded High or Immediate. Only a control room supervisor can go lower, "
                "with a reason. Choose High, or ask your supervisor to grade this call.",
                "grade",
            )
        if not note.strip():
            raise Refused("Say why this call is graded below High.", "grade_note")


def check_of_case(incident, case):
    """Refuse information about an incident that is not one of the case's."""
    if incident is not None and not incident.allegations.filter(case=case).exists():
        raise Refused("This incident does not belong to the case. Choose one of its incidents.", "incident_id")


def check_can_offer(case, *, owner, by, to):
    """Refuse an offer by somebody who does not own the case, or to its owner."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you hand it over.")
    if owner.pk != by.pk:
        raise Refused(f"Only the owner can offer this case. It is owned by {owner}.")
    if to.pk == owner.pk:
        raise Refused("You own this case already. Choose somebody else.", "to_id")
    if not to.is_active or to.posting is None:
        raise Refused("This officer has no posting now. Choose somebody else.", "to_id")
    if reason := lacks(to, Permission.CASE_ACCEPT):
        raise Refused(f"{to} cannot accept cases: {reason} Choose somebody else.", "to_id")
    if queries.is_excluded(to, [case]):
        raise Refused(f"{to} cannot own this case. Choose somebody else.", "to_id")


def check_can_answer(offer, *, by):
    """Refuse an answer to an offer that was made to somebody else."""
    if offer.to_id != by.pk:
        raise Refused("This offer was made to somebody else.")


def check_can_close(case, *, reason, running, plan_reviewed, open_duties):
    """Refuse to close a case in which something runs on, whose plan was not reviewed, or while something is owed."""
    if not reason.strip():
        raise Refused("Say why the case can be closed.", "reason")
    if running:
        raise Refused(
            f"This case stays open while something runs in it: {'; '.join(running)}. Charge, bail or prison does not "
            "end cover. Record how each of these ended, or take back what was recorded wrongly."
        )
    if not plan_reviewed:
        raise Refused("Review the safety plan first: a case ends with a reviewed plan, not with a charge.")
    if open_duties:
        raise Refused(f"Still owed in this case: {open_duties}. Do these first.")


def check_can_reopen_case(case, *, reason):
    """Refuse to reopen a case that is open, or without a reason."""
    if case.state == "OPEN":
        raise Refused("This case is open already.")
    if not reason.strip():
        raise Refused("Say why the case is opened again: whoever owes something in it reads it.", "reason")


def check_children(children, listed):
    """Refuse 'none' with children named, and 'listed' without any."""
    if children == Children.NONE and listed:
        raise Refused("Children are named, so the answer cannot be 'no children'.", "children")
    if children == Children.LISTED and not listed:
        raise Refused("Name the children, or answer that there are none.", "children")


def check_open_for_contact(case):
    """Refuse to change how a victim is reached in a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you change how the victim is reached.")


def check_can_confirm(reach):
    """Refuse to confirm what is not there, or what must not be used."""
    if reach is None:
        raise Refused("Nothing is recorded yet. Record how the victim can be reached safely.")
    if reach.unsafe:
        raise Refused(
            "One of these ways is shared with the suspect or no longer leads to the victim. "
            "Ask the victim for another and record that."
        )
    if reach.protected:
        raise Refused(
            "What is said beside these ways names a place that is protected. Ask the victim again and record it anew."
        )


def check_contact(*, outcome, safe_how, what_said, tried_at, at):
    """Refuse an attempt that says too little, or that has not happened yet."""
    if tried_at > at:
        raise Refused("This time is in the future. Give the time at which you tried.", "tried_at")
    if not safe_how.strip():
        raise Refused("Say how you made sure that it was safe.", "safe_how")
    if outcome == ContactOutcome.REACHED and not what_said.strip():
        raise Refused("Say what was said, so that the next officer knows.", "what_said")


def check_told_of_closing(case, *, told, outcome):
    """Refuse to say that she was told of an end without investigation where she was not reached, or nothing ended."""
    if told and outcome != ContactOutcome.REACHED:
        raise Refused("Only a victim who was reached was told. Check whether you reached her.", "told_not_investigated")
    if told and case.state != "CLOSED":
        raise Refused("This case is open: it has not ended without an investigation.", "told_not_investigated")


def check_channel(reach, channel, *, safe, reason):
    """Refuse a way that is not known to be safe, unless a reason is given."""
    if safe or reason.strip():
        return
    if reach is None:
        why = "The victim has not said yet how they can be reached safely."
    elif reach.stale:
        why = "What the victim said about safe contact is too old to be trusted."
    elif channel in reach.lost:
        why = "This way no longer leads to the victim."
    elif channel in reach.unsafe:
        why = "This way must not be used any more: it is shared with the suspect, or names a protected place."
    else:
        why = "The victim did not name this way."
    raise Refused(f"{why} Say why you used it all the same, and record a safe way now.", "exception_reason")


def check_safe_time(reach, tried_at, *, reason):
    """Refuse a time outside the days and hours that the victim named, unless a reason is given."""
    if reach and reach.timing_at(tried_at).state == LATER and not reason.strip():
        raise Refused(
            "This was at none of the times that the victim named as safe. Say why it was done then all the same.",
            "exception_reason",
        )
