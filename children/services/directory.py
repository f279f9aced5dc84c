"""Keeping the directory of schools: who leads on safeguarding in each, and when they are closed."""

from datetime import date

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from children import events, policies, queries
from children.models import DayOff, School, Term
from core.errors import Refused
from core.journal import command, record
from law import clocks

YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}
# The most days between the first and the last of a term or of days off: more is a slip of the pen.
LONGEST = 366


@command
def confirm_lead(*, school_id, lead, lead_contact, by, at, command_id=None):
    """Write down who leads on safeguarding in a school today, and how they are reached."""
    allow(by, Permission.SCHOOL_KEEP)
    school = queries.school_for_change(school_id, reader=by)
    policies.check_lead(lead, lead_contact)

    school.lead, school.lead_contact, school.confirmed_on = lead.strip(), lead_contact.strip(), clocks.london_day(at)
    school.save()

    record(events.LEAD_CONFIRMED, about=school, by=by, at=at, command_id=command_id, force=school.force_id)
    return school


@command
def close_on(*, school_id, on, why, whole_area=False, by, at, command_id=None):
    """Write down a day on which a school, or its whole area, is closed; what is owed already stays as it is."""
    allow(by, Permission.SCHOOL_KEEP)
    school = queries.school(school_id, reader=by)
    policies.check_day_off(on, why, at)

    DayOff.objects.get_or_create(
        force_id=school.force_id,
        area=school.area,
        school=None if whole_area else school,
        on=on,
        defaults={"why": why.strip()},
    )

    record(
        events.SCHOOL_CLOSED_ON,
        about=school,
        by=by,
        at=at,
        command_id=command_id,
        force=school.force_id,
        on=on,
        whole_area=bool(whole_area),
    )
    return school


@command
def import_schools(*, force_code, rows, by=None, at, command_id=None):
    """Add schools to a force's directory and bring known ones up to date; return how many of each.

    `rows` are (line, {column: text}) with reference, name, area, own_area (yes or no), lead, lead_contact. All or
    nothing: a row that cannot be used is refused with its line. A school that is not in the rows stays.
    """
    force, new = force_of(force_code), 0
    for number, row in rows:
        reference = text(row, "reference", number, School)
        school, made = School.objects.get_or_create(force=force, reference=reference, defaults=named(row, number))
        new += made
        for name, value in {**named(row, number), **leading(row, number, at)}.items():
            setattr(school, name, value)
        school.save()
    imported(force, by=by, at=at, command_id=command_id, schools=len(rows), new=new)
    return {"read": len(rows), "new": new}


@command
def import_terms(*, force_code, rows, by=None, at, command_id=None):
    """Add terms and days off to a force's calendar; return how many were new.

    `rows` are (line, {column: text}) with area, begins_on, ends_on and why.

    Without `why` it is a term; with it, the days on which every
    school of the area is closed. A day of one school alone is written down on the page of the school.
    """
    force, new = force_of(force_code), 0
    for number, row in rows:
        area = text(row, "area", number, Term)
        begins_on, ends_on = day(row, "begins_on", number), day(row, "ends_on", number)
        check_period(begins_on, ends_on, number)
        if why := cell(row, "why", number, DayOff):
            for on in days(begins_on, ends_on):
                new += DayOff.objects.get_or_create(force=force, area=area, school=None, on=on, defaults={"why": why})[
                    1
                ]
        else:
            new += Term.objects.update_or_create(
                force=force, area=area, begins_on=begins_on, defaults={"ends_on": ends_on}
            )[1]
    imported(force, by=by, at=at, command_id=command_id, terms=len(rows), new=new)
    return {"read": len(rows), "new": new}


def imported(force, *, by, at, command_id, **counts):
    """Record that the directory was brought up to date."""
    record(events.DIRECTORY_IMPORTED, about=force, by=by, at=at, command_id=command_id, force=force.pk, **counts)


def force_of(code):
    """Return the force with a code, or refuse."""
    found = next((force for force in accounts.forces() if force.code == code), None)
    if found is None:
        raise Refused(f"There is no force {code}.")
    return found


def named(row, number):
    """Return a row's name and area."""
    said = (row.get("own_area") or "yes").strip().lower()
    if said not in YES | NO:
        raise Refused(f"Line {number}: own_area is yes or no, not {said[:40]}.")
    return {
        "name": text(row, "name", number, School),
        "area": text(row, "area", number, School),
        "own_area": said in YES,
        "listed": True,
    }


def leading(row, number, at):
    """Return a row's safeguarding lead, or nothing where it names none: a known lead is not lost by an empty cell."""
    lead, contact = (cell(row, name, number, School) for name in ("lead", "lead_contact"))
    if bool(lead) != bool(contact):
        raise Refused(f"Line {number}: lead and lead_contact belong together. Give both or neither.")
    return {"lead": lead, "lead_contact": contact, "confirmed_on": clocks.london_day(at)} if lead else {}


def check_period(begins_on, ends_on, number):
    """Refuse a term or days off that end before they begin, or that last longer than a year of school."""
    if ends_on < begins_on:
        raise Refused(f"Line {number}: it ends before it begins. Check the two days.")
    if (ends_on - begins_on).days > LONGEST:
        raise Refused(f"Line {number}: it lasts longer than a year. Check the years of the two days.")


def cell(row, name, number, model):
    """Return a cell as it can be kept."""
    value, longest = (row.get(name) or "").strip(), model._meta.get_field(name).max_length
    if "\0" in value:
        raise Refused(f"Line {number}: {name} holds a character (NUL) that no text may hold. Take it out.")
    if len(value) > longest:
        raise Refused(f"Line {number}: {name} has {len(value)} characters, and at most {longest} are kept. Shorten it.")
    return value


def text(row, name, number, model):
    """Return a cell that must not be empty."""
    value = cell(row, name, number, model)
    if not value:
        raise Refused(f"Line {number}: {name} is empty. Fill it in.")
    return value


def day(row, name, number):
    """Return a cell that holds a day."""
    try:
        return date.fromisoformat((row.get(name) or "").strip())
    except ValueError:
        raise Refused(f"Line {number}: write {name} as 2026-11-30.") from None


def days(first, last):
    """Return every day from one to another."""
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
