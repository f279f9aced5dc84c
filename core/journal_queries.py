"""Reads of the record that every app shares: what happened in a case, and what is owed."""

from django.db.models import Exists, OuterRef, Q

from core.access import Withheld, levels_kept_from
from core.duties import REASSIGNED
from core.models import Duty, Entry
from law.duties import BY_CODE
from law.duties.rule import TELLING_LEVEL

# {subject type: function (reader) -> those that the reader may know of}: what is hidden from some who may know the
# case itself. The desk fills it, since what duties are about lives in the apps above.
KNOWN = {}
ABOUT_A_DUTY = Duty._meta.label_lower

KEPT = Withheld("level of risk")
KEPT_WORDS = "Owed because of the level of risk, which is withheld until your own read of its assessment is in"
TELL_LEVEL = [code for code, rule in BY_CODE.items() if rule.tells_level]
LEVEL_FACTS = ("level", "interval", "counted_from", "asked_by_grade", "missing")
# Only where the level changed are these there at all: beside a level they are always said to be withheld.
CHANGED_FACTS = {"interval", "counted_from"}
# Who should investigate follows from the level, too.
ALLOCATION_FACTS = ("suggested", "below_floor")
# And what social care must know of a child.
CHILD_FACTS = ("grounds", "social_care")
GRADE_FACTS = (
    "grade",
    "authors",
    "before",
    "wanted",
    "stands",
    "lowered",
    "raised",
    "changed",
    "needs_review",
    "review_only",
    "below_author",
    "level_rose",
    "fell",
    "until",
)


def hidden_from(reader):
    """Return the condition of the duties and entries about something of which this reader may know nothing."""
    hidden = Q()
    for subject_type, known in KNOWN.items():
        hidden |= Q(subject_type=subject_type) & ~Exists(known(reader).filter(pk=OuterRef("subject_id")))
    return hidden


def moved_because(event, because_id):
    """Return the ids of what one kind of event says moved because of one absence or posting (a queryset)."""
    return Entry.objects.filter(event=event, facts__because=str(because_id)).values_list("subject_id", flat=True)


def reassigned_because(because_id):
    """Return the duties that moved because of one absence or posting (a queryset)."""
    return Duty.objects.filter(pk__in=moved_because(REASSIGNED, because_id))


def known_to(reader, duties):
    """Return those of some duties of visible cases that are about nothing hidden from the reader (a queryset).

    Where the level of a case is withheld, what others owe because of it is withheld as well.
    """
    return duties.exclude(hidden_from(reader)).exclude(kept_with_level(reader))


def kept_with_level(reader):
    """Return the condition of the duties that tell a level withheld from a reader, and that others owe."""
    kept = levels_kept_from(reader)
    theirs = Q(owner_id=reader.pk) | Q(escalated_to_id=reader.pk)
    return Q(case_id__in=kept, code__in=TELL_LEVEL) & ~theirs if kept else Q(pk__in=())


def unseen_kept_with_level(reader):
    """Return the condition of what even whoever owed it is told of only after their own read, among what is unseen.

    It tells the level that is withheld meanwhile, or left them by what somebody decided about the risk.
    """
    kept = levels_kept_from(reader)
    tells = Q(duty__code__in=TELL_LEVEL) | Q(entry__event__in=TELLING_LEVEL) | Q(entry__event__startswith="risk.")
    return Q(duty__case_id__in=kept) & tells if kept else Q(pk__in=())


def tells_kept_level(duty, reader):
    """Say whether a duty that a reader owes tells a level that is withheld from them."""
    return duty.code in TELL_LEVEL and duty.case_id in levels_kept_from(reader)


def entries(case_id, *, reader):
    """Return the entries of a visible case in the order in which things happened, but for what is hidden.

    What is said of a duty is hidden with what the duty is about.
    """
    of_hidden = Duty.objects.filter(hidden_from(reader) | kept_with_level(reader), pk=OuterRef("subject_id"))
    found = Entry.objects.filter(case_id=case_id).exclude(hidden_from(reader))
    if case_id in levels_kept_from(reader):
        found = found.exclude(event__in=TELLING_LEVEL)
    return found.exclude(Q(subject_type=ABOUT_A_DUTY) & Exists(of_hidden)).order_by("occurred_at", "pk")


