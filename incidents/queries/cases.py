"""Reads of cases: scope comes before any count or page."""

from datetime import UTC, datetime

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from accounts.permissions import Permission, scope_of
from core import access
from core.errors import Absent
from incidents import flags
from incidents.models import (
    Case,
    CaseReader,
    Ownership,
    Transfer,
)
from incidents.states import FlagCode, Level
from people import queries as people_queries

PAGE = 50


def visible_to(reader, at=None, *, for_good=False):
    """Return the cases that this reader may know of: own force, and restricted ones only where named.

    The owner, those on the case's list, and whoever opened it with a reason within the hour see a
    restricted case; to everybody else it does not exist. Nobody sees a case in which they are themselves.
    `for_good` leaves out what a reason opened for an hour only: whoever takes something on must see it tomorrow too.
    """
    if scope_of(reader, Permission.CASE_READ) is None:
        return Case.objects.none()
    return unhidden(reader, at, for_good=for_good).filter(force_id=reader.posting.force_id)


def unhidden(reader, at=None, *, for_good=False):
    """Return the cases that hide no incident of the reader's own force from them, in whichever force they are.

    A force that gave a case to another keeps the calls that it took itself.
    """
    found = Case.objects.exclude(excluded_from(reader)) if reader.tied else Case.objects.all()
    return found.filter(admitted(reader, at, for_good=for_good))


def admitted(reader, at=None, *, for_good=False):
    """Return the condition of the cases that are not restricted, or to which this reader has been let in."""
    at = at or timezone.now()
    glass_since = None if for_good else at - access.BREAK_GLASS_LASTS
    return Q(restricted=False) | Q(LetIn(F("pk"), reader.pk, at, glass_since))


class LetIn(Func):
    """Whether a restricted case lets an officer in: as its owner, on its list, or by a reason given since a moment.

    A function of the database, which plans it once a session and asks it of restricted cases alone.
    """

    function = "incidents_let_in"
    output_field = BooleanField()


def let_in(case, officers, at):
    """Return the ids of those of some officers of its force who may know of a case for good, in one query if any."""
    ids = {each.pk for each in officers}
    if case.restricted:
        owns = Ownership.objects.filter(case=case, officer__in=ids, until_at=None)
        named = CaseReader.objects.filter(Q(until_at=None) | Q(until_at__gt=at), case=case, officer__in=ids)
        ids = set(owns.values_list("officer_id", flat=True).union(named.values_list("officer_id", flat=True)))
    return {each.pk for each in officers if each.pk in ids and not is_excluded(each, [case])}


def closed_to_some(reader):
    """Return the cases that may be hidden from this reader: the restricted ones, and those near to them."""
    return Case.objects.filter(Q(restricted=True) | excluded_from(reader) if reader.tied else Q(restricted=True))


def hidden_from(reader, at=None):
    """Return those of the cases closed to some that this reader may not know of: the others than `visible_to`."""
    closed = closed_to_some(reader)
    if scope_of(reader, Permission.CASE_READ) is None:
        return closed
    unseen = ~(Q(force_id=reader.posting.force_id) & admitted(reader, at))
    return closed.filter(unseen | excluded_from(reader) if reader.tied else unseen)


def excluded_from(officer):
    """Return the condition of the cases that an officer can never open: they are in it, or near to somebody who is.

    It beats every grant, list and reason, and is worked out at each request.
    """
    near = people_queries.near(officer)
    return Q(victim__identity__in=near) | Q(suspect__identity__in=near)


def is_excluded(officer, cases):
    """Say whether any of these cases is one that an officer can never open."""
    if not officer.tied:
        return False
    return Case.objects.filter(excluded_from(officer), pk__in=[case.pk for case in cases]).exists()


def case(case_id, *, reader):
    """Return one case with its people, or raise Absent: hidden and missing look the same.

    `ever_sent` says whether it was ever offered to a force outside this house.
    """
    people_and_places = ("victim", "suspect", "force", "unit", "closed_by", "reopened_by")
    sent = Exists(Transfer.objects.filter(case=OuterRef("pk")))
    found = visible_to(reader).select_related(*people_and_places).annotate(ever_sent=sent).filter(pk=case_id).first()
    if found is None:
        raise Absent()
    return found


def case_for_change(case_id, *, reader):
    """Return one case within the reader's scope, locked until the end of the transaction."""
    return locked(visible_to(reader), case_id)


def case_to_record_in(case_id, *, reader):
    """Return one case as `case_for_change` does, with who owns it as `owner_now`: what is recorded asks no more."""
    return locked(with_owner(visible_to(reader)), case_id)


def cases_to_record_in(case_ids):
    """Return some cases whatever the reader, locked in order, each with who owns it as `owner_now`."""
    return list(with_owner(Case.objects).filter(pk__in=case_ids).order_by("pk").select_for_update(of=("self",)))


def locked(cases, case_id):
    """Return one of some cases, locked until the end of the transaction, or raise Absent."""
    found = cases.select_for_update(of=("self",)).filter(pk=case_id).first()
    if found is None:
        raise Absent()
    return found


def open_case(case_id, *, reader, at):
    """Return one case to be shown, and write down that the reader looked at it."""
    found = case(case_id, reader=reader)
    access.note(reader, "case", case_id=found.pk, at=at)
    return found


