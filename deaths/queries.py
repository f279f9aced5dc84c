"""Every read of deaths and of the reviews after them, within the cases that a reader may know of."""

from django.db.models import Exists, F, OuterRef, Q

from accounts import queries as accounts
from accounts.permissions import Permission
from core import journal_queries
from core.access import note
from core.duties import NO_LONGER_OWED, OWED_AGAIN, outcome
from core.errors import Absent
from core.models import Duty, Entry
from deaths.models import Death, FamilyContact, Recommendation
from deaths.states import Kind
from incidents import queries as incidents

PAGE = 50


def visible_to(reader, at=None):
    """Return the deaths of the cases that a reader may know of."""
    return Death.objects.filter(case__in=incidents.visible_to(reader, at))


def death(death_id, *, reader):
    """Return one death with its case, or raise Absent."""
    with_case = ("person", "case__victim", "case__suspect", "recorded_by")
    found = visible_to(reader).select_related(*with_case).filter(pk=death_id).first()
    if found is None:
        raise Absent()
    return found


def open_death(death_id, *, reader, at):
    """Return one death for its page; the reading is noted."""
    found = death(death_id, reader=reader)
    note(reader, "death", case_id=found.case_id, subject_id=found.pk, at=at)
    return found


def death_for_change(death_id, *, reader):
    """Return (case, death, kinds of the steps taken), the case locked, or raise Absent."""
    found = death(death_id, reader=reader)
    case = incidents.case_for_change(found.case_id, reader=reader)
    return case, found, set(found.steps.values_list("kind", flat=True))


def owed_again(case, reader):
    """Return the duties to the victim of a case that a death recorded by mistake had ended and that are owed again.

    Earliest due first, but for what is hidden from the reader; not those that were done since.
    """
    if not case.somebody_died:
        return []
    again = Entry.objects.filter(event=OWED_AGAIN, subject_id=OuterRef("pk"))
    found = Duty.objects.filter(Exists(again), case_id=case.pk, ended_at=None)
    return list(journal_queries.known_to(reader, found).order_by("due_at", "pk"))


def had_ended(death_row, reader):
    """Return the duties that the record of a death ended in its case, as they are now, but for what is hidden."""
    withdrawn = death_row.steps.filter(kind=Kind.WITHDRAWN).first()
    ended = Entry.objects.filter(event=NO_LONGER_OWED, case_id=death_row.case_id)
    ended = (
        ended.filter(recorded_at__range=(death_row.recorded_at, withdrawn.recorded_at)) if withdrawn else ended.none()
    )
    found = Duty.objects.filter(pk__in=ended.values("subject_id"))
    return list(journal_queries.known_to(reader, found).order_by("due_at", "pk"))


def still_due(case_id):
    """Return the duties to the victim of a case that a death ended, locked, and that are due by their own rules.

    Not those that something recorded since would have met or made void, nor those in whose place another was opened.
    """
    ended = Duty.objects.filter(case_id=case_id, ended_by__event=NO_LONGER_OWED).select_related("opened_by")
    again = Duty.objects.filter(case_id=case_id, code=OuterRef("code"), scope_id=OuterRef("scope_id"))
    later = again.filter(Q(ended_at=None) | Q(started_at__gte=OuterRef("ended_at")))
    found = list(ended.exclude(Exists(later)).select_for_update(of=("self",)).order_by("pk"))
    since = min((duty.ended_by_id for duty in found), default=None)
    entries = list(Entry.objects.filter(case_id=case_id, pk__gt=since).order_by("pk")) if found else []
    return [duty for duty in found if not any(over_by(entry, duty) for entry in entries)]


def over_by(entry, duty):
    """Say whether an entry since a duty ended would have met it or made it void."""
    return entry.pk > duty.ended_by_id and outcome(duty, entry) in (Duty.Ended.MET, Duty.Ended.VOID)


def decisions(death_row):
    """Return what the partnership decided about a review after a death, as a set."""
    return set(death_row.steps.exclude(decision="").values_list("decision", flat=True))


