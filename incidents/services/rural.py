"""A force says which of its places lie in the country."""

from django.db import transaction

from accounts import queries as accounts
from incidents.models import RuralPlace
from incidents.policies import rural as policies
from people import services as people


@transaction.atomic
def set_rural_places(*, force_code, lines):
    """Take these postcodes and beginnings of postcodes as all that a force counts as the country; return how many.

    It holds for what is logged or graded from now on; the journal keeps with each call where it was counted. A list
    with a line that is no such thing is refused whole.
    """
    force = policies.check_force(accounts.forces(), force_code)
    places = [people.postcode(line) for line in lines]
    policies.check_places(places)

    rows = [RuralPlace(force=force, postcode=place) for place in sorted({*places} - {""})]
    RuralPlace.objects.filter(force=force).delete()
    RuralPlace.objects.bulk_create(rows)

    return len(rows)
