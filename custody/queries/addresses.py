"""Reads of protected addresses that stand in what was written of a suspect: for nobody who may not see the address."""

from django.db.models import Exists, OuterRef

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
    """Return the looks of which a reader may know (a queryset): those in their cases, where they may see an address."""
    if scope_of(reader, Permission.SAFE_ADDRESS_SEE) is None:
        return AddressLook.objects.filter(pk=None)
    return AddressLook.objects.filter(Exists(incidents.visible_to(reader, at).filter(pk=OuterRef("case_id"))))


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


def looked_at(case_id):
    """Return {(event id, record id): when that was looked at last} of the looks of a case that are closed."""
    found = AddressNaming.objects.filter(look__case_id=case_id).exclude(look__closed_at=None)
    return {(event, record): at for event, record, at in found.order_by("look__closed_at").values_list(*NAMED)}


def standing_events(case):
    """Return the events of the suspect of a case that were not taken back, whatever case they are in, in order."""
    found = CustodyEvent.objects.filter(suspect__identity_id=case.suspect.identity_id, withdrawn_at=None)
    return found.order_by("effective_at", "pk")


def texts_of(event_row):
    """Return every text of an event that was said in free words, the views of the victim among them."""
    texts = detail_table.words_said(event_row.details)
    return [*texts, event_row.victim_views] if event_row.victim_views else texts


def naming(event_row, addresses):
    """Return the records whose protected address an event names; `addresses` are (record, text, recorded at)."""
    texts = texts_of(event_row)
    return {record for record, text, _ in addresses if any(people.names_protected(each, [text]) for each in texts)}


def addresses_of(cases):
    """Return {case id: [(record, text, recorded at)]} of the addresses that the victims of some cases keep safe."""
    kept = people.kept_safe({case.victim.identity_id for case in cases}) if cases else {}
    return {case.pk: kept.get(case.victim.identity_id, []) for case in cases}


def found_in(look_row):
    """Return [(event, the texts in which it names an address that is kept safe now)] of a look, in order."""
    places = [text for _, text, _ in addresses_of([look_row.case])[look_row.case_id]]
    namings = look_row.namings.select_related(*WITH).order_by("event__effective_at", "event_id")
    rows = {each.event_id: each.event for each in namings}
    return [(row, [text for text in texts_of(row) if people.names_protected(text, places)]) for row in rows.values()]


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
