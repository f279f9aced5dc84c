"""How a call came by its grade, with the earlier incidents that its reasons rest on."""

from uuid import UUID

from django.urls import reverse

from incidents import queries


def story(incident, reader):
    """Return the decisions on a grade, oldest first, each with `shown`: (reason, [(number, address)]).

    An incident that the reader may not know of is not named; the reason holds all the same.
    """
    decisions = list(incident.grade_decisions.all())
    because = {UUID(pk) for each in decisions for found in each.because.values() for pk in found}
    numbers = queries.numbers_of(because, reader=reader) if because else {}
    links = {str(pk): (number, reverse("incident", args=[pk])) for pk, number in numbers.items()}
    for each in decisions:
        each.shown = [(text, [links[pk] for pk in each.because.get(text, ()) if pk in links]) for text in each.reasons]
    return decisions
