"""Who lives, or lived, under one roof: from where people are recorded to have lived. Never from a protected address."""

from dataclasses import dataclass
from datetime import date

from law import clocks
from people.models import Residence
from people.queries.houses import house_of
from people.queries.persons import visible_to

# A house in which more people than this are recorded is a hostel or a block of flats: it is counted, not listed.
HOUSEHOLD = 12
ADULT = 18


@dataclass(frozen=True)
class Member:
    """Somebody recorded at the same address at the same time, as far as the periods tell.

    `now` says that neither has left, `child` that they are under 18 today.
    """

    person: object
    address: object
    from_on: date | None
    until_on: date | None
    now: bool
    child: bool


def household(records, reader, at):
    """Return (members, [(address, how many)]) of the people recorded with these records of one person, from `profile`.

    Those who live there now come first, children before adults. Of an address with very many people only their
    number is given. People whom the reader may not see are neither listed nor counted.
    """
    mine = [home for each in records for home in each.residences.all()]
    if not mine:
        return [], []
    beside = (
        Residence.objects.filter(address__in=[home.address_id for home in mine])
        .filter(person__in=visible_to(reader, at).values("pk"))
        .exclude(person__identity=records[0].identity_id)
        .select_related("person__identity", "address")
    )
    found, crowded, day = {}, [], clocks.london_day(at)
    for address_id in dict.fromkeys(home.address_id for home in mine):
        there = [home for home in beside if home.address_id == address_id]
        if len({home.person.identity_id for home in there}) > HOUSEHOLD:
            crowded.append((there[0].address, len({home.person.identity_id for home in there})))
            continue
        for own in (home for home in mine if home.address_id == address_id):
            for other in there:
                if together(own, other):
                    member = as_member(own, other, day)
                    key = member.person.pk, address_id
                    found[key] = max(found.get(key, member), member, key=lambda each: each.now)
    order = sorted(
        found.values(), key=lambda each: (not each.now, not each.child, str(each.person), str(each.person.pk))
    )
    return order, crowded


def living_at(address, day):
    """Return the ids of the records of those recorded to live in the house of an address on a day, as a list."""
    there = Residence.objects.filter(address__in=house_of(address)).exclude(until_on__lt=day).exclude(from_on__gt=day)
    return list(there.order_by("person_id").values_list("person_id", flat=True).distinct())


def together(one, other):
    """Say whether two residences overlap; a day that is not known may be any."""
    starts, ends = (
        (one.from_on or date.min, other.from_on or date.min),
        (one.until_on or date.max, other.until_on or date.max),
    )
    return max(starts) <= min(ends)


def as_member(own, other, day):
    """Return the other person as a member of the household."""
    starts = [home.from_on for home in (own, other) if home.from_on]
    ends = [home.until_on for home in (own, other) if home.until_on]
    person = other.person.identity
    return Member(
        person=person,
        address=other.address,
        from_on=max(starts, default=None),
        until_on=min(ends, default=None),
        now=min(ends, default=date.max) >= day,
        child=bool(person.born) and clocks.months_before(day, 12 * ADULT) < person.born.on,
    )
