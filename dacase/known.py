"""What the apps above incidents know of the suspects of a call, told to its checks in one place."""

from custody import queries as custody
from custody.presenters import condition_words
from custody.states import ON_BAIL
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
        for each in custody.conditions_of(stands, at):
            of_bail = each["of"] == stands.get_status_display()
            until = f", until {day(each['until'])}" if each["until"] else ""
            found["BAIL" if of_bail else "ORDERS"].append(
                f"{case.suspect}, {'condition' if of_bail else each['of']}: {condition_words(each)}{until}"
            )
    return found


def standing(position, at):
    """Say where a suspect stands, and until when."""
    words = position.get_status_display().lower()
    if custody.bail_is_over(position, at):
        return f"{words}, whose last day is over; nobody has recorded what followed"
    on_bail = position.status in ON_BAIL and position.bail_ends_on
    return f"{words} until {day(position.bail_ends_on)}" if on_bail else words
