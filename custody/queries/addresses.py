"""Reads of protected addresses that stand in what was written of a suspect: for nobody who may not see the address."""

from django.db.models import Exists, F, OuterRef

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from custody import details as detail_table
from custody.models import AddressLook, AddressNaming, CustodyEvent
from incidents import queries as incidents
from law import clocks
from people import queries as people

# What the duties and entries of such a look are about.
ADDRESS_LOOK = AddressLook._meta.label_lower
NAMED = ("event_id", "person_id", "look__closed_at")
WITH = ("event__recorded_by", "event__corrected_by", "event__withdrawn_by")


def looks_visible_to(reader, at=None):
    """Return the looks of which a reader may know (a queryset): those in their cases, where they may see an address.

    Not one at the address of somebody to whom they are near, whatever case names it.
    """
    if scope_of(reader, Permission.SAFE_ADDRESS_SEE) is None:
        return AddressLook.objects.filter(pk=None)
    found = AddressLook.objects.filter(Exists(incidents.visible_to(reader, at).filter(pk=OuterRef("case_id"))))
    if not reader.tied:
        return found
    close = AddressNaming.objects.filter(look=OuterRef("pk"), person__identity__in=people.near(reader))
    return found.exclude(Exists(close))


def look(look_id, *, reader):
    """Return one look with its case, or raise Absent: hidden and missing look the same."""
    found = looks_visible_to(reader).filter(pk=look_id)
    found = found.select_related("case__victim", "case__suspect", "closed_by").first()
    if found is None:
        raise Absent()
    return found


def look_for_change(look_id, *, reader):
    """Return a look as `look` does, locked."""
    look(look_id, reader=reader)
    return AddressLook.objects.select_for_update(of=("self",)).select_related("case__victim").get(pk=look_id)


def open_look(case_id):
    """Return the open look of a case, locked, or None; for the engine's own use."""
    return AddressLook.objects.select_for_update().filter(case_id=case_id, closed_at=None).first()


def named_in(look_row):
    """Return {event: records whose address was found in it} of a look, as (event id, record id)."""
    return set(look_row.namings.values_list("event_id", "person_id"))


def looked_at(case_ids):
    """Return {case: {(event id, record id): when that was looked at last, None where it is to be looked at now}}."""
    rows = AddressNaming.objects.filter(look__case__in=list(case_ids)).order_by(
        F("look__closed_at").asc(nulls_last=True)
    )
    found = {}
    for case_id, event_id, record_id, at in rows.values_list("look__case", *NAMED):
        found.setdefault(case_id, {})[event_id, record_id] = at
    return found


def written_of(suspects):
    """Return {identity: [(event id, its words, heard)]} of what stands written of some suspects, whatever the case."""
    rows = CustodyEvent.objects.filter(suspect__identity__in=list(suspects), withdrawn_at=None)
    rows = rows.order_by("effective_at", "pk").values_list("suspect__identity", "pk", "details", "victim_views")
    found = {}
    for identity, event_id, details, views in rows:
        found.setdefault(identity, []).append((event_id, [people.heard(text) for text in texts_in(details, views)]))
    return found


def texts_of(event_row):
    """Return every text of an event that was said in free words, the views of the victim among them."""
    return texts_in(event_row.details, event_row.victim_views)


def texts_in(details, views):
    """Return the texts of the details and of the views of a victim."""
    texts = detail_table.words_said(details)
    return [*texts, views] if views else texts


def naming(said, addresses):
    """Return the records whose protected address is named by what was said, each text heard."""
    return {kept.record for kept in addresses if any(kept.named_by(each) for each in said)}


def addresses_of(protected):
    """Return {case id: [Kept]} of the addresses kept safe by those whom some cases protect, in their order."""
    kept, found = people.kept_safe({each.person for each in protected}) if protected else {}, {}
    for each in protected:
        found.setdefault(each.case, []).extend(kept.get(each.person, ()))
    return found


def kept_in(look_row, *, reader, at):
    """Return [(person, address)] of those whose address a look found, the victim first; showing it is noted.

    Where it is Withheld from the reader, the person has no name here either.
    """
    found = {each.person.identity_id: each.person for each in namings_of(look_row)}
    addresses = people.safe_addresses(found.values(), reader, at)
    order = sorted(found.values(), key=lambda each: each.identity_id != look_row.case.victim.identity_id)
    return [(each if isinstance(addresses[each.pk], str) else None, addresses[each.pk]) for each in order]


def namings_of(look_row):
    """Return the namings of a look with their events and people, by when these took effect; read once for a page."""
    if not hasattr(look_row, "namings_read"):
        found = look_row.namings.select_related("person", *WITH).order_by("event__effective_at", "event_id", "pk")
        look_row.namings_read = list(found)
    return look_row.namings_read


def found_in(look_row, shown=None):
    """Return [(event, the texts in which it names an address that is kept safe now)] of a look, in order.

    Only the addresses of those people who are `shown`, where somebody reads it.
    """
    namings = namings_of(look_row)
    identities = {each.person.identity_id for each in namings}
    if shown is not None:
        identities &= {each.identity_id for each in shown}
    addresses = [kept for each in people.kept_safe(identities).values() for kept in each]
    rows = {each.event_id: each.event for each in namings}
    return [(row, [text for text in texts_of(row) if naming([people.heard(text)], addresses)]) for row in rows.values()]


def still_written(look_row):
    """Say whether an event that was not taken back still names an address that is kept safe."""
    return any(texts and not event.withdrawn_at for event, texts in found_in(look_row))


def titles_of_looks(look_ids):
    """Return {look: in words, the newest event in which its address was found}."""
    found = AddressNaming.objects.filter(look__in=list(look_ids)).select_related("event")
    found = found.order_by("event__effective_at", "event_id")
    return {each.look_id: in_words(each.event) for each in found}


def in_words(event_row):
    """Return the kind and the day of an event in words."""
    return f"{event_row.get_kind_display().lower()}, {clocks.london_day(event_row.effective_at):%-d %B %Y}"
