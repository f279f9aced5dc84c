"""May this be done for the witness now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, may
from core.errors import Refused
from incidents import queries as incidents
from law import clocks
from witness_care.states import Answer, ContactState, Measure, MeasureState, Need, Right, Use


def check_open(case):
    """Refuse work on a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first, so that somebody answers for what follows.")


def check_can_name(case, officer, *, holder, offered):
    """Refuse somebody who is not there, may not know the case, or a second offer beside one that waits."""
    if not officer.is_active or officer.posting is None or officer.posting.force_id != case.force_id:
        raise Refused(f"{officer} is not in post in your force now. Choose somebody else.", "officer_id")
    if reason := may(officer, Permission.VICTIM_TELL, case):
        raise Refused(f"{officer} cannot care for a witness: {reason}", "officer_id")
    if not incidents.visible_to(officer).filter(pk=case.pk).exists():
        raise Refused(f"{officer} cannot care for this witness. Choose somebody else.", "officer_id")
    if offered and not (holder and holder.officer_id == officer.pk):
        raise Refused(f"{offered.officer} was asked already and has not answered. Withdraw that first.", "officer_id")


def check_can_take(case_ids, to):
    """Refuse to give witnesses to somebody who may not care for one, or may not know of one of the cases."""
    if case_ids and (reason := may(to, Permission.VICTIM_TELL)):
        raise Refused(f"{to} cannot care for a witness: {reason} Choose somebody else.", "deputy_id")
    if incidents.visible_to(to).filter(pk__in=case_ids).count() < len(set(case_ids)):
        raise Refused(
            f"{to} cannot care for all of these witnesses. Choose somebody else, or hand them on one by one.",
            "deputy_id",
        )


def check_can_answer(contact, *, by):
    """Refuse an answer by somebody else, or a second one."""
    if contact.officer_id != by.pk:
        raise Refused("Only the person who was asked can answer this.")
    if contact.state != ContactState.OFFERED:
        raise Refused("This was answered already. Open the case to see who cares for the witness.")


def check_can_withdraw(contact):
    """Refuse to withdraw what does not wait for an answer any more."""
    if contact.state != ContactState.OFFERED:
        raise Refused("This was answered already. Open the case to see who cares for the witness.")


def check_reason(reason, field="reason"):
    """Refuse a step that does not say why."""
    if not reason.strip():
        raise Refused("Say why, so that whoever reads this later understands it.", field)


def check_told(said, safe_how, field="said"):
    """Refuse a talk with the victim without what was said, or without why it was safe."""
    if not said.strip():
        raise Refused("Write down what was said.", field)
    check_safe(safe_how)


def check_safe(safe_how):
    """Refuse to have told the victim anything without saying why it was safe."""
    if not safe_how.strip():
        raise Refused("Say how you made sure that it was safe to speak with the victim.", "safe_how")


def check_past(moment, at, field):
    """Refuse a moment that has not come yet."""
    if moment > at:
        raise Refused("This time is in the future. Give the time at which it happened.", field)


def check_needs(needs, measures):
    """Refuse a need or measure that there is not."""
    if set(needs) - set(Need.values):
        raise Refused("There is no such need. Choose from the list, or write it in the victim's words.", "needs")
    if set(measures) - set(Measure.values):
        raise Refused("There is no such special measure. Choose from the list.", "measures")


def check_application(applied_on, court, today):
    """Refuse an application without a court or of a day to come."""
    if not court.strip():
        raise Refused("Say at which court it was applied for.", "court")
    check_day(applied_on, today, "applied_on")


def check_decision(measure, decided_on, *, granted, reason, today):
    """Refuse a decision of a day to come or before the application, and a refusal without the court's reason."""
    check_day(decided_on, today, "decided_on")
    if measure.applied_on and decided_on < measure.applied_on:
        raise Refused("It was decided before it was applied for. Check the day.", "decided_on")
    if not granted:
        check_reason(reason)


def check_can_tell_measure(measure, told_at):
    """Refuse to tell of what the court has not decided and may still decide, or before it had."""
    if measure.decided_on is None and measure.state != MeasureState.DROPPED:
        raise Refused("The court has not decided on this measure yet. There is nothing to tell.")
    if measure.decided_on and today(told_at) < measure.decided_on:
        raise Refused("The court decided later than this. Give the time at which the victim was told of it.", "told_at")


def check_day(day, today, field):
    """Refuse a day that has not come yet."""
    if day > today:
        raise Refused("This day has not come yet. Give the day on which it happened.", field)


def check_offer(answer, *, again_on, reading, reference, today):
    """Refuse an offer whose answer is not whole."""
    if answer not in Answer.values:
        raise Refused("Say what the victim answered.", "answer")
    if answer == Answer.MADE and not reference.strip():
        raise Refused("Give the reference under which the statement is kept.", "reference")
    if answer == Answer.MADE and not reading:
        raise Refused("Say how it shall be heard, or that this is not decided.", "reading")
    if answer == Answer.LATER and again_on is None:
        raise Refused("Agree on a day on which the victim is asked again.", "again_on")
    if answer == Answer.LATER and again_on <= today:
        raise Refused("The day on which the victim is asked again must lie ahead.", "again_on")


def check_use(use, note, used_on, today):
    """Refuse an unknown use, a day to come, and a statement left unused without the reason."""
    if use not in Use.values:
        raise Refused("Say what became of the statement.", "use")
    check_day(used_on, today, "used_on")
    if use == Use.NOT_USED:
        check_reason(note, "note")


def check_right(right):
    """Refuse a right that there is not."""
    if right not in Right.values:
        raise Refused("There is no such right. Choose from the list.", "right")


def check_can_ask_review(decision, waiting):
    """Refuse a review of nothing, or beside one that waits."""
    if waiting:
        raise Refused("A review is asked for already, and it is not decided yet.")
    if not decision.strip():
        raise Refused("Say which decision shall be looked at again.", "decision")


def check_can_decide_review(review, *, by, reason, involved):
    """Refuse a second decision, one by somebody who had a part in the first, or one without reasons."""
    if review.decided_at:
        raise Refused("This review is decided. Open the case to see how.")
    if by.pk in involved:
        raise Refused("You had a part in this decision. Somebody else must look at it again.")
    check_reason(reason)


def check_can_tell_review(review, told_at):
    """Refuse to tell of what is not decided, before it was, or twice."""
    if not review.decided_at:
        raise Refused("This review is not decided yet. There is nothing to tell.")
    if review.told_at:
        raise Refused("The victim was told of this review already.")
    if told_at < review.decided_at.replace(second=0, microsecond=0):
        raise Refused("The review was decided later than this. Give the time at which the victim was told.", "told_at")


def today(at):
    """Return the London day of a moment."""
    return clocks.london_day(at)
