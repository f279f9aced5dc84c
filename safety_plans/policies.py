"""May this be done to this plan or measure now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks, may
from core.errors import Refused
from law import clocks
from law import measures as menu
from safety_plans import queries
from safety_plans.states import KEPT_UNDER_A_REFERENCE, OTHER, Agreement, EvidenceKind, MeasureState, Outcome


def check_open(case):
    """Refuse work on the plan of a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you change its safety plan.")


def check_measure(code, what):
    """Refuse a measure that is not on the menu, or that says nothing."""
    if code != OTHER and code not in {each.code for each in menu.ALL}:
        raise Refused("There is no such measure. Choose one from the list, or describe another.", "code")
    if code == OTHER and not what.strip():
        raise Refused("Say what is to be done, where the measure is not on the list.", "what")


def check_not_there_yet(live):
    """Refuse a second measure of the same kind while the first is still to be done."""
    if live:
        raise Refused(
            f"This measure is in the plan already, with {live.owner} and due {in_words(live.due_on)}. "
            "Finish or remove that one first.",
            "code",
        )


def check_set(measures, *, lacking):
    """Refuse no measure, the same one twice, and one that the set does not ask or that somebody has already."""
    if not measures:
        raise Refused("Choose who will do at least one of the measures.", "measures")
    codes = [row["code"] for row in measures]
    if len(set(codes)) < len(codes):
        raise Refused("A measure is named twice. Name each once.", "measures")
    if strange := [code for code in codes if code not in {each.code for each in lacking}]:
        raise Refused(
            f"Not among what this plan lacks now: {', '.join(strange)}. Open the plan again; another measure is "
            "proposed by itself.",
            "measures",
        )


def in_words(day):
    """Return a day as people write it, such as 3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def check_owner(owner, case, *, at):
    """Refuse an owner who has no posting here now, cannot complete a measure, or may not know of the case."""
    posting = owner.posting_at(at)
    if not owner.is_active or posting is None or posting.force_id != case.force_id:
        raise Refused(f"{owner} has no posting in your force now. Choose somebody else.", "owner_id")
    if reason := lacks(owner, Permission.ACTION_COMPLETE, case):
        raise Refused(f"{owner} cannot take this on: {reason} Choose somebody else.", "owner_id")
    if not queries.can_see(owner, case, at):
        raise Refused(
            f"{owner} cannot take this on: the case is restricted. Choose somebody who may see it.", "owner_id"
        )


def check_can_take(held, to, takers):
    """Refuse a deputy who cannot complete a measure, and a measure that would be left without anybody."""
    if held and (reason := lacks(to, Permission.ACTION_COMPLETE)):
        raise Refused(f"{to} cannot take on measures: {reason} Choose somebody else.", "deputy_id")
    if left := takers.count(None):
        raise Refused(
            f"{left} of the measures cannot go to {to}. Choose another deputy, or have them done or removed first.",
            "deputy_id",
        )


def check_due(due_on, *, at):
    """Refuse a day that has passed."""
    if due_on < clocks.london_day(at):
        raise Refused("This day has passed. Give a day from today on.", "due_on")


def check_victim_agrees(victim_agrees):
    """Refuse an answer that is none of the three."""
    if victim_agrees not in Agreement.values:
        raise Refused("Say whether the victim agrees: yes, no, or not asked yet.", "victim_agrees")


def check_can_answer(measure, *, by):
    """Refuse an answer by anybody but the officer to whom the measure was proposed."""
    if measure.owner_id != by.pk:
        raise Refused(f"This measure was proposed to {measure.owner}. Only they can accept or decline it.")


def check_can_complete(measure, case, *, by):
    """Refuse completion by somebody who neither owns the measure nor works on safety plans."""
    if measure.owner_id != by.pk and (reason := may(by, Permission.PLAN_WRITE, case)):
        raise Refused(f"This measure is owned by {measure.owner}. {reason}")


def unfit(code):
    """Return the sentence that says which kinds of proof fit a measure."""
    fitting = [EvidenceKind(kind).label for kind in menu.proof_kinds(code)]
    return f"This kind of proof does not fit this measure. Choose one of these: {'; '.join(fitting)}."


def check_evidence(code, kind, evidence, *, reference, contact_id, contact):
    """Refuse 'done' without proof of a kind that fits, in words, and with what the proof points to.

    `contact` is the contact of that id in the contact log, None where there is no such one in which she was reached.
    """
    if kind not in EvidenceKind.values:
        raise Refused("Say what kind of proof there is.", "evidence_kind")
    if kind != EvidenceKind.RECORD and kind not in menu.proof_kinds(code):
        raise Refused(unfit(code), "evidence_kind")
    if kind == EvidenceKind.CONTACT and contact is None:
        raise Refused(
            "Choose the contact from the list: one in which somebody spoke with the victim. One that is not there "
            "is recorded in the contact log first.",
            "contact_id",
        )
    if kind != EvidenceKind.CONTACT and contact_id:
        raise Refused(
            "You chose a contact and another kind of proof. Say that the contact is the proof, or take it out.",
            "contact_id",
        )
    if kind in KEPT_UNDER_A_REFERENCE and not reference.strip():
        raise Refused(
            "Give the reference under which the force keeps it, so that whoever checks can look at it.", "reference"
        )
    if not evidence.strip():
        raise Refused("Say what proves that this is in place: what you saw, tested or were told, and when.", "evidence")


def check_can_check(measure, *, by, note):
    """Refuse a check of what is not done, by whoever did or owns it, or without a word of what was found."""
    if measure.state != MeasureState.DONE:
        raise Refused("This measure is not recorded as done, so there is nothing to check yet.")
    if by.pk in (measure.owner_id, measure.done_by_id):
        raise Refused("Somebody else must check what you did or own yourself.")
    if not note.strip():
        raise Refused("Say what you looked at, whom you asked, and what you found.", "note")


def check_not_done_yet(measure):
    """Refuse to take back by this way what is recorded as done: only a supervisor's check finds it not in place."""
    if measure.state == MeasureState.DONE:
        raise Refused(
            "This is recorded as done and cannot become not done here. If it is not in place after all, tell your "
            "supervisor, or take the measure out of the plan and propose it anew."
        )


