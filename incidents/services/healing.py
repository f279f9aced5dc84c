"""Putting right what is missing: the sweep over everybody, and the people touched by a merge or an import."""

from django.db import transaction

from core.journal import record
from incidents import events, flags, queries
from incidents.models import Flag, Incident
from incidents.services import supervision
from incidents.services.cases import relink
from incidents.services.contact import check_contacts
from incidents.services.firearms import notice_firearms
from incidents.services.withdrawing import withdraw
from law import clocks


def heal_flags(*, at, people=None, codes=None):
    """Bring the stored flags up to date for some people or everybody; return {code: how many were healed}.

    The very computation that logging a call uses. Where a person with an open case newly holds a
    flag of which no report told, the journal says so, and the duties of that flag open. Where all flags are
    asked for, certificates that came to be known since open what they open as well.
    """
    with transaction.atomic():
        relink(people, by=None, at=at)
        changes = flags.refresh(clocks.london_day(at), people, codes)
        known = queries.people_in_open_cases()
        for person_id, code, variant, change in changes:
            if change == "new" and person_id in known:
                tell(person_id, code, variant, at)
        supervision.look_at_people({person for person, _, _, change in changes if change == "new"}, at)
        if codes is None:
            notice_firearms(at=at, people=people)
    return counted(changes)


def counted(changes):
    """Return {code: how many flags were healed}."""
    healed = {}
    for _, code, _, _ in changes:
        healed[code] = healed.get(code, 0) + 1
    return healed


def tell(person_id, code, variant, at, **more):
    """Record a flag that was found by a sweep, once for each open case of the person."""
    flag = Flag.objects.get(person_id=person_id, code=code, variant=variant)
    for case in queries.open_cases_with_flag(flag):
        record(
            events.FLAG_RAISED,
            about=flag,
            by=None,
            at=at,
            case_id=case.pk,
            flag=code,
            variant=variant,
            person=person_id,
            victim=case.victim.identity_id,
            healed=True,
            **more,
        )


def identities_changed(people, *, by, at, parted_since=None):
    """Bring flags up to date for people who were merged, unmerged or newly related; return {code: how many}.

    A flag that only goes from one record to another with its evidence is nothing new, and nobody is asked to
    review it again. One that holds only because records were found to be one person is told; when they are
    parted and it is gone, so is the duty that it opened. What held before the merge, `parted_since`, is not
    told once more when they are parted; what was reported since then is.
    """
    check_contacts(people, by=by, at=at)
    with transaction.atomic():
        before = evidence(people)
        relink(people, by=by, at=at)
        changes = flags.refresh(clocks.london_day(at), people)
        after = evidence(people)
        known, told = queries.people_in_open_cases(), set()
        for person_id, code, variant, change in changes:
            held = (person_id, code, variant)
            fresh = change == "new" and not carried(held, after, before) and reported_since(after[held], parted_since)
            if fresh:
                told.add(person_id)
            if fresh and person_id in known:
                tell(person_id, code, variant, at, identity=True)
            if change == "gone" and not carried(held, before, after):
                withdraw(person_id, code, by, at)
        supervision.look_at_people(told, at)
        if parted_since is None:
            notice_firearms(at=at, people=people)
    return counted(changes)


def evidence(people):
    """Return {(person, code, variant): incidents} of the flags that stand for everybody concerned."""
    found = Flag.objects.filter(person_id__in=flags.touched(people))
    return {(each.person_id, each.code, each.variant): set(each.because) for each in found}


def carried(held, here, there):
    """Say whether a flag rests on incidents on which one of its kind rests on the other side of a change."""
    return any(here[held] & because for (_, *kind), because in there.items() if tuple(kind) == held[1:])


def reported_since(because, moment):
    """Say whether one of these incidents was reported since a moment; always where there is none."""
    return moment is None or Incident.objects.filter(pk__in=because, reported_at__gte=moment).exists()


def labels_changed(counter, *, by, at):
    """Bring the flags of two who accuse each other up to date, in the transaction in which it was decided who counts.

    A flag that newly holds is told in every open case of the person; of one that is gone, the duty ends.
    """
    changes = flags.refresh(clocks.london_day(at), [counter.first.victim_id, counter.first.suspect_id])
    known = queries.people_in_open_cases()
    for person_id, code, variant, change in changes:
        if change == "new" and person_id in known:
            tell(person_id, code, variant, at)
        if change == "gone":
            withdraw(person_id, code, by, at, decided=True)
    supervision.look_at_people({person for person, _, _, change in changes if change == "new"}, at)