def open_duties_in(case, reader=None):
    """Return the open duties of a case in hand as `duties` does, read once for all who ask of this case.

    A page asks first, for its reader, and then its parts are given nothing that is hidden from them.
    """
    if not hasattr(case, "open_duties"):
        found = duties(case_id=case.pk)
        case.open_duties = list(known_to(reader, found) if reader else found)
    return case.open_duties


def duties(*, case_id=None, owner_id=None, open_only=True):
    """Return duties by due time; the caller has checked that the reader may know of them."""
    found = Duty.objects.order_by("due_at", "pk")
    if case_id:
        found = found.filter(case_id=case_id)
    if owner_id:
        found = found.filter(owner_id=owner_id)
    return found.filter(ended_at=None) if open_only else found


def duty_json(duty, reader=None):
    """Return one duty: what, by whom, by when, under which rule; of a withheld level only what its owner must know."""
    rule = BY_CODE.get(duty.code)
    told = {
        "id": str(duty.pk),
        "code": duty.code,
        "what": rule.what if rule else duty.code,
        "case": str(duty.case_id) if duty.case_id else None,
        "owner": str(duty.owner_id),
        "owed_by": duty.owed_by,
        "due_at": duty.due_at.isoformat(),
        "started_at": duty.started_at.isoformat(),
        "basis": duty.basis,
        "source": rule.source if rule else "",
        "ended_at": duty.ended_at and duty.ended_at.isoformat(),
        "ended_as": duty.ended_as,
    }
    if reader and tells_kept_level(duty, reader):
        told |= {"what": KEPT_WORDS, "code": KEPT.as_json(), "basis": KEPT.as_json()}
    return told


def duties_json(*, opened_for, reader):
    """Return the open duties of some cases of which the reader may know."""
    found = Duty.objects.filter(case_id__in=opened_for, ended_at=None).order_by("due_at", "pk")
    return [duty_json(duty, reader) for duty in known_to(reader, found)]


def timeline_json(case_id, *, reader):
    """Return the entries of a case, as this reader may know them, as data."""
    return [
        {
            "id": entry.pk,
            "event": entry.event,
            "occurred_at": entry.occurred_at.isoformat(),
            "recorded_at": entry.recorded_at.isoformat(),
            "by": str(entry.by_id),
            "subject": str(entry.subject_id),
            "facts": facts_for(entry, reader),
        }
        for entry in entries(case_id, reader=reader)
    ]


def facts_for(entry, reader):
    """Return the facts of an entry, those that tell a withheld level named as withheld."""
    kept = kept_facts(entry, reader)
    told = {name: value for name, value in entry.facts.items() if name not in kept}
    return told | dict.fromkeys(sorted(kept), KEPT.as_json())


def kept_facts(entry, reader):
    """Return the names of those facts of an entry that would tell a reader a level that is withheld from them."""
    if entry.case_id not in levels_kept_from(reader):
        return ()
    others = {"risk": GRADE_FACTS, "children": CHILD_FACTS}
    names = {*LEVEL_FACTS, *others.get(entry.event.partition(".")[0], ALLOCATION_FACTS)}
    names |= {"duty"} if entry.facts.get("duty") in TELL_LEVEL else set()
    changed = entry.event.startswith("risk.") and "level" in entry.facts
    return names & set(entry.facts) | (CHANGED_FACTS if changed else set())


def latest():
    """Return the number of the newest entry, 0 when there is none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def since(number):
    """Return the entries after one, in the order in which they were recorded."""
    return Entry.objects.filter(pk__gt=number).order_by("pk")


def opened_by(entry):
    """Return the duties that an entry opened, each with its rule, in the order of the table of rules."""
    order = list(BY_CODE)
    found = sorted(Duty.objects.filter(opened_by=entry), key=lambda duty: order.index(duty.code))
    return [(duty, BY_CODE[duty.code]) for duty in found]
