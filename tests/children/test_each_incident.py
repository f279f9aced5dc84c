"""Where a child was is asked of every incident of a case, and what is said of one ends nothing of another."""

from datetime import timedelta

import pytest

from children import queries, services
from children.models import Part
from core import rebuilding
from core.errors import Absent, Refused
from core.models import Duty
from tests.children.conftest import owed


@pytest.fixture
def again(family, call, at):
    """An hour later the same two are reported again, and nobody names a child."""
    people = [{"role": "victim", "person_id": family.victim_id}, {"role": "suspect", "person_id": family.suspect_id}]
    return call(at + timedelta(hours=1), children="NONE", people=people)


@pytest.fixture
def first(family):
    """The first report of the family, which names the child."""
    return queries.incidents.incidents_of(family.pk).last()


def of(found):
    """Return the incidents and names of who is left."""
    return [(incident, str(child)) for incident, child in found]


def test_what_is_said_of_the_second_report_ends_nothing_of_the_first(family, place, first, again, at):
    assert of(queries.unplaced(family.pk)) == [(again, "Robin Vale"), (first, "Robin Vale")]

    place(when=at + timedelta(hours=2), where="ELSEWHERE", related="NEITHER", affected="NO")

    assert "SCHOOL_NOTICE" in owed(family)
    assert of(queries.unplaced(family.pk)) == [(first, "Robin Vale")]


def test_the_first_report_is_told_of_by_its_own_facts_and_then_nobody_is_left(family, place, first, again, at):
    when = at + timedelta(hours=2)
    place(when=when, where="ELSEWHERE", related="NEITHER", affected="NO")

    part = place(when=when, incident_id=first.pk)

    assert (part.incident, part.victim) == (first, True)
    assert set(owed(family)) == {"SCHOOL_NOTICE_CHILD"}
    assert Duty.objects.get(code="SCHOOL_NOTICE_CHILD", ended_at=None).subject_id == part.pk
    assert Part.objects.count() == 2
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_the_page_offers_each_report_of_which_something_is_left(
    family, place, tell, first, again, at, client_for, safeguarding, django_assert_max_num_queries
):
    browser, children = client_for(safeguarding), f"/cases/{family.pk}/children/"
    child = queries.children_of(family.pk)[0]
    ways = [f"{children}{child.pk}/incidents/{each.pk}/" for each in (again, first)]

    page = browser.get(children).content.decode()
    assert all(way in page for way in ways)
    assert first.number in browser.get(ways[1]).content.decode()

    place(when=at + timedelta(hours=2))
    part = place(when=at + timedelta(hours=2), incident_id=first.pk)
    with django_assert_max_num_queries(15):
        page = browser.get(children).content.decode()
    assert ways[1] in page and f"/children/{part.pk}/school/" in page

    notice = tell(part)
    assert "Record the receipt" in browser.get(children).content.decode()
    services.record_receipt(
        notice_id=notice.pk, received_from="Ida Lead", by=safeguarding, at=at + timedelta(minutes=50)
    )
    assert ways[1] not in browser.get(children).content.decode()


def test_it_is_said_on_the_page_of_one_report(family, school, first, again, client_for, safeguarding):
    said = {
        "where": "PRESENT",
        "affected": "YES",
        "related": "BOTH",
        "schooling": "SCHOOL",
        "school_id": str(school.pk),
    }
    child = queries.children_of(family.pk)[0]

    answer = client_for(safeguarding).post(f"/cases/{family.pk}/children/{child.pk}/incidents/{first.pk}/", said)

    assert answer.status_code == 302
    assert Part.objects.get().incident == first


def test_a_machine_reads_what_is_left_of_earlier_reports(family, first, again, api_for, safeguarding):
    found = api_for(safeguarding).get(f"/api/v1/cases/{family.pk}/children/").json()

    assert found["incident"] == str(again.pk)
    assert [each["incident"] for each in found["earlier"]] == [str(first.pk)]


def test_a_child_who_was_named_later_is_not_asked_about_for_what_was_before(
    family, place, first, again, safeguarding, at
):
    when = at + timedelta(hours=2)
    services.add_child(
        case_id=family.pk, given_name="Wren", family_name="Vale", born_on="2019", by=safeguarding, at=when
    )

    assert of(queries.unplaced(family.pk)) == [(again, "Robin Vale"), (again, "Wren Vale"), (first, "Robin Vale")]


@pytest.mark.parametrize(("born_on", "left"), [("2008-11-16", 0), ("2008-11-17", 1), ("2008-11-18", 1)])
def test_whoever_was_no_child_any_more_on_that_day_is_not_left(family, first, born_on, left):
    child = queries.children_of(family.pk)[0]
    type(child).objects.filter(pk=child.pk).update(born_on=born_on)

    assert len(queries.unplaced(family.pk)) == left


def test_an_incident_of_another_case_is_not_there(family, place, call, at):
    other = call(at, people=[{"role": "victim", "given_name": "Ada", "family_name": "Moss"}])

    with pytest.raises(Absent):
        place(incident_id=other.pk)


def test_social_care_is_told_of_what_is_owed_of_each_report(family, place, first, again, safeguarding, at):
    when = at + timedelta(hours=2)
    place(when=when, where="ELSEWHERE", related="NEITHER", affected="NO")
    place(when=when, incident_id=first.pk, concerns=["HURT"])
    assert "SOCIAL_CARE_AT_ONCE" in owed(family)
    tell = {"case_id": family.pk, "to_whom": "Ina Duty", "how": "PHONE", "words": "Told as written", "by": safeguarding}
    tell |= {"read_through": True}

    with pytest.raises(Refused, match="this is a referral"):
        services.tell_social_care(**tell, kind="NOTIFY", at=when)
    services.tell_social_care(**tell, kind="REFER", told_at=at + timedelta(minutes=50), at=when)

    assert not {code for code in owed(family) if code.startswith("SOCIAL_CARE")}
