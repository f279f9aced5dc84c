"""Every read of children and of the directory of schools, within the reader's scope."""

from django.db.models import Exists, OuterRef, Q, Subquery

from children import events
from children.models import DayOff, Notice, Part, School, Schooling, Term
from core.access import levels_kept_from
from core.errors import Absent
from core.models import Duty, Entry
from incidents import queries as incidents
from law import children as law
from law import clocks
from law import thresholds as T
from law.duties import BY_CODE
from law.duties.rule import CHILDREN_KNOWN
from law.school_days import DaysOff
from people import queries as people

SHOWN = 200
SOCIAL_CARE = ("SOCIAL_CARE_CRITERIA", "SOCIAL_CARE_AT_ONCE")


def children_of(case_id):
    """Return the children named in a case that the reader has already been given, as people, by name."""
    return sorted((row.person for row in incidents.children_of(case_id)), key=lambda each: (str(each), str(each.pk)))


def parts_of(incident, case_id):
    """Return {person id: the part of the child} in one incident of a case, with the notices of each."""
    if incident is None:
        return {}
    found = Part.objects.filter(case_id=case_id, incident=incident).select_related(
        "person", "school", "placed_by", "incident"
    )
    return {part.person_id: part for part in found.prefetch_related("notices__school")}


def children_with_latest(case_id):
    """Return the children of a case with the latest part of each (`where`, `victim`), by name, in one statement."""
    part = Part.objects.filter(case_id=case_id, person=OuterRef("person_id")).order_by("-incident__reported_at", "-pk")
    found = incidents.children_of(case_id).annotate(
        where=Subquery(part.values("where")[:1]), victim=Subquery(part.values("victim")[:1])
    )
    return sorted(found, key=lambda row: (str(row.person), str(row.person_id)))


def asked_in(case_id):
    """Return the incidents of a case about which it is asked where its children were, newest first, as a list.

    The latest, and each at whose report or attendance it was known that there are children.
    """
    opened = BY_CODE["SCHOOL_NOTICE"].opens_on
    said = {"facts__domestic": True, "facts__children__in": [*CHILDREN_KNOWN]}
    told = Entry.objects.filter(case_id=case_id, event__in=opened, subject_id=OuterRef("pk"), **said)
    found = incidents.incidents_of(case_id).annotate(asked=Exists(told))
    return [each for place, each in enumerate(found) if place == 0 or each.asked]


def named_in_order(case_id):
    """Return [(child, since when they are named)] of a case, by name."""
    return sorted(incidents.children_since(case_id), key=lambda row: (str(row[0]), str(row[0].pk)))


def parts(case_id):
    """Return the parts of the children of a case in all its incidents, with their notices; the newest incident first.

    `care_owed` says whether children's social care is still to be told of it, also since the level of the case rose.
    """
    owed = Duty.objects.filter(case_id=case_id, code__in=SOCIAL_CARE, ended_at=None, subject_id=OuterRef("pk"))
    notice = Duty.objects.filter(case_id=case_id, code="SOCIAL_CARE_NOTICE", ended_at=None)
    judged = Entry.objects.filter(case_id=case_id, event=events.PART_JUDGED_AGAIN, subject_id=OuterRef("pk"))
    found = Part.objects.filter(case_id=case_id).annotate(care_owed=Exists(owed) | Exists(notice) & Exists(judged))
    found = found.select_related("person", "school", "placed_by", "incident").order_by("-incident__reported_at", "pk")
    return list(found.prefetch_related("notices__school"))


def unplaced(case_id):
    """Return [(incident, child)] of a case, newest incident first, of whom nobody has said where they were then."""
    placed = set(Part.objects.filter(case_id=case_id).values_list("incident_id", "person_id"))
    return left_of(asked_in(case_id), named_in_order(case_id), placed)


