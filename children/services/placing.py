"""Saying of each child which part they had and where they are taught, and what follows from it."""

from datetime import date

from accounts.permissions import Permission, allow
from children import events, policies, queries
from children.models import Part, Schooling
from children.states import Where
from core.journal import command, record
from incidents import queries as incidents
from incidents import services as incident_services
from law import children as law
from law.school_days import next_school_day


@command
def add_child(*, case_id, given_name="", family_name="", born_on="", unborn=False, by, at, command_id=None):
    """Name one more child of a case, or one that is not born yet; where they were is said afterwards."""
    case, incident = case_and_incident(case_id, by)
    name = {"given_name": given_name, "family_name": family_name, "born_on": born_on or None}
    if unborn:
        name = {"given_name": "Unborn child", "family_name": family_name, "born_on": None, "unknown": True}

    incident_services.name_children(incident, "LISTED", [name], by=by, at=at)

    record(
        events.CHILD_ADDED,
        about=incident,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        domestic=incident.domestic,
        children=True,
        unborn=bool(unborn),
    )
    return case


@command
def place_child(
    *,
    case_id,
    person_id,
    incident_id=None,
    where,
    affected,
    related,
    schooling,
    school_id=None,
    concerns=(),
    said="",
    by,
    at,
    command_id=None,
):
    """Say what part a child had in an incident of a case, the latest if none is named, and where they are taught.

    From this follow, in the same transaction, whether the Act calls the child a victim, who is told before which
    school day, and what children's social care must know. Said again, it replaces what was said before of that
    incident; what is owed of another one stays. Returns the Part.
    """
    case, incident = case_and_incident(case_id, by, incident_id)
    person = queries.child(case.pk, person_id)
    school = queries.school(school_id, reader=by) if school_id else None
    policies.check_child(person, incident)
    policies.check_part(where=where, affected=affected, related=related, concerns=concerns)
    policies.check_schooling(schooling, school)
    policies.check_names_nobody(said, case, "said")

    keep_schooling(person, schooling, school, by=by, at=at)
    part = Part.objects.filter(case=case, incident=incident, person=person).first() or Part(
        case=case, incident=incident, person=person
    )
    was_wanted = part.school_day is not None
    part.where, part.affected, part.related, part.said = where, affected, related, said.strip()
    part.concerns, part.school = sorted(concerns), school if where != Where.UNBORN else None
    part.placed_at, part.placed_by = at, by
    judge(part, schooling, at=at)
    part.save()

    tell_of(part, was_wanted, by=by, at=at, command_id=command_id)
    return part


def case_and_incident(case_id, by, incident_id=None):
    """Fetch a case and one of its incidents, the latest if none is named, both locked, for who may record children."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.CHILD_TELL, case)
    policies.check_open(case)
    found = queries.incident_of(case.pk, incident_id, reader=by)
    policies.check_incident(found)
    return case, incidents.incident_for_change(found.pk, reader=by)


def keep_schooling(person, kind, school, *, by, at):
    """Write down where a child is taught, if that is news."""
    before = queries.schooling_of(person)
    if before is None or (before.kind, before.school_id) != (kind, school and school.pk):
        Schooling.objects.create(person=person, kind=kind, school=school, recorded_at=at, recorded_by=by)


def judge(part, schooling, *, at):
    """Work out from the facts: victim or not, which way, before which school day, and every ground for social care.

    A ground holds whoever recorded the child, and so incidents count that they may not open.
    """
    incident, born_on = part.incident, part.person.born_on
    day = incident.reported_on
    said = {"where": part.where, "day": day}
    part.victim = law.victim_in_own_right(affected=part.affected, related=part.related, **said)
    part.path = law.path_of(
        schooling=schooling, own_area=part.school is None or part.school.own_area, born_on=born_on, **said
    )
    wanted = law.notice_wanted(path=part.path, related=part.related, **said)
    off = queries.days_off(part.case.force_id, part.school)
    part.school_day = min(first_day(incident, off, at), kept_day(part, off) or date.max) if wanted else None
    weigh(part)


def weigh(part):
    """Work out every ground for social care by the present level of the case; incidents count as in `judge`."""
    incident, day = part.incident, part.incident.reported_on
    part.incidents_counted = queries.count_around(part.case, [part.person], incident)
    facts = law.facts_of(
        where=part.where,
        born_on=part.person.born_on,
        level=part.case.risk_level,
        rank=incident.rank,
        count=part.incidents_counted,
        concerns=tuple(part.concerns),
        day=day,
    )
    part.grounds = [ground.code for ground in law.grounds_for(facts)]


def first_day(incident, days_off, at):
    """Return the next school day after the report. Where its school has begun, the next one from now on.

    That nobody said in time which school it is stands on the duty to say so, which was late.
    """
    day = next_school_day(incident.reported_at, days_off)
    return max(day, next_school_day(at, days_off)) if incident.reported_at < at else day


def kept_day(part, days_off):
    """Return the day before which somebody was to be told already and was not, or None: to say more wins no time.

    A day on which the school that is named now is closed was never one of its days.
    """
    day = part.school_day
    told = day and part.notices.filter(kind__in=("SCHOOL", "AUTHORITY")).exists()
    return None if told or day in days_off else day


def tell_of(part, was_wanted, *, by, at, command_id):
    """Record that a child was placed, and that nobody is told of them any more where that has changed."""
    told = part.notices.filter(school=part.school, kind__in=("SCHOOL", "AUTHORITY")).exists()
    record(
        events.CHILD_PLACED,
        about=part,
        case_id=part.case_id,
        by=by,
        at=at,
        command_id=command_id,
        person=part.person_id,
        where=part.where,
        victim=part.victim,
        path=part.path,
        notice=part.school_day is not None and not told,
        school_day=part.school_day,
        social_care=law.asked_by([part.grounds]),
        grounds=part.grounds,
        left=len(queries.unplaced(part.case_id)),
    )
    if was_wanted and part.school_day is None:
        record(events.NOTICE_NOT_WANTED, about=part, case_id=part.case_id, by=by, at=at, path=part.path)


@command
def find_none(*, case_id, how_known, by, at, command_id=None):
    """Record that there is no child in this case after all, and how that is known."""
    case, incident = case_and_incident(case_id, by)
    policies.check_none(how_known, queries.children_of(case.pk))

    incident_services.name_children(incident, "NONE", [], by=by, at=at)

    record(
        events.NONE_FOUND,
        about=incident,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        how_known=how_known,
        left=0,
    )
    return case
