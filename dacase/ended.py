"""Done by others: what left an officer's lists by somebody else's act, until the officer has said that they saw it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts import queries as accounts
from core import journal_queries
from core.access import Withheld
from core.duties import SEEN
from core.journal import command, record
from core.models import SYSTEM, Duty, Unseen
from dacase import sight, story
from incidents import queries as incidents
from law.duties import BY_CODE

SHOWN = 100
WHAT_ENDED_IT = Withheld("what ended it")
ELSEWHERE = Withheld("what another force does")
WENT_ALONG = "Went along to another force with its case"


def unseen_by(reader, hidden):
    """Return what left a reader's lists by another's act and they have not seen yet, in cases of which they may know.

    `hidden` is what `sight.hidden_from` found. Whatever is left out stays unseen, and stands here as soon as they may
    know of it. An offer of another force that is over was made to them, though its case never became theirs; and of a
    case that another force took since they are told that what they owed went along, and nothing else.
    """
    gone = incidents.gone_elsewhere(reader, case="case_id", at="at")
    found = Unseen.objects.filter(sight.of_known_cases(reader) | gone | offered(reader), officer_id=reader.pk)
    return sight.without(found.exclude(journal_queries.unseen_kept_with_level(reader)), "ended", hidden, of="duty__")


def offered(reader):
    """Return the condition of what was owed for an offer that another force had made to a reader.

    Asked of the duty of one row after the other, of the few that are in no case the reader may know of: since it began
    before it left, no list of all such duties can answer that.
    """
    offers = incidents.offers_over_elsewhere(reader).values("pk")
    owed = Duty.objects.filter(pk=OuterRef("duty_id"), started_at__lte=OuterRef("at"))
    return Q(Exists(owed.filter(code="ACCEPT_CASE", subject_id__in=offers)))


def first_unseen(reader, count, hidden=None):
    """Return the first so many of them, newest first, each with its duty and the entry that ended it or gave it away.

    Where `hidden` is not known, it is asked only if one of the first is about such a thing.
    """
    found = unseen_by(reader, hidden or {}).select_related("duty", "entry")
    rows = list(found.order_by("-at", "-entry_id", "id")[:count])
    if hidden is None and any(row.duty.subject_type in sight.kept_from_some() for row in rows):
        return first_unseen(reader, count, sight.hidden_from(reader))
    return rows


def mark_elsewhere(rows, reader):
    """Mark those of the rows that are shown whose case another force has since (`elsewhere`)."""
    cases = {row.case_id for row in rows} - {None}
    known = {None, *incidents.visible_to(reader).filter(pk__in=cases).values_list("pk", flat=True)}
    away = [row.pk for row in rows if row.case_id not in known]
    theirs = set(Unseen.objects.filter(offered(reader), pk__in=away).values_list("pk", flat=True)) if away else set()
    for row in rows:
        row.elsewhere = row.case_id not in known and row.pk not in theirs


def told(rows, reader):
    """Return what a reader has to see as it is told: what it was and became, by whose act, when, and what is said."""
    mark_elsewhere(rows, reader)
    titles = story.titles_of([row.duty for row in rows])
    names = accounts.names({pk for row in rows for pk in (row.entry.by_id, taker(row))} - {None})
    hidden = sight.unknown({(row.entry.subject_type, row.entry.subject_id) for row in rows}, reader)
    return [
        {
            "id": row.pk,
            "entry_id": row.entry_id,
            "case_id": None if row.elsewhere else row.case_id,
            "elsewhere": row.elsewhere,
            "at": row.at,
            "given": ended_it(row) is None,
            "what": what(row, titles, reader),
            **became(row, names, hidden, reader),
        }
        for row in rows
    ]


def what(row, titles, reader):
    """Return what was owed; of a case that another force has, in the words of the rule alone."""
    if row.elsewhere:
        return BY_CODE[row.duty.code].what
    return story.clock(row.duty, {}, reader, titles.get(row.duty.subject_id))["what"]


def ended_it(row):
    """Return as what the entry ended the duty, in words; None where it gave it to somebody else."""
    return row.duty.get_ended_as_display() if row.duty.ended_by_id == row.entry_id else None


def taker(row):
    """Return the identifier of the officer to whom the entry gave the duty, or None where it ended it."""
    return None if ended_it(row) else UUID(row.entry.facts["owner"])


def became(row, names, hidden, reader):
    """Return what became of a duty, whose act that was and what its entry says; withheld where the reader may not know.

    What another force does is not told, nor what is about something hidden from the reader.
    """
    entry, gave_to = row.entry, taker(row)
    if row.elsewhere:
        return {"how": ended_it(row) or WENT_ALONG, "by": ELSEWHERE, "said": ELSEWHERE}
    if entry.subject_id in hidden.get(entry.subject_type, ()):
        return {"how": ended_it(row) or "Given to another officer", "by": WHAT_ENDED_IT, "said": WHAT_ENDED_IT}
    by = "the system" if entry.by_id == SYSTEM else names.get(entry.by_id, "Nobody known")
    gave = "Taken over" if gave_to == entry.by_id else f"Given to {names.get(gave_to, 'nobody known')}"
    return {"how": ended_it(row) or gave, "by": by, "said": story.sentence_for(entry, reader)}


def together(told_rows):
    """Return what is told with what one act gave away made one: `whats` holds what each was."""
    groups = {}
    for each in told_rows:
        key = (each["entry_id"], each["how"]) if each["given"] else each["id"]
        groups.setdefault(key, {**each, "whats": []})["whats"].append(each["what"])
    return list(groups.values())


def told_json(rows, reader):
    """Return the same as data."""
    return [as_told(row, each, reader) for row, each in zip(rows, told(rows, reader), strict=True)]


def as_told(row, each, reader):
    """Return one thing that a reader has to see, as data; of a case that another force has, nothing but what it was."""
    shared = {"unseen": str(row.pk), "at": row.at.isoformat(), "what": each["what"], "became": each["how"]}
    shared |= {name: as_json(each[name]) for name in ("by", "said")}
    kept = {"case": ELSEWHERE.as_json(), "owner": ELSEWHERE.as_json(), "code": row.duty.code, "id": str(row.duty_id)}
    return (kept if row.elsewhere else journal_queries.duty_json(row.duty, reader)) | shared


def as_json(value):
    """Return a text, or that it is withheld."""
    return value.as_json() if isinstance(value, Withheld) else value


@command
def say_seen(*, unseen, by, at, command_id=None):
    """Take these off an officer's list, and no others: what left them since these were shown stays on it.

    Return how many there were; what was taken off before is taken off.
    """
    found = unseen_by(by, sight.hidden_from(by)).filter(pk__in=unseen)
    seen = [row.pk for row in found.select_for_update(of=("self",)).order_by("pk")]
    if seen:
        record(SEEN, about=by, by=by, at=at, command_id=command_id, unseen=seen)
    return len(seen)
