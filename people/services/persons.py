"""Registering people, their other names, numbers and places."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from people import dates, events, normal, policies, queries
from people.indexing import index_names
from people.models import Address, Alias, Person, Phone, Residence
from people.services.duplicates import look_for_duplicates
from people.states import Precision

PLACE_LENGTH = 400


def register(
    *,
    given_name="",
    family_name="",
    born_on=None,
    born_precision=Precision.DAY,
    sex="",
    phones=(),
    address="",
    postcode="",
    aliases=(),
    unknown=False,
    source="",
    external_id="",
    look=True,
    file=True,
    by,
    at,
    command_id=None,
):
    """Record a person and file the name for search, inside the caller's transaction; return the Person.

    Asks for no permission: that is the caller's. `born_on` is a date or a text such as "1984-03"; `aliases`
    are (given name, family name) pairs. A person that the same source has sent before is returned as it is.
    With `look`, who may be the same person goes into the review queue; a caller who knows more about the
    person in a moment, such as the case, leaves it out and calls `look_for_duplicates` then. One who records several
    people leaves out `file`, and calls `index_names` for all of them.
    """
    if external_id and (known := Person.objects.filter(source=source, external_id=external_id).first()):
        return known
    given_name, family_name = normal.kept(given_name), normal.kept(family_name)
    born = read_born(born_on, born_precision)
    policies.check_names(given_name, family_name, unknown)
    policies.check_born(born, at)
    person = Person(
        given_name=given_name,
        family_name=family_name,
        born_on=born and born.on,
        born_precision=born.precision if born else Precision.DAY,
        sex=sex,
        unknown=unknown,
        source=source,
        external_id=external_id,
    )
    person.identity = person
    person.save(force_insert=True)
    add_details(person, phones, address, postcode, aliases)
    if file:
        index_names([person.pk])
    record(events.PERSON_REGISTERED, about=person, by=by, at=at, command_id=command_id)
    if look and not unknown:
        look_for_duplicates([person.pk], by=by, at=at)
    return person


def add_details(person, phones, address, postcode, aliases):
    """Record what else is known of a new person."""
    for number in phones:
        add_phone(person, number)
    for given_name, family_name in aliases:
        Alias.objects.get_or_create(
            person=person, given_name=normal.kept(given_name), family_name=normal.kept(family_name)
        )
    add_residence(person, address, postcode)


@command
def register_person(*, by, at, command_id=None, **details):
    """Record a person whom nobody has recorded before; `details` as for `register`."""
    allow(by, Permission.CALL_LOG)
    return register(**details, by=by, at=at, command_id=command_id)


def read_born(born_on, precision):
    """Return Born or None; raise Refused with a sentence for a date that cannot be read."""
    try:
        born = dates.read(born_on)
    except ValueError as error:
        raise Refused(str(error), "born_on") from None
    return born if born is None or isinstance(born_on, str) else dates.Born(born.on, precision)


def add_phone(person, number):
    """Record a telephone number of a person; return the Phone, or None for a text without digits."""
    normal_form = normal.phone(number)
    return Phone.objects.get_or_create(person=person, number=normal_form)[0] if normal_form else None


def add_alias(person, given_name, family_name):
    """Record another name of a person and file it for search; return the Alias."""
    alias, new = Alias.objects.get_or_create(
        person=person, given_name=normal.kept(given_name), family_name=normal.kept(family_name)
    )
    if new:
        index_names([person.pk])
    return alias


def place(text, postcode=""):
    """Return the Address of this normal form, made if there is none; None when nothing was given.

    A postcode at the end of the text counts as the postcode.
    """
    text, postcode = normal.split_address(text, postcode)
    if not text and not postcode:
        return None
    if len(text) > PLACE_LENGTH:
        raise Refused(f"An address must be {PLACE_LENGTH} characters or fewer.", "address")
    if found := queries.address(text, postcode):
        return found
    return Address.objects.get_or_create(postcode=postcode, key=normal.address_key(text), defaults={"text": text})[0]


def add_residence(person, address, postcode="", from_on=None, until_on=None):
    """Record that a person lives or lived at an address; return the Residence, or None for no address."""
    where = place(address, postcode)
    if where is None:
        return None
    return Residence.objects.get_or_create(
        person=person, address=where, from_on=from_on, defaults={"until_on": until_on}
    )[0]