def recommendation(recommendation_id, *, reader):
    """Return a recommendation whose case the reader may know of, or raise Absent."""
    found = Recommendation.objects.filter(pk=recommendation_id, death__in=visible_to(reader))
    row = found.select_related("death__case", "death__person", "owner").first()
    if row is None:
        raise Absent()
    return row


def recommendations_in_script(*, reader):
    """Return the recommendations that put questions into the call script, of deaths that the reader may know of."""
    stands = visible_to(reader).exclude(steps__kind=Kind.WITHDRAWN)
    return Recommendation.objects.filter(death__in=stands).exclude(questions=[]).order_by("made_at", "pk")


def recommendation_for_change(recommendation_id, *, reader):
    """Return a recommendation, locked, whose case the reader may know of, or raise Absent."""
    found = recommendation(recommendation_id, reader=reader)
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("death__case", "owner")
    return rows.get(pk=found.pk)


def of_case(case_id):
    """Return the deaths of a case that stand, and who is there for each family, as a list."""
    found = Death.objects.filter(case_id=case_id).exclude(steps__kind=Kind.WITHDRAWN).select_related("person")
    return list(found.order_by("recorded_at"))


def stands(case, person):
    """Say whether the death of a person is on record in a case."""
    found = Death.objects.filter(case=case, person__identity=person.identity_id)
    return found.exclude(steps__kind=Kind.WITHDRAWN).exists()


def first_of(person):
    """Return the record of a person's death that was made first and stands, or None; copies for other cases are not."""
    found = Death.objects.filter(person__identity=person.identity_id, first=None).exclude(steps__kind=Kind.WITHDRAWN)
    return found.order_by("recorded_at", "pk").first()


def stands_anywhere(person):
    """Say whether the death of a person is on record in any case."""
    return first_of(person) is not None


def of_nobody_any_more(people):
    """Return the copies for cases of these people whose first record is, since they were parted, of somebody else."""
    found = Death.objects.filter(person__in=people, first__isnull=False).exclude(steps__kind=Kind.WITHDRAWN)
    return found.exclude(person__identity=F("first__person__identity")).select_related("case", "person").order_by("pk")


def family_contact(death_row):
    """Return who is there for the family now, or None."""
    return death_row.family_contacts.select_related("officer").order_by("-named_at", "-pk").first()


def contact_there(case_id, at):
    """Return who is there for the family of somebody who died in a case, for the engine's own use.

    None where nobody is named, or whoever is named is away, has left or may not record that the family was told.
    """
    able = accounts.able_at(Permission.DEATH_RECORD, at, force=OuterRef("death__case__force"))
    return holding().filter(death__case_id=case_id, officer__in=able).order_by("-named_at", "-pk").first()


def holding():
    """Return the naming that holds for each death that stands (a queryset): the one after which nobody was named."""
    later = Q(named_at__gt=OuterRef("named_at")) | Q(named_at=OuterRef("named_at"), pk__gt=OuterRef("pk"))
    again = FamilyContact.objects.filter(later, death=OuterRef("death"))
    return FamilyContact.objects.filter(~Exists(again)).exclude(death__steps__kind=Kind.WITHDRAWN)


def held_by(officer):
    """Return the namings that hold of an officer in open cases, each with its case; a queryset."""
    found = holding().filter(officer=officer, death__case__state="OPEN")
    return found.select_related("death__case").order_by("pk")


def count_held(officer, at):
    """Return for how many families an officer is there in open cases."""
    return held_by(officer).count()


def latest(*, reader):
    """Return the deaths that a reader may know of (a queryset), the newest first, each with its steps."""
    found = visible_to(reader).select_related("person", "case__victim", "case__suspect")
    return found.prefetch_related("steps", "recommendations").order_by("-recorded_at", "-pk")


def people_in(case):
    """Return the people of a case who may have died, as choices: (identifier, name and part)."""
    children = incidents.children_of(case.pk)
    found = [(case.victim, "victim"), (case.suspect, "suspect"), *((each.person, "child") for each in children)]
    return [(str(person.pk), f"{person}, {part}") for person, part in found]
