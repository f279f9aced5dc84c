"""Which addresses on record are one house, however each was written."""

from django.db.models import BooleanField, Case, Exists, Func, OuterRef, Q, Value, When

from people import normal
from people.models import Address


class OneHouse(Func):
    """Whether two keys of one postcode are of one house: the same, or the one said with its town and the other without.

    The shorter ends with a number and a street; what the longer adds has no number, so that a flat is never its house.
    """

    function = "people_one_house"
    output_field = BooleanField()


def address(text, postcode=""):
    """Return the Address of this normal form, or another of the same house, or None when none is on record."""
    text, postcode = normal.split_address(text, postcode)
    if not text:
        return None
    key = normal.address_key(text)
    return min(house(text, postcode), key=lambda each: (each.key != key, each.pk), default=None)


def house_of(address_row):
    """Return the Addresses of the house of one on record (a queryset)."""
    return house(address_row.text, address_row.postcode)


def house(text, postcode):
    """Return the Addresses that are one house; without a postcode only the one that was written so (a queryset).

    Nobody joins them, since each was written so by somebody; what is known of any of them is known of the house.
    """
    key = normal.address_key(text)
    return Address.objects.filter(OneHouse("key", Value(key)) if postcode else Q(key=key), postcode=postcode)


def is_this_house(path, address_row):
    """Return the expression that says whether the address at `path` is the house of one on record; never of none."""
    here = Q(**{f"{path}__in": house_of(address_row)}) if address_row else Q(pk__in=[])
    return Case(When(here, then=Value(True)), default=Value(False))


def at_house(rows, outer):
    """Return the condition that any of some rows with an `address` is at the house `outer` of the row around them.

    Two questions, so that each is answered by an index.
    """
    there = rows.filter(address=OuterRef(outer))
    beside = rows.exclude(address__postcode="").filter(
        OneHouse("address__key", OuterRef(f"{outer}__key")), address__postcode=OuterRef(f"{outer}__postcode")
    )
    return Exists(there) | Exists(beside)
