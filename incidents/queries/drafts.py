"""Reads of calls that are typed and not logged yet."""

from django.db.models import BooleanField, Exists, F, Func, OuterRef

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from incidents.models import CallDraft
from people import queries as people_queries


def drafts_visible_to(reader, at=None):
    """Return the drafts of the reader's force, less those in which somebody was chosen whom the reader may not see."""
    if scope_of(reader, Permission.CALL_LOG) is None:
        return CallDraft.objects.none()
    found = CallDraft.objects.filter(force_id=reader.posting.force_id).select_related("owner", "incident")
    return found.exclude(Exists(people_queries.hidden_from(reader, at).filter(is_any(F("pk"), OuterRef("chosen")))))


def is_any(value, values):
    """Return the condition that a value is one of an array."""
    return Func(value, values, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())


def draft(draft_id, *, reader):
    """Return one draft, or raise Absent."""
    found = drafts_visible_to(reader).filter(pk=draft_id).first()
    if found is None:
        raise Absent()
    return found


def draft_or_none(draft_id, *, reader):
    """Return one draft, or None where there is none yet; raise Absent for one that is not for this reader.

    Whether there is one is asked first: a page saves its first words while its call is logged, and a draft kept between
    the two questions would else look like somebody else's.
    """
    return draft(draft_id, reader=reader) if CallDraft.objects.filter(pk=draft_id).exists() else None


def draft_for_change(draft_id, *, reader):
    """Return one draft, locked; None where there is none yet; raise Absent for one not for this reader."""
    if draft_or_none(draft_id, reader=reader) is None:
        return None
    return CallDraft.objects.select_for_update().get(pk=draft_id)


def chosen_people(ids, *, reader):
    """Return the people chosen in a draft; raise Absent when one is not there or not for this reader."""
    found = list(people_queries.visible_to(reader).filter(pk__in=ids)) if ids else []
    if len(found) < len(ids):
        raise Absent()
    return found


def open_drafts(*, reader):
    """Return the calls begun and not logged that this reader may see, oldest first."""
    return drafts_visible_to(reader).filter(incident=None, discarded_at=None).order_by("started_at", "pk")
