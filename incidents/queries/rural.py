"""Whether the place of an incident lies in the country, as its force has set it."""

from incidents.models import RuralPlace
from incidents.states import Area, Grade


def area_of(incident):
    """Return the Area of an immediate incident, None of another, whose times are the same everywhere.

    It is unknown without a postcode, and then the shorter time of a town holds.
    """
    if incident.grade != Grade.IMMEDIATE:
        return None
    postcode = incident.address.postcode if incident.address else ""
    if not postcode:
        return Area.UNKNOWN
    rural = RuralPlace.objects.filter(force_id=incident.force_id, postcode__in=beginnings(postcode))
    return Area.RURAL if rural.exists() else Area.TOWN


def beginnings(postcode):
    """Return what a place may be set by: "CT15", "CT15 7" and "CT15 7AA" for "CT15 7AA"."""
    district, _, rest = postcode.partition(" ")
    return {district, f"{district} {rest[:1]}".strip(), postcode}
