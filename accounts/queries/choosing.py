"""Officers as they are chosen and named."""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone

from accounts.models import Officer, Posting
from accounts.permissions import ROLES, Role, in_words
from accounts.queries.leave import away_at
from accounts.queries.posted import officers_in_force
from law.ranks import RANKS


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


def ever_here(force_id):
    """Return everybody who is or was posted in a force, (id, "name, number") by name, as one is looked for."""
    found = Officer.objects.filter(pk__in=Posting.objects.filter(force_id=force_id).values("officer_id"))
    return [
        (str(each.pk), ", ".join(filter(None, (str(each), each.number or each.username))))
        for each in found.order_by("last_name", "first_name", "pk")
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