def check_reason(reason, sentence, field="reason"):
    """Refuse a step that must be explained and is not."""
    if not reason.strip():
        raise Refused(sentence, field)


def check_can_propose_again(measure):
    """Refuse to pass on a measure that somebody has and did not decline."""
    if measure.state != MeasureState.DECLINED:
        raise Refused(
            f"This measure was not declined; it is with {measure.owner}. It can be passed on when they decline it."
        )


def check_can_agree(plan, *, wishes, missing, withheld, not_asked, deviation_reason):
    """Refuse to agree a plan without the victim's wishes, or with gaps that nobody has explained."""
    if plan is None:
        raise Refused("There is no plan yet. Propose the first measure, or write down what the victim wants.")
    if not wishes.strip():
        raise Refused("Say what the victim wants, or why it is not known.", "victim_wishes")
    if deviation_reason.strip():
        return
    gaps = {
        "not in the plan": [each.title for each in missing],
        "victim not asked": [queries.title_of(each) for each in not_asked],
    }
    if any(gaps.values()):
        named = "; ".join(f"{gap}: {'; '.join(titles)}" for gap, titles in gaps.items() if titles)
        words = (
            "The level is withheld from you until your own read is in, so a plan needs what the highest asks"
            if withheld
            else "A plan at this level needs more"
        )
        raise Refused(
            f"{words} ({named}). Add what is missing, or say why the plan is right without it.",
            "deviation_reason",
        )


def check_can_review(plan, *, what_changed, outcome, next_steps, to_do):
    """Refuse a review that says nothing, or that ends a plan in which measures are still to be done."""
    if plan is None:
        raise Refused("There is no plan to review yet. Propose the first measure.")
    if not what_changed.strip():
        raise Refused("Say what has changed since the last look, or that nothing has.", "what_changed")
    if outcome not in Outcome.values:
        raise Refused("Say whether the plan goes on or can end.", "outcome")
    if outcome == Outcome.CONTINUE and not next_steps.strip():
        raise Refused("Say what happens next, so that the next officer knows.", "next_steps")
    if outcome == Outcome.CLOSE and to_do:
        words = ", ".join(queries.title_of(each) for each in to_do)
        raise Refused(
            f"Still to be done: {words}. Complete them, pass them on or remove them before the plan can end.", "outcome"
        )
