"""Who holds what, when."""

import uuid
from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone

from accounts import events
from accounts.models import Absence, Force, Officer, Posting, Token, Unit
from accounts.permissions import ROLES, Role, in_words
from core.duties import REASSIGNED
from core.errors import Absent
from core.models import Duty, Entry
from law import clocks
from law.ranks import RANKS

PAGE = 50


def holder(role, *, at, force_id, unit_id=None):
    """Return the posting of the officer who answers for `role` at `at`: longest in post, then by id.

    Looks in the unit first where one is given, then in the whole force. None when nobody holds it.
    """
    posts = (
        Posting.objects.in_force(at)
        .filter(role=role, force_id=force_id, officer__is_active=True)
        .exclude(officer__in=away_at(at))
        .order_by("from_at", "officer_id")
    )
    return (unit_id and posts.filter(unit_id=unit_id).first()) or posts.first()


def away_at(at):
    """Return the ids of everybody who is away at a moment (a query)."""
    return Absence.objects.holding(at).values("officer_id")


def away(officer_id, at):
    """Return the absence of an officer that holds at a moment, or None."""
    return Absence.objects.holding(at).filter(officer_id=officer_id).select_related("deputy").first()


def absences(force_id, *, at):
    """Return who of a force is away now or will be, by the day on which it begins."""
    posted = Posting.objects.in_force(at).filter(force_id=force_id).values("officer_id")
    found = Absence.objects.filter(Q(until_at=None) | Q(until_at__gt=at), returned_at=None, officer__in=posted)
    return found.select_related("officer", "deputy").order_by("from_at")


def overlapping_absence(officer_id, from_at, until_at):
    """Return an absence of this officer that is not over and overlaps a period, or None."""
    found = Absence.objects.filter(Q(until_at=None) | Q(until_at__gt=from_at), officer_id=officer_id, returned_at=None)
    return (found.filter(from_at__lt=until_at) if until_at else found).first()


def absences_to_start(at):
    """Return the ids of the absences that should have begun and have not, in a fixed order."""
    due = Absence.objects.filter(started_at=None, returned_at=None, from_at__lte=at)
    return list(due.order_by("from_at", "pk").values_list("pk", flat=True))


def absence(absence_id, *, reader):
    """Return an absence of an officer of the reader's force, or raise Absent."""
    mine = Posting.objects.filter(force_id=reader.posting.force_id).values("officer_id")
    found = Absence.objects.select_related("officer", "deputy").filter(pk=absence_id, officer__in=mine).first()
    if found is None:
        raise Absent()
    return found


def absence_for_change(absence_id, *, reader):
    """Return an absence of an officer of the reader's force, locked."""
    found = absence(absence_id, reader=reader)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("officer", "deputy")
    return rows.get(pk=found.pk)


def officer_of_force(officer_id, *, reader, at):
    """Return an active officer posted in the reader's force, or raise Absent."""
    here = Posting.objects.in_force(at).filter(force_id=reader.posting.force_id).values("officer_id")
    found = Officer.objects.filter(pk=officer_id, is_active=True, pk__in=here).first()
    if found is None:
        raise Absent()
    return found


def cover_failed(absence_id):
    """Say whether it was told already that nobody could take over."""
    return Entry.objects.filter(event=events.COVER_FAILED, subject_id=absence_id).exists()


# {what: function (officer, at) -> how many of it an officer holds}. The desk fills it.
HELD = {}


def held(officer, at):
    """Return {what: how many} of all that an officer holds, from cases to duties."""
    return {what: count(officer, at) for what, count in HELD.items()}


def received(because_id):
    """Return [(officer id, when, {what: how many})] of who was given what another held because of this, in order."""
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id=because_id).order_by("pk")
    return [
        (uuid.UUID(entry.facts["to"]), entry.recorded_at, {what: entry.facts.get(what, 0) for what in HELD})
        for entry in given
    ]


def cover_given_to(officer_id, subject_id):
    """Return the latest entry by which an officer was given what another held, or None."""
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id=subject_id, facts__to=str(officer_id))
    return given.order_by("-pk").first()


