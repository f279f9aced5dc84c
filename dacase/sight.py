"""Of which duties a reader may know: those of cases in sight, about nothing that is hidden from them."""

from django.db.models import Exists, OuterRef, Q

from core import journal_queries
from core.models import Duty
from disclosures import queries as disclosures
from incidents import queries as incidents

STILL_OWED = ("mine", "told")


def in_sight(reader, *, alone=None, for_good=False):
    """Return the open duties of cases that the reader may know of, and those without a case that are as `alone`.

    `for_good` leaves out cases that a reason opened to them for an hour.
    """
    visible = of_known_cases(reader, alone=alone, for_good=for_good)
    # A case that an officer of another force offers is not theirs yet, and answering it is.
    offers = incidents.offers_from_elsewhere(reader).filter(pk=OuterRef("subject_id"))
    visible |= Q(Exists(offers), code="ACCEPT_CASE", owner_id=reader.pk)
    return Duty.objects.filter(visible, ended_at=None).exclude(journal_queries.kept_with_level(reader))


def of_known_cases(reader, *, alone=None, for_good=False):
    """Return the condition of what is in cases that the reader may know of, or in none and as `alone`."""
    # Asked of each duty by the key of its case: a list of all cases would grow with the force.
    mine = incidents.visible_to(reader, for_good=for_good)
    return Q(case_id=None) & (alone or Q()) | Exists(mine.filter(pk=OuterRef("case_id")))


def known_duties(reader, *, for_good=False):
    """Return the open duties of the cases that a reader may know of, and of no case, about nothing hidden from them."""
    return journal_queries.known_to(reader, in_sight(reader, for_good=for_good))


def hidden_requests(duties, reader):
    """Return the requests for disclosure that these duties are about and of which this reader may know nothing."""
    asked = set(duties.filter(subject_type=disclosures.SUBJECT).values_list("subject_id", flat=True))
    known = disclosures.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True) if asked else ()
    return asked - set(known)


def kept_from_some():
    """Return {what a duty may be about: function (reader) -> those that the reader may know of}."""
    return {**journal_queries.KNOWN, disclosures.SUBJECT: disclosures.visible_to}


def hidden_from(reader):
    """Return {what duties are about: those of which this reader may know nothing}, of all that is on their lists."""
    posting = reader.posting
    lists = Q(owner_id=reader.pk) | Q(escalated_to_id=reader.pk)
    if posting:
        lists |= Q(Q(unit_id=None) | Q(unit_id=posting.unit_id), role=posting.role)
    subjects = [
        Duty.objects.filter(which, subject_type__in=kept_from_some()).values_list("subject_type", "subject_id")
        for which in (lists & Q(ended_at=None), Q(unseen__officer_id=reader.pk))
    ]
    return unknown(subjects[0].union(subjects[1]), reader)


def unknown(subjects, reader):
    """Return {kind: those of which this reader may know nothing} of some (kind, identifier).

    Who may know of it is dear even to plan, so it is asked only where there are such.
    """
    known, asked = kept_from_some(), {}
    for subject_type, pk in subjects:
        if subject_type in known:
            asked.setdefault(subject_type, set()).add(pk)
    return {
        subject_type: pks - set(known[subject_type](reader).filter(pk__in=pks).values_list("pk", flat=True))
        for subject_type, pks in asked.items()
    }


def without(rows, which, hidden, of=""):
    """Return duties without those about what is hidden; a request for disclosure stays with whoever still owes it.

    `of` leads from the rows given to their duty.
    """
    for subject_type, pks in hidden.items():
        if pks and (which not in STILL_OWED or subject_type != disclosures.SUBJECT):
            rows = rows.exclude(**{f"{of}subject_type": subject_type, f"{of}subject_id__in": pks})
    return rows
