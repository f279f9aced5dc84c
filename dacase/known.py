"""What the apps above incidents know of the suspects of a call, told to its checks in one place."""

from custody import queries as custody
from custody.presenters import condition_words
from custody.states import ON_BAIL, Status
from dacase.words import day


def of_custody(cases, at):
    """Return {check code: sentences}: where each suspect stands, and what holds them now.

    Released under investigation there are no conditions, and none are said.
    """
    found = {"BAIL": [], "ORDERS": []}
    positions = custody.positions(case.pk for case in cases)
    for case in cases:
        stands = positions.get(case.pk)
        if stands is None:
            continue
        if stands.status:
            found["BAIL"].append(f"{case.suspect}: {standing(stands, at)}")
        for held in custody.holding(stands, at):
            of_bail = held["of"] in Status.labels
            until = f", until {day(held['until'])}" if held["until"] else ""
            terms = [condition_words(each) for each in held["conditions"]] or ["terms not on record"]
            of = "condition" if held["of"] == stands.get_status_display() else held["of"]
            found["BAIL" if of_bail else "ORDERS"] += [f"{case.suspect}, {of}: {words}{until}" for words in terms]
    return found


def standing(position, at):
    """Say where a suspect stands, and until when; and where in an earlier matter that goes on."""
    earlier = f"; an earlier matter goes on: {Status(position.beneath['status']).label}" if position.beneath else ""
    return present(position, at) + earlier


def present(position, at):
    """Say where a suspect stands in the matter that is newest, and until when."""
    words = position.get_status_display().lower()
    if custody.bail_is_over(position, at):
        return f"{words}, whose last day is over; nobody has recorded what followed"
    on_bail = position.status in ON_BAIL and position.bail_ends_on
    return f"{words} until {day(position.bail_ends_on)}" if on_bail else words