def cases(*, reader, open_only=True, owner=None, level=None, after=None):
    """Return the newest cases first, a page at most; `after` is the opened_at of the last one shown."""
    found = visible_to(reader).select_related("victim", "suspect", "unit")
    if open_only:
        found = found.filter(state="OPEN")
    if owner:
        found = found.filter(ownerships__officer_id=owner, ownerships__until_at=None)
    if level is not None:
        # A level that is withheld may be any, and a list by level would tell which.
        kept = access.levels_kept_from(reader)
        found = found.filter(Q(risk_level=level) | Q(pk__in=kept)) if kept else found.filter(risk_level=level)
    if after:
        found = found.filter(opened_at__lt=after)
    return found.order_by("-opened_at", "pk").prefetch_related(now_owned())[:PAGE]


def now_owned():
    """Fetch the present ownership of cases beside them, as `case.now_owned`."""
    return Prefetch(
        "ownerships",
        Ownership.objects.filter(until_at=None).select_related("officer"),
        to_attr="now_owned",
    )


def cases_of(people, *, reader):
    """Return the visible cases in which any of these people (any record of them) is victim or suspect, with owners."""
    return cases_of_identities(flags.identities(people), reader=reader).prefetch_related(now_owned())


def cases_of_identities(who, *, reader):
    """Return the visible cases in which any of these identities is victim or suspect."""
    return (
        visible_to(reader)
        .filter(Q(victim__identity_id__in=who) | Q(suspect__identity_id__in=who))
        .select_related("victim", "suspect")
        .order_by("-opened_at")
    )


def open_cases_against(identities, *, reader):
    """Return the visible open cases in which any of these identities is the suspect."""
    found = visible_to(reader).filter(state="OPEN", suspect__identity__in=identities)
    return list(found.select_related("victim", "suspect").order_by("-opened_at", "pk"))


def titles(case_ids, *, reader):
    """Return {case id: its names, level, when and why it was opened again} for the cases a reader may know of.

    In one query.
    """
    found = visible_to(reader).filter(pk__in={pk for pk in case_ids if pk}).select_related("victim", "suspect")
    return {
        each.pk: {
            "names": str(each),
            "level": access.level_for(each, reader),
            "pk": each.pk,
            "reopened_at": each.reopened_at,
            "reopen_reason": each.reopen_reason,
        }
        for each in found
    }


def people_in_open_cases():
    """Return the identities of the victims and suspects of all open cases, as a set, in one query."""
    pairs = Case.objects.filter(state="OPEN").values_list("victim__identity_id", "suspect__identity_id")
    return {person for pair in pairs for person in pair}


def case_of_entry(case_id):
    """Return a case for the engine's own use, whatever the reader, with who owns it as `owner_now`; None for none."""
    return with_owner(Case.objects).filter(pk=case_id).first()


def with_owner(cases):
    """Return some cases, each with who owns it as `owner_now`; None for who owns a closed one."""
    owner = Ownership.objects.filter(case=OuterRef("pk"), until_at=None).values("officer_id")[:1]
    return cases.annotate(owner_now=Subquery(owner))


def case_of_entry_locked(case_id):
    """Return a case, locked, for the engine's own use."""
    return Case.objects.select_for_update().get(pk=case_id)


def open_cases_beside(side, people, others=None):
    """Return the open cases, locked, in which any of these people is the victim, or the suspect, whatever the reader.

    With `others` only those in which any of these is on the other side.
    """
    other = {"victim": "suspect", "suspect": "victim"}[side]
    wanted = {side: people} | ({other: others} if others is not None else {})
    who = {f"{each}__identity__in": people_queries.records(ids).values("identity") for each, ids in wanted.items()}
    found = Case.objects.select_for_update(of=("self",)).filter(state="OPEN", **who)
    return list(found.order_by("pk"))


def cases_of_suspect(people):
    """Return the cases against these people, closed ones among them, whatever the reader; the latest first."""
    who = people_queries.records(people).values("identity")
    return Case.objects.filter(suspect__identity__in=who).order_by("-opened_at", "pk")


def cases_of_identity(identity, force_id):
    """Return the cases of a force against an identity, which may be one of an outer query, whatever the reader."""
    return Case.objects.filter(suspect__identity=identity, force_id=force_id)


def open_not_known_dead(people):
    """Return the open cases, locked, of victims whose death is not noted there, for the engine's own use."""
    who = people_queries.records(people).values("identity")
    found = Case.objects.select_for_update(of=("self",)).select_related("victim")
    return list(found.filter(state="OPEN", victim__identity__in=who, victim_died=False).order_by("pk"))


def open_cases_with_flag(flag):
    """Return the open cases on whose side of victim or suspect this flag's person stands."""
    side = "victim" if flag.code == FlagCode.REPEAT_VICTIM else "suspect"
    return Case.objects.filter(state="OPEN", **{f"{side}__identity_id": flag.person_id}).select_related("victim")


def moment(text):
    """Read an ISO moment from a link, or None when it is none; without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def level_asked(case, reader):
    """Return the level by which a command asks of a reader: the highest where that of the case is withheld from them.

    What is asked, and what is refused, then tells nothing of it.
    """
    return Level.HIGH.value if case.pk in access.levels_kept_from(reader) else case.risk_level


def open_with_level(force_id=None, case_id=None):
    """Return the open cases with a level, of a force or one case, for the engine's own use (a queryset)."""
    found = Case.objects.filter(state="OPEN").exclude(risk_level="")
    found = found.filter(force_id=force_id) if force_id else found
    return found.filter(pk=case_id) if case_id else found