def given_to(officer_id, subject_id):
    """Return because of what something was given to an officer, or raise Absent where nothing was."""
    if cover_given_to(officer_id, subject_id) is None:
        raise Absent()
    return posting_or_absence(subject_id)


def posting_or_absence(subject_id):
    """Return the posting, absence or officer because of which something moved, or raise Absent."""
    for model in (Absence, Posting, Officer):
        if found := model.objects.filter(pk=subject_id).first():
            return found
    raise Absent()


def posting_of(officer_id, at):
    """Return the posting of an officer at a moment, or None."""
    return Posting.objects.in_force(at).filter(officer_id=officer_id).order_by("-from_at").first()


def posting_before(posting):
    """Return the posting of the same officer that ended when another began, or None."""
    return Posting.objects.filter(officer_id=posting.officer_id, until_at=posting.from_at).first()


def officer_with_token(token):
    """Return the active officer whose token this is, or None."""
    found = Token.objects.select_related("officer").filter(digest=Token.digest_of(token)).first()
    return found.officer if found and found.officer.is_active else None


def first_posted(officer_ids):
    """Return (officer id, the London day on which their first posting began) for some officers, in one query."""
    found = Posting.objects.filter(officer_id__in=list(officer_ids)).values("officer_id").annotate(first=Min("from_at"))
    return [(row["officer_id"], clocks.london_day(row["first"])) for row in found]


def officers_in_force(force_id, *, at=None, roles=None, unit_id=None):
    """Return active officers posted in a force, or in one of its units, by name."""
    posts = Posting.objects.in_force(at or timezone.now()).filter(force_id=force_id)
    if unit_id:
        posts = posts.filter(unit_id=unit_id)
    if roles:
        posts = posts.filter(role__in=roles)
    found = Officer.objects.filter(is_active=True, postings__in=posts).distinct()
    return found.order_by("last_name", "first_name", "pk")


def with_first_posting(officers):
    """Return some officers (a queryset), each with when their first posting began as `began`."""
    first = Posting.objects.filter(officer=OuterRef("pk")).order_by("from_at").values("from_at")[:1]
    return officers.annotate(began=Subquery(first))


def ever_posted_in(force_id):
    """Return the ids of everybody who is or was posted in a force (a query)."""
    return Posting.objects.filter(force_id=force_id).values("officer_id")


def posted_ids(force_id, at):
    """Return the ids of the active officers posted in a force at a moment, as a set."""
    return set(officers_in_force(force_id, at=at).values_list("pk", flat=True))


def on_duty(force_id, *, at, unit_id=None, roles=None):
    """Return the active officers posted in a force, or in one of its units, who are not away, by name."""
    return officers_in_force(force_id, at=at, unit_id=unit_id, roles=roles).exclude(pk__in=away_at(at))


def choices(officers, *, at=None, but=None, roles=tuple(Role), with_rank=False):
    """Return officers as one is chosen, (id, "name, number, role, unit") by name, in one query; never `but`.

    Whoever has no posting at the moment is left out: they could do nothing. `with_rank` says the rank before the role.
    """
    posts = Posting.objects.in_force(at or timezone.now()).filter(officer__in=officers, role__in=roles)
    posts = posts.exclude(officer=but)
    posts = posts.select_related("officer", "unit").order_by("officer__last_name", "officer__first_name", "officer_id")
    words = [", ".join(dict.fromkeys(words_for(each, with_rank))) for each in posts]
    # Two of one name, role and unit without a number are told apart by how they sign in.
    twice = {each for each, count in Counter(words).items() if count > 1}
    return [
        (str(post.officer_id), f"{said}, {post.officer.username}" if said in twice else said)
        for post, said in zip(posts, words, strict=True)
    ]


def words_for(post, with_rank=False):
    """Return what is said of a posting where its officer is chosen, each by itself."""
    rank = [post.officer.rank.lower()] if with_rank else []
    number = [post.officer.number] if post.officer.number else []
    return [str(post.officer), *number, *rank, in_words(post.role), str(post.unit)]