def left_of(asked, named, placed):
    """Return the same for what was read already; `placed` holds (incident id, child id).

    Of an incident one is asked about the children who were named by then, and were children on that day.
    """
    return [
        (incident, child)
        for incident in asked
        for child, since in named
        if since <= incident.reported_at
        and law.is_child(child.born_on, incident.reported_on)
        and (incident.pk, child.pk) not in placed
    ]


def for_social_care(found, incident):
    """Return those of the parts of a case of which social care must know: still owed, or of the latest incident."""
    return [part for part in found if part.care_owed or part.incident == incident]


def known_of(found, *, reader):
    """Return the ids of those of some incidents of which the reader may know."""
    known = incidents.incidents_visible_to(reader).filter(pk__in=[each.pk for each in found])
    return set(known.values_list("pk", flat=True))


def incident_of(case_id, incident_id, *, reader):
    """Return one incident of a case, which the reader may know of, or the latest where none is named; or raise Absent.

    None where the case has no incident at all.
    """
    found = incidents.incidents_of(case_id)
    if incident_id is None:
        return found.first()
    incident = incidents.incident(incident_id, reader=reader)
    if not found.filter(pk=incident.pk).exists():
        raise Absent()
    return incident


def latest_parts(case_id):
    """Return the latest part of each child of a case that is locked, for the engine's own use."""
    children = incidents.children_of(case_id).values("person_id")
    found = Part.objects.filter(case_id=case_id, person__in=children).select_related("case", "incident", "person")
    return list(found.order_by("person_id", "-incident__reported_at", "-pk").distinct("person_id"))


def grounds_for(part, reader):
    """Return the grounds of a part for a reader: where the level of its case is withheld, as if that were high."""
    if part.case_id in levels_kept_from(reader):
        return law.grounds_without_level(part.grounds, where=part.where)
    return part.grounds


def child(case_id, person_id):
    """Return one child of a case that the reader has already been given, or raise Absent."""
    for each in children_of(case_id):
        if each.pk == person_id:
            return each
    raise Absent()


