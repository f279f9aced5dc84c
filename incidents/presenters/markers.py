"""Markers where somebody is about to act: on the people of an incident, its address, and the numbers that called."""

from django.urls import reverse

from people import queries as people
from people.states import MarkerKind


def of_incident(incident, *, reader, at):
    """Return the markers that whoever deals with this incident must know, the gravest first.

    `incident` was read for this reader, with who is in it.
    """
    persons = [row.person_id for row in incident.involvements.all()]
    numbers = incident.calls.exclude(caller_number="").values("caller_number")
    return people.markers_for(persons, incident.address, numbers, reader, at)


def words(marker):
    """Return one marker with its reason, as something that is known."""
    return f"{marker.words} ({marker.of}): {marker.reason}"


def standing(marker):
    """Return who answers for a marker and how sure it is today."""
    review = "not confirmed since" if marker.unconfirmed else "to be reviewed by"
    return f"Owner: {marker.owner}, {review} {marker.expires_on:%-d %b %Y}"


def way(marker):
    """Return where to read on: the page of the person, or nothing for an address or a number."""
    return reverse("person", args=[marker.identity_id]) if marker.identity_id else ""


def is_weapon(marker):
    """Say whether a marker belongs to what is checked about weapons."""
    return marker.kind == MarkerKind.WEAPONS
