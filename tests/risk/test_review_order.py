"""What is read apart stands by what its answers say and by its age: all that the reader may know, and no grade."""

from datetime import timedelta

import pytest
from django.urls import reverse

from incidents.services.cases import take_over
from risk import queries, services
from risk.models import Assessment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]


@pytest.fixture
def signed_in_another_case(call, officer, sergeant, submit, at):
    """Return a function that has an assessment of a case of its own signed off, so many hours after the beginning."""

    def made(name, hours, **changes):
        when = at + timedelta(hours=hours)
        people = [
            {"role": "victim", "given_name": name, "family_name": "Vale", "born_on": f"19{70 + hours}-04-05"},
            {"role": "suspect", "given_name": name, "family_name": "Crane", "born_on": f"19{50 + hours}-01-30"},
        ]
        case = call(when, people=people).allegations.get().case
        take_over(case, officer=officer, by=officer, at=when)
        case.unit_id = sergeant.posting.unit_id
        case.save()
        started = services.start_assessment(case_id=case.pk, by=officer, at=when)
        row = submit(assessment_id=started.pk, at=when, grade_reasons="Judged so", **changes)
        found = {"assessment_id": row.pk, "content_hash": row.content_hash, "by": sergeant, "at": when}
        return services.sign_off_assessment(**found)

    return made


def order(reader):
    """Return what a specialist has to read apart, in its order."""
    return [row.pk for row in queries.waiting_to_read_apart(reader)]


def test_the_answers_and_the_age_decide_the_place_whatever_the_grade(signed_in_another_case, many_yes, cru):
    old = signed_in_another_case("Ada", 1, grade="HIGH")
    grave = signed_in_another_case("Bea", 2, answers=many_yes(14), grade="HIGH")
    graver_by_judgement = signed_in_another_case("Cia", 3, grade="HIGH")
    middling = signed_in_another_case("Dot", 4, answers=many_yes(10), grade="HIGH")

    found = Assessment.objects.filter(pk__in=[old.pk, grave.pk, graver_by_judgement.pk, middling.pk])
    suggested = dict(found.values_list("pk", "suggested_grade"))
    assert suggested[grave.pk] == "HIGH" and suggested[old.pk] == suggested[graver_by_judgement.pk] == "STANDARD"
    assert order(cru) == [grave.pk, middling.pk, old.pk, graver_by_judgement.pk]


def test_two_worlds_that_differ_in_the_grade_alone_have_one_order(signed_in_another_case, many_yes, cru):
    first = signed_in_another_case("Ada", 1, answers=many_yes(10), grade="MEDIUM")
    second = signed_in_another_case("Bea", 2, answers=many_yes(10), grade="HIGH")
    third = signed_in_another_case("Cia", 3, answers=many_yes(10), grade="MEDIUM")

    assert order(cru) == [first.pk, second.pk, third.pk]


def test_the_page_says_by_what_it_is_ordered(signed_in_another_case, cru, client_for):
    signed_in_another_case("Ada", 1, grade="MEDIUM")

    page = client_for(cru).get(reverse("review_list")).content.decode()

    assert "To be read apart, the gravest by their answers first" in page