def part(part_id, *, reader):
    """Return the part of a child in a case that the reader may know of, or raise Absent."""
    found = (
        Part.objects.filter(pk=part_id, case__in=incidents.visible_to(reader))
        .select_related("case", "incident", "person", "school", "placed_by")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def part_for_change(part_id, *, reader):
    """Return the same, locked."""
    found = part(part_id, reader=reader)
    Part.objects.select_for_update().get(pk=found.pk)
    return found


def notice(notice_id, *, reader):
    """Return one notice of a case that the reader may know of, or raise Absent."""
    found = (
        Notice.objects.filter(pk=notice_id, case__in=incidents.visible_to(reader))
        .select_related("part__person", "case__victim", "case__suspect", "school")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def notice_for_change(notice_id, *, reader):
    """Return the same, locked."""
    Notice.objects.select_for_update().filter(pk=notice_id).first()
    return notice(notice_id, reader=reader)


def told_of(case_id):
    """Return what children's social care was told about a case that the reader has already been given, newest first."""
    found = Notice.objects.filter(case_id=case_id, part=None).select_related("told_by")
    return list(found.order_by("-told_at", "-pk"))


def schooling_of(person):
    """Return where a child is taught, as last said of any record of theirs, or None."""
    found = Schooling.objects.filter(person__identity__records=person.pk).select_related("school")
    return found.order_by("-recorded_at", "-pk").first()


def schooling_for(person, *, reader):
    """Return where a child is taught, as `schooling_of`; None where no case that the reader may know names the school.

    A school tells where a family lives now: what was said in a restricted case stays in it.
    """
    known = schooling_of(person)
    if known is None or known.school_id is None:
        return known
    said = Part.objects.filter(person__identity__records=person.pk, school=known.school_id)
    return known if said.filter(case__in=incidents.visible_to(reader).values("pk")).exists() else None


def reports_around(case, children, incident, *, reader):
    """Return the incidents of the rolling time around these children, up to the day of one incident; newest first.

    Only those that the reader may open; `count_around` counts the others too.
    """
    day = incident.reported_on
    ids = [each.pk for each in children]
    return incidents.reports_around(case, ids, day, T.CHILD_MONTHS.on(day), reader=reader)


def count_around(case, children, incident):
    """Count all of them, whoever may open them."""
    day = incident.reported_on
    return incidents.count_around(case, [each.pk for each in children], day, T.CHILD_MONTHS.on(day))


def schools(*, reader, q=""):
    """Return the schools of the force's directory, by area and name; `q` looks in names and references."""
    found = School.objects.filter(force_id=reader.posting.force_id, listed=True)
    if q := q.replace("\0", "").strip():
        found = found.filter(Q(name__icontains=q) | Q(reference__iexact=q))
    return list(found.order_by("-own_area", "area", "name")[:SHOWN])


def school_choices(*, reader):
    """Return every school of the directory as a choice, by area."""
    found = School.objects.filter(force_id=reader.posting.force_id, listed=True).order_by("-own_area", "area", "name")
    return [(str(each.pk), str(each)) for each in found]


def school(school_id, *, reader):
    """Return one school of the force's directory, or raise Absent."""
    found = School.objects.filter(pk=school_id, force_id=reader.posting.force_id).first()
    if found is None:
        raise Absent()
    return found


def school_for_change(school_id, *, reader):
    """Return the same, locked."""
    School.objects.select_for_update().filter(pk=school_id).first()
    return school(school_id, reader=reader)


def days_off(force_id, school_row):
    """Return when a school is closed; without a school, when those of the force's own areas are all closed."""
    if school_row is not None:
        terms = Term.objects.filter(force_id=force_id, area=school_row.area)
        named = DayOff.objects.filter(force_id=force_id, area=school_row.area).filter(
            Q(school=None) | Q(school=school_row)
        )
        return DaysOff(tuple(terms.values_list("begins_on", "ends_on")), frozenset(named.values_list("on", flat=True)))
    return DaysOff()


def calendars(*, reader, at):
    """Return {area: the last day of its last known term} of the force's directory."""
    day, found = clocks.london_day(at), {}
    for term in Term.objects.filter(force_id=reader.posting.force_id).order_by("ends_on"):
        found[term.area] = term.ends_on
    return [{"area": area, "until": until, "over": until < day} for area, until in sorted(found.items())]


def named_in(case):
    """Return the people of a case whose homes no notice may name: the two, and the children."""
    return [case.victim_id, case.suspect_id, *(each.pk for each in children_of(case.pk))]


def names_a_home(text, case):
    """Say whether a text names a place where anybody of a case lives, protected or not, or where the police went."""
    return people.names_a_home(text, named_in(case), incidents.places_of(case.pk))


def names_a_school(text, case):
    """Say whether a text names a school at which a child of a case is taught, or was."""
    children = [each.pk for each in children_of(case.pk)]
    taught = School.objects.filter(
        pk__in=Schooling.objects.filter(person__identity__records__in=children).values("school")
    )
    placed = School.objects.filter(pk__in=Part.objects.filter(case=case).values("school"))
    return people.names_one_of(text, (taught | placed).values_list("name", flat=True), 2)


def names_an_adult(text, case):
    """Say whether a text names the victim or the suspect of a case by first and last name, unless a child has both."""
    words = " ".join(text.casefold().split())
    children = {str(each).casefold() for each in children_of(case.pk)}
    named = [str(each).casefold() for each in (case.victim, case.suspect) if each.given_name and each.family_name]
    return any(name in words for name in named if name not in children)


def first_name_of_adult(text, case):
    """Return the first name alone by which a text names the victim or the suspect of a case, or None.

    A child of the case who has the same first name can be named.
    """
    return people.first_name_in(text, [case.victim_id, case.suspect_id], children_of(case.pk))


def latest_incident(case):
    """Return the newest incident of a case that the reader has already been given, or None."""
    return incidents.latest_incident(case.pk)
