"""May this be said about a piece of evidence now?"""

from core.errors import Refused
from law.evidence import ALTERNATIVES, BY_CODE, WORDS


def check_answers(answers, at):
    """Refuse no answer, one that does not fit, one without its reference, and a booking for no or a past moment."""
    if not answers:
        raise Refused("Say what became of at least one piece of evidence.")
    for answer in answers:
        item = BY_CODE.get(answer["code"])
        if item is None or answer["status"] not in item.status:
            raise Refused("This answer does not fit this piece of evidence. Choose one of those on the page.")
        if answer["status"] in item.reference_for and not answer.get("reference", "").strip():
            words = WORDS[answer["status"]].lower()
            raise Refused(f"{item.title}: {words}, so give its reference.", f"reference_{item.code}")
        check_offered(item, answer)
        check_booking(item, answer, at)


def check_offered(item, answer):
    """Refuse a way that is not on the list, or another way without own words."""
    offered = answer.get("offered", ())
    if not set(offered) <= set(ALTERNATIVES):
        raise Refused(f"{item.title}: choose the other ways among those on the page.", f"offered_{item.code}")
    if "OTHER" in offered and not answer.get("note", "").strip():
        raise Refused(f"{item.title}: say in your own words which other way you offered.", f"note_{item.code}")


def check_booking(item, answer, at):
    """Refuse a booking without its moment or without saying what else was offered; and a moment that has passed."""
    if answer["status"] != "BOOKED":
        return
    booked_for = answer.get("booked_for")
    if booked_for is None:
        raise Refused(f"{item.title}: say for when it is booked.", f"booked_for_{item.code}")
    if booked_for <= at:
        sentence = f"{item.title}: this time has passed. Say that they were taken or that it was missed."
        raise Refused(sentence, f"booked_for_{item.code}")
    if not answer.get("offered"):
        raise Refused(f"{item.title}: say which other ways you offered.", f"offered_{item.code}")


def check_offered_again(answers, known):
    """Refuse to end a missed appointment without saying which other ways were offered; `known` is what stands."""
    for answer in answers:
        code, row = answer["code"], known.get(answer["code"])
        missed = row is not None and row.status == "MISSED"
        if missed and answer["status"] in ("DECLINED", "NOT_NEEDED") and not answer.get("offered"):
            sentence = f"{BY_CODE[code].title}: one was missed. Say which other ways you offered."
            raise Refused(sentence, f"offered_{code}")
