"""The invented schools, and what is done for the children of a case: placed, their school told, social care told."""

from datetime import date

from children import queries, services
from dacase.demo import words
from law import clocks

PLACES = ("Harbour", "Orchard", "Castle Hill", "Marshside", "Oast House", "Windmill")
HERE = "Wealdshire"
TERMS = (((1, 5), (2, 13)), ((2, 23), (4, 1)), ((4, 16), (7, 21)), ((9, 2), (10, 23)), ((11, 2), (12, 18)))


def open_directory(code, random, now):
    """Fill the directory of an invented force: six schools with their leads, and the terms of this year."""
    rows = [
        {
            "reference": f"{900100 + place}",
            "name": f"{name} School",
            "area": "Elsewhere" if name == PLACES[-1] else HERE,
            "own_area": "no" if name == PLACES[-1] else "yes",
            "lead": f"{words.given_name(random, 'F')} {words.family_name(random)}",
            "lead_contact": f"01632 960{100 + place}",
        }
        for place, name in enumerate(PLACES)
    ]
    services.import_schools(force_code=code, rows=list(enumerate(rows, 2)), by=None, at=now)
    year = clocks.london_day(now).year
    terms = [
        {"area": HERE, "begins_on": date(each, *begin).isoformat(), "ends_on": date(each, *end).isoformat()}
        for each in (year, year + 1)
        for begin, end in TERMS
    ]
    services.import_terms(force_code=code, rows=list(enumerate(terms, 2)), by=None, at=now)


def place(month, duty, *, at):
    """Say of each child of the case where they were in each incident, and where they are taught."""
    officer, random = month.owner(duty), month.random
    schools = [school.pk for school in queries.schools(reader=officer)]
    for incident, person in queries.unplaced(duty.case_id):
        schooling = random.choice(("SCHOOL",) * 8 + ("HOME", "NOT_KNOWN"))
        young = person.born_on and person.born_on > clocks.years_before(clocks.london_day(at), 5)
        schooling = "UNDER_FIVE" if young else schooling
        services.place_child(
            case_id=duty.case_id,
            person_id=person.pk,
            incident_id=incident.pk,
            where=random.choice(("PRESENT", "PRESENT", "RESIDENT", "ELSEWHERE")),
            affected=random.choice(("YES", "YES", "NOT_KNOWN")),
            related=random.choice(("BOTH", "VICTIM")),
            schooling=schooling,
            school_id=random.choice(schools) if schooling == "SCHOOL" else None,
            concerns=["KNOWN"] if random.random() < 0.1 else [],
            by=officer,
            at=at,
        )


def tell_school(month, duty, *, at):
    """The lead of the school is told, and has it."""
    part = queries.part(duty.subject_id, reader=month.owner(duty))
    notice = services.tell_school(
        read_through=True,
        part_id=part.pk,
        to_whom=(part.school and part.school.lead) or "Duty officer of the local authority",
        how="PHONE",
        words="Told as written on the page; no further question",
        by=month.owner(duty),
        at=at,
    )
    services.record_receipt(notice_id=notice.pk, received_from=notice.to_whom, by=month.owner(duty), at=at)


def tell_social_care(month, duty, *, at):
    """Children's social care is told, as strongly as the criteria ask."""
    refer = duty.code != "SOCIAL_CARE_NOTICE" or month.random.random() < 0.5
    services.tell_social_care(
        read_through=True,
        case_id=duty.case_id,
        kind="REFER" if refer else "NOTIFY",
        to_whom="Duty social worker",
        how="PORTAL",
        words="The facts of the incident, and what each child said",
        why_less="" if refer else "Social care already works with the family and was told by telephone",
        by=month.owner(duty),
        at=at,
    )
