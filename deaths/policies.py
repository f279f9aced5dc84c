"""May this be recorded after a death? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks
from core.errors import Refused
from deaths.states import Decision, Factor, Kind
from law import clocks

NEEDS = {
    Kind.DECIDED: (Kind.PARTNERSHIP_TOLD, "Record first that the community safety partnership was told."),
    Kind.FINISHED: (Kind.DECIDED, "Record first what the partnership decided."),
}


def check_death(*, person, people, died_on, factor, circumstances, there, at):
    """Refuse a death of nobody of the case, in the future, twice, or without words."""
    if str(person) not in {pk for pk, _ in people}:
        raise Refused("Choose somebody of this case.", "person_id")
    if died_on > clocks.london_day(at):
        raise Refused("This day is in the future. Give the day on which they died, or were found.", "died_on")
    if factor not in Factor.values:
        raise Refused("Say whether domestic abuse is or may be a factor.", "factor")
    if not circumstances.strip():
        raise Refused("Say what is known, and from whom. Facts only.", "circumstances")
    if there:
        raise Refused("This death is on record already. Open the case to see it.")


def check_contact(officer, case, *, sees, family, reached):
    """Refuse a contact for the family who is not there, or of whom the family is not said."""
    if not officer.is_active or not sees:
        raise Refused("This officer cannot open the case. Choose somebody else.", "officer_id")
    if reason := lacks(officer, Permission.DEATH_RECORD, case):
        raise Refused(f"{officer} cannot be there for the family: {reason} Choose somebody else.", "officer_id")
    if not family.strip():
        raise Refused("Say who speaks for the family: name, and who they are to the person who died.", "family")
    if not reached.strip():
        raise Refused("Say how they wish to be reached, and what they asked us not to do.", "reached")


def check_can_take(case_ids, to, seen):
    """Refuse to give families to somebody who may not record that they were told, or may not know of all the cases."""
    if case_ids and (reason := lacks(to, Permission.DEATH_RECORD)):
        raise Refused(f"{to} cannot be there for a family: {reason} Choose somebody else.", "deputy_id")
    if seen < case_ids:
        raise Refused(
            f"{to} cannot be there for all of these families. Choose somebody else, or name others one by one.",
            "deputy_id",
        )


def check_turn(kind, taken, *, first):
    """Refuse a step out of its order, twice, or in the wrong case."""
    if first and kind != Kind.FAMILY_TOLD:
        raise Refused("This death is on record in another case of the same person. Record it there.")
    if Kind.WITHDRAWN in taken:
        raise Refused("This record was a mistake and is closed.")
    if kind in taken and kind != Kind.FAMILY_TOLD:
        raise Refused(f"Recorded already: {Kind(kind).label.lower()}.")
    before, sentence = NEEDS.get(kind, (None, ""))
    if before and before not in taken:
        raise Refused(sentence)


def check_step(kind, taken, *, words, decision, taken_at, first, at):
    """Refuse a step that is not in turn, without words, or that has not happened yet."""
    check_turn(kind, taken, first=first)
    if kind == Kind.DECIDED and decision not in Decision.values:
        raise Refused("Say what the partnership decided.", "decision")
    if taken_at > at:
        raise Refused("This time is in the future. Give the time at which it was.", "taken_at")
    if not words.strip():
        raise Refused("Say what was done, and who said so.", "words")


def check_review_asks(decisions):
    """Refuse a recommendation of a review that there will not be."""
    if Decision.NO_REVIEW in decisions:
        raise Refused("The partnership decided that there is no review, so none asks for a change.")


def check_recommendation(*, text, owner, sees, due_on, at):
    """Refuse a recommendation without words, without somebody who answers for it, or due before today."""
    if not text.strip():
        raise Refused("Say what is to change.", "text")
    if not owner.is_active or not sees:
        raise Refused("This officer cannot open the case. Choose somebody else.", "owner_id")
    if due_on < clocks.london_day(at):
        raise Refused("This day is over. Give a day from today on.", "due_on")


def check_questions(questions, known):
    """Refuse questions that the call script does not have, and never had while they were named."""
    if strange := set(questions) - known:
        raise Refused(f"There is no question {min(strange)} in a call. Choose among those there are.", "questions")


def check_open(recommendation, words, field):
    """Refuse words about a recommendation that is done, or none."""
    if recommendation.done_at:
        raise Refused("This recommendation is recorded as done.")
    if not words.strip():
        raise Refused("Say what was found: what changed, who says so, and what shows it.", field)