def who_may(permission, *, reader, at=None, but=None, here=False):
    """Return as `choices` the officers of the reader's force whose role allows it; `here` leaves out who is away."""
    roles = [role for role, granted in ROLES.items() if permission in granted]
    found = officers_in_force(reader.posting.force_id, at=at)
    found = found.exclude(pk__in=away_at(at)) if here else found
    return choices(found, at=at, but=but, roles=roles)


def of_rank(rank, *, reader, at=None):
    """Return as choices the officers of the reader's force who hold a rank or a higher one, by name."""
    found, codes = officers_in_force(reader.posting.force_id, at=at), RANKS[RANKS.index(rank) :]
    written = reduce(or_, (Q(rank__iexact=form) for code in codes for form in {code, code.replace("_", " ")}))
    return choices(found.filter(written), at=at, with_rank=True)


def names(officer_ids):
    """Return {officer id: name} for a set of identifiers, in one query."""
    return {officer.pk: str(officer) for officer in Officer.objects.filter(pk__in=set(officer_ids))}


def name_of(reference):
    """Return the name of the officer whose identifier a column holds, as part of another query."""
    full = NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value(""))
    return Subquery(Officer.objects.filter(pk=OuterRef(reference)).values_list(Coalesce(full, "username")))


def force(code):
    """Return a force by its code."""
    return Force.objects.get(code=code)


def forces():
    """Return every force, by its code."""
    return Force.objects.order_by("code")


def force_meant(code=None):
    """Return the force of a code; without one the only one that is no guest. None where there is none, or several."""
    found = Force.objects.filter(code=code) if code else Force.objects.filter(guest=False)
    return found.get() if found.count() == 1 else None


def unit(force_code, code):
    """Return a unit by the codes of its force and its own."""
    return Unit.objects.get(force__code=force_code, code=code)


def officer(officer_id):
    """Return an officer by identifier, or raise Absent."""
    found = Officer.objects.filter(pk=officer_id).first()
    if found is None:
        raise Absent()
    return found


def posting_to_end(posting_id, *, reader):
    """Return a posting in the reader's force, or raise Absent: elsewhere and missing look the same."""
    found = Posting.objects.select_related("officer", "unit").filter(pk=posting_id, force_id=reader.posting.force_id)
    if (posting := found.first()) is None:
        raise Absent()
    return posting


def officer_to_post(officer_id, *, reader, at):
    """Return an active officer who is posted in the reader's force or nowhere, or raise Absent."""
    elsewhere = Posting.objects.in_force(at).exclude(force_id=reader.posting.force_id)
    found = Officer.objects.filter(pk=officer_id, is_active=True).exclude(postings__in=elsewhere).first()
    if found is None:
        raise Absent()
    return found


def holders(*, force_id, at, but=()):
    """Return every posting of active officers in a force who are not away at a moment, longest in post first.

    Of the roles in `but`, which very many hold, only inspectors are returned.
    """
    return list(
        Posting.objects.in_force(at)
        .filter(force_id=force_id, officer__is_active=True)
        .exclude(Q(role__in=but) & ~Q(officer__rank__icontains="inspector"))
        .exclude(officer__in=away_at(at))
        .select_related("officer")
        .order_by("from_at", "officer_id")
    )


def all_postings(force_id):
    """Return every posting of active officers in a force, past ones among them, longest in post first."""
    found = Posting.objects.filter(force_id=force_id, officer__is_active=True)
    return list(found.select_related("officer").order_by("from_at", "officer_id"))


def postings(force_id, *, at):
    """Return the postings in force of a force, by unit and name."""
    return (
        Posting.objects.in_force(at)
        .filter(force_id=force_id)
        .select_related("officer", "unit")
        .order_by("unit__name", "officer__last_name")
    )


def unposted(*, at):
    """Return active officers without a posting."""
    return Officer.objects.filter(is_active=True).exclude(postings__in=Posting.objects.in_force(at))


def units(force_id):
    """Return the units of a force by name."""
    return Unit.objects.filter(force_id=force_id).order_by("name")


