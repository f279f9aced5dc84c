"""The page of who looked: by case and by officer, and never everything as the answer to something else."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(case, officer, sergeant, client_for, auditor):
    """Return a function that gives the page of who looked, after two officers have opened a case."""
    for each in (officer, sergeant):
        client_for(each).get(reverse("case", args=[case.pk]))
    return lambda **asked: client_for(auditor).get(reverse("access_log"), asked).content.decode()


def cells(page, label):
    """Return what stands in one column."""
    return {part.split("</div>")[0].split("<div>")[-1] for part in page.split(f'data-label="{label}"')[1:]}


def test_an_officer_is_found_by_number_or_name(looked, officer, sergeant):
    assert cells(looked(), "Who") == {str(officer), str(sergeant)}
    assert cells(looked(officer=str(sergeant)), "Who") == {str(sergeant)}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"officer": "Nobody Known"}, "Nobody who can be chosen here fits"), ({"case": "12"}, "names nothing")],
)
def test_what_means_nobody_and_no_case_shows_nothing_and_says_so(looked, asked, sentence):
    page = looked(**asked)

    assert sentence in page
    assert cells(page, "Who") == set()
    assert next(iter(asked.values())) in page


def test_the_address_of_a_case_will_do_and_the_case_is_named(looked, case, client_for):
    page = looked(case=f"https://dacase.example/cases/{case.pk}/#risk")

    assert f"{case.victim} and {case.suspect}</a>" in page
    assert cells(looked(case="018f03b3-18a0-7000-8c89-31a149d7d9fe"), "Who") == set()


def test_who_looked_at_a_person_is_found_by_the_number_of_the_person(looked, case, officer, client_for):
    client_for(officer).get(reverse("person", args=[case.victim_id]))

    page = looked(case=f"https://dacase.example/people/{case.victim_id}/")

    assert cells(page, "Who") == {str(officer)}
    assert f"Number {case.victim_id}" in page
    assert f"Number {case.suspect_id}" not in looked()
