"""Done by others: what an officer owed and somebody else ended, until the officer has said that they saw it."""

from django.db.models import Exists, OuterRef, Q

from accounts import queries as accounts
from core import journal_queries
from core.access import Withheld
from core.duties import SEEN
from core.journal import command, record
from core.models import Duty
from dacase import sight, story
from incidents import queries as incidents

SHOWN = 100
WHAT_ENDED_IT = Withheld("what ended it")


def ended_for(reader, hidden):
    """Return what a reader owed and another's act ended, not yet seen, in cases of which they may know.

    `hidden` is what `sight.hidden_from` found. Whatever is left out stays unseen, and stands here as soon as they may
    know of it. An offer of another force that is over was made to them, though its case never became theirs.
    """
    offers = incidents.offers_over_elsewhere(reader).filter(pk=OuterRef("subject_id"))
    visible = sight.of_known_cases(reader) | Q(Exists(offers), code="ACCEPT_CASE")
    found = Duty.objects.filter(visible, owner_id=reader.pk, unseen=True)
    return sight.without(found.exclude(journal_queries.ending_kept_with_level(reader)), "ended", hidden)


def first_ended(reader, count, hidden=None):
    """Return the first so many of them, newest first, each with the entry that ended it.

    Where `hidden` is not known, it is asked only if one of the first is about such a thing.
    """
    found = ended_for(reader, hidden or {}).prefetch_related("ended_by")
    rows = list(found.order_by("-ended_at", "-id")[:count])
    if hidden is None and any(row.subject_type in sight.kept_from_some() for row in rows):
        return first_ended(reader, count, sight.hidden_from(reader))
    return rows


def told(duties, reader):
    """Return ended duties as their owner is told of them: what, how, by whose act, when, and what the entry says."""
    titles, names = story.titles_of(duties), accounts.names(duty.ended_by.by_id for duty in duties)
    hidden = sight.unknown({(duty.ended_by.subject_type, duty.ended_by.subject_id) for duty in duties}, reader)
    return [
        {
            "id": duty.pk,
            "what": story.clock(duty, {}, reader, titles.get(duty.subject_id))["what"],
            "case_id": duty.case_id,
            "how": duty.get_ended_as_display(),
            "at": duty.ended_at,
            **whose(duty.ended_by, names, hidden, reader),
        }
        for duty in duties
    ]


def told_json(duties, reader):
    """Return ended duties with the same as data."""
    return [
        journal_queries.duty_json(duty, reader)
        | {"what": each["what"], **{name: as_json(each[name]) for name in ("by", "said")}}
        for duty, each in zip(duties, told(duties, reader), strict=True)
    ]


def as_json(value):
    """Return a text, or that it is withheld."""
    return value.as_json() if isinstance(value, Withheld) else value


def whose(entry, names, hidden, reader):
    """Return whose act an entry was and what it says; withheld where it is about something hidden from the reader."""
    if entry.subject_id in hidden.get(entry.subject_type, ()):
        return {"by": WHAT_ENDED_IT, "said": WHAT_ENDED_IT}
    return {"by": names.get(entry.by_id, "Nobody known"), "said": story.sentence_for(entry, reader)}


@command
def say_seen(*, duties, by, at, command_id=None):
    """Take these ended duties off an officer's list, and no others: what ended since they were shown stays on it.

    Return how many there were; what was taken off before is taken off.
    """
    found = ended_for(by, sight.hidden_from(by)).filter(pk__in=duties)
    seen = [duty.pk for duty in found.select_for_update(of=("self",)).order_by("pk")]
    if seen:
        record(SEEN, about=by, by=by, at=at, command_id=command_id, duties=seen)
    return len(seen)