def without_address(officer_ids):
    """Return those of these officers who have no e-mail address, by name."""
    return list(Officer.objects.filter(pk__in=officer_ids, email="").order_by("last_name", "first_name")[:50])


def holding_without_address(*holding, told):
    """Return the active officers among those `holding` something who have no e-mail address and were not `told` of."""
    among = Q()
    for officer_ids in holding:
        among |= Q(pk__in=officer_ids)
    return list(Officer.objects.filter(among, email="", is_active=True).exclude(pk__in=told).order_by("pk"))


def posted_at(at):
    """Return the ids of everybody who has a posting in force at a moment (a query)."""
    return Posting.objects.in_force(at).values("officer_id")


def able_at(permission, at, *, force):
    """Return the ids of the officers of a force who are there at a moment and whose role allows something (a query).

    `force` is its identifier, or a reference to it in an outer query.
    """
    roles = [role for role, granted in ROLES.items() if permission in granted]
    posts = Posting.objects.in_force(at).filter(force=force, role__in=roles, officer__is_active=True)
    return posts.exclude(officer__in=away_at(at)).values("officer_id")


def unreachable_at(at):
    """Return the ids of everybody who has left, has no posting, or is away at a moment (a query)."""
    gone = Q(is_active=False) | ~Q(pk__in=posted_at(at)) | Q(pk__in=away_at(at))
    return Officer.objects.filter(gone).values("pk")


def reachable(officer_id, at):
    """Say whether an officer is posted and not away at a moment."""
    return not Officer.objects.filter(pk=officer_id, pk__in=unreachable_at(at)).exists()


def gone_since(officer_ids, at):
    """Return {officer id: since when they cannot be reached} for some who cannot be at a moment.

    The beginning of an absence, or when it was recorded where that was later; the end of the last posting; else now.
    """
    since = dict.fromkeys(officer_ids, at)
    ended = Posting.objects.filter(officer_id__in=since, until_at__lte=at).exclude(officer__in=posted_at(at))
    for officer_id, until_at in ended.values_list("officer_id").annotate(Max("until_at")):
        since[officer_id] = until_at
    for each in Absence.objects.holding(at).filter(officer_id__in=since):
        since[each.officer_id] = min(since[each.officer_id], max(each.from_at, each.recorded_at))
    return since


def times_away(force_id):
    """Return {officer id: [(from, until or None)]} for everybody who was ever posted in a force."""
    found = {}
    for each in Absence.objects.filter(officer__in=officer_ids(force_id)):
        found.setdefault(each.officer_id, []).append(
            (each.from_at, min(filter(None, (each.until_at, each.returned_at)), default=None))
        )
    return found


def has_sergeant(unit_id, at):
    """Say whether somebody is posted as sergeant of a unit at a moment."""
    return Posting.objects.in_force(at).filter(role=Role.SERGEANT, unit_id=unit_id, officer__is_active=True).exists()


def officer_ids(force_id):
    """Return the ids of everybody who is or was posted in a force (a query)."""
    return Posting.objects.filter(force_id=force_id).values("officer_id")


def went_elsewhere(because_ids):
    """Return {posting, absence or officer: {name: codes of duties}} of what did not go to the deputy when it moved."""
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id__in=because_ids)
    deputies = {(str(why), to) for why, to in given.values_list("subject_id", "facts__to")}
    moved = Entry.objects.filter(event=REASSIGNED, facts__because__in=[why for why, _ in deputies]).order_by("pk")
    rows = [(entry.facts["because"], entry.facts["owner"], entry.subject_id) for entry in moved]
    others = [row for row in rows if row[:2] not in deputies]
    codes = dict(Duty.objects.filter(pk__in=[duty for _, _, duty in others]).values_list("pk", "code"))
    known, found = names(uuid.UUID(owner) for _, owner, _ in others), {}
    for why, owner, duty in others:
        found.setdefault(uuid.UUID(why), {}).setdefault(known[uuid.UUID(owner)], []).append(codes[duty])
    return found
