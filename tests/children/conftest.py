"""A family with one child, their school, and what is owed about them."""

from datetime import date, timedelta

import pytest

from children import queries, services
from children.models import School
from core.models import Duty


@pytest.fixture
def school(force):
    """A school of the force's own area."""
    return School.objects.create(
        force=force,
        reference="900101",
        name="Harbour School",
        area="Kent",
        lead="Ida Lead",
        lead_contact="01632 960101",
        confirmed_on=date(2026, 9, 1),
    )


@pytest.fixture
def family(call, everybody, at):
    """The case of a call at ten in the morning, with one child of ten years."""
    incident = call(
        at,
        children="LISTED",
        people=[
            {"role": "victim", "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"},
            {
                "role": "suspect",
                "given_name": "Dorian",
                "family_name": "Crane",
                "born_on": "1988-01-30",
                "relation": "ex_partner",
            },
            {"role": "child", "given_name": "Robin", "family_name": "Vale", "born_on": "2016-05-01"},
        ],
    )
    return incident.allegations.get().case


@pytest.fixture
def place(family, school, safeguarding, at):
    """Return a function that says where the child was; any keyword may be replaced."""

    def placed(when=None, **changes):
        arguments = {
            "case_id": family.pk,
            "person_id": queries.children_of(family.pk)[0].pk,
            "where": "PRESENT",
            "affected": "YES",
            "related": "BOTH",
            "schooling": "SCHOOL",
            "school_id": school.pk if changes.get("schooling", "SCHOOL") == "SCHOOL" else None,
        }
        return services.place_child(**(arguments | changes), by=safeguarding, at=when or at + timedelta(minutes=30))

    return placed


@pytest.fixture
def tell(safeguarding, at):
    """Return a function that tells the school of a child."""

    def told(part, **changes):
        arguments = {"to_whom": "Ida Lead", "how": "PHONE", "words": "Nothing beside the lines of the page"}
        return services.tell_school(
            part_id=part.pk,
            **({"read_through": True} | arguments | changes),
            by=safeguarding,
            at=at + timedelta(minutes=40),
        )

    return told


def owed(case):
    """Return {code: due} of what is open about children in a case."""
    starts = ("SCHOOL", "SOCIAL")
    found = Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", "due_at")
    return {code: due for code, due in found if code.startswith(starts)}
