"""The part of each child in an incident, where they are taught, and the pages on which it is said."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from children import queries, services
from children.models import DayOff, Notice, Part, School, Schooling
from core import rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from incidents import services as services_of_incidents
from tests.children.conftest import owed


def test_a_child_of_an_earlier_report_is_asked_about_again_although_nobody_named_one_now(
    family, place, tell, call, officer, at, days
):
    tell(place())
    again = call(
        days(5),
        people=[{"role": "victim", "person_id": family.victim_id}, {"role": "suspect", "person_id": family.suspect_id}],
    )
    assert "SCHOOL_NOTICE" not in owed(family)

    services_of_incidents.record_attendance(
        incident_id=again.pk,
        arrived_at=days(5),
        positive_action="Arrested the suspect",
        children="NONE",
        by=officer,
        at=days(5) + timedelta(hours=1),
    )

    assert "SCHOOL_NOTICE" in owed(family)
    part = place(when=days(5) + timedelta(hours=2), where="ELSEWHERE")
    assert (part.incident_id, part.school_day) == (again.pk, date(2026, 11, 23))
    assert "SCHOOL_NOTICE" not in owed(family)


@pytest.mark.parametrize(("again", "late"), [(0, False), (1, True), (2, True)])
def test_to_say_more_of_a_child_wins_no_time_to_tell_the_school(family, place, again, late, days):
    first = place()
    due = owed(family)["SCHOOL_NOTICE_CHILD"]

    second = place(when=days(again), affected="NOT_KNOWN")

    assert second.school_day == first.school_day
    assert owed(family)["SCHOOL_NOTICE_CHILD"] == due
    assert (due < days(again)) is late


def test_at_another_school_that_was_closed_on_that_day_its_own_next_day_counts(family, place, school, days):
    first = place()
    other = School.objects.create(force=school.force, reference="900102", name="Orchard School", area="Kent")
    DayOff.objects.create(force=school.force, area="Kent", school=other, on=first.school_day, why="Inset day")

    second = place(when=days(2), school_id=other.pk)

    assert second.school_day == first.school_day + timedelta(days=2)


def test_where_the_school_was_told_another_school_is_told_before_its_own_next_day(family, place, tell, school, days):
    tell(place())
    other = School.objects.create(force=school.force, reference="900102", name="Orchard School", area="Kent")

    assert place(when=days(2), school_id=other.pk).school_day == (days(3)).date()


def test_every_child_must_be_placed_before_the_duty_to_say_so_is_done(family, place, safeguarding, at):
    services.add_child(case_id=family.pk, given_name="Wren", family_name="Vale", born_on="2019", by=safeguarding, at=at)
    first, second = queries.children_of(family.pk)

    place(person_id=first.pk)
    assert "SCHOOL_NOTICE" in owed(family)
    place(person_id=second.pk)
    assert "SCHOOL_NOTICE" not in owed(family)


def test_a_child_that_is_not_born_yet_is_referred_and_has_no_school(family, place, safeguarding, at):
    services.add_child(case_id=family.pk, family_name="Vale", unborn=True, by=safeguarding, at=at)
    unborn = next(each for each in queries.children_of(family.pk) if each.unknown)

    part = place(person_id=unborn.pk, where="UNBORN", affected="NO", schooling="UNDER_FIVE")

    assert (part.path, part.victim, part.school_day, part.grounds) == ("NOT_BORN", False, None, ["UNBORN"])
    assert "SOCIAL_CARE_CRITERIA" in owed(family)


def test_no_child_after_all_is_said_with_how_it_is_known(call, everybody, at):
    case = call(at, people=[{"role": "victim", "given_name": "Ada", "family_name": "Moss"}]).allegations.get().case
    with pytest.raises(Refused, match="how it is known"):
        services.find_none(case_id=case.pk, how_known="", by=everybody["safeguarding"], at=at)

    services.find_none(case_id=case.pk, how_known="SEEN", by=everybody["safeguarding"], at=at)

    assert Entry.objects.filter(event="children.none_found", case_id=case.pk).count() == 1


def test_where_children_are_named_there_are_some(family, safeguarding, at):
    with pytest.raises(Refused, match="Children are named"):
        services.find_none(case_id=family.pk, how_known="SEEN", by=safeguarding, at=at)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"where": "HERE"}, "where"),
        ({"affected": ""}, "affected"),
        ({"related": "SOMEBODY"}, "related"),
        ({"schooling": "HOME", "school_id": "keep"}, "school_id"),
        ({"schooling": "SCHOOL", "school_id": None}, "school_id"),
        ({"concerns": ["SHY"]}, "concerns"),
        ({"where": "UNBORN"}, "affected"),
    ],
)
def test_a_part_that_is_not_said_whole_is_refused(place, school, changes, field):
    if changes.get("school_id") == "keep":
        changes = changes | {"school_id": school.pk}

    with pytest.raises(Refused) as refusal:
        place(**changes)

    assert refusal.value.field == field


def test_the_school_is_known_the_next_time_and_what_was_said_before_stays(family, place, client_for, safeguarding):
    part = place()
    place(schooling="HOME")

    assert list(Schooling.objects.order_by("recorded_at", "pk").values_list("kind", flat=True)) == ["SCHOOL", "HOME"]
    page = client_for(safeguarding).get(f"/cases/{family.pk}/children/{part.person_id}/").content.decode()
    assert 'value="HOME" checked' in page or 'value="HOME"' in page


def test_a_school_said_in_a_restricted_case_is_not_told_in_another_case_of_the_child(
    family, place, school, call, client_for, everybody, at, days
):
    part = place()
    other = call(
        days(1),
        children="LISTED",
        people=[
            {"role": "victim", "person_id": family.victim_id},
            {"role": "suspect", "given_name": "Perrin", "family_name": "Holt", "relation": "partner"},
            {"role": "child", "person_id": part.person_id},
        ],
    )
    where = f"/cases/{other.allegations.get().case_id}/children/{part.person_id}/"
    chosen = f'value="{school.pk}" selected'
    assert chosen in client_for(everybody["officer"]).get(where).content.decode()

    services_of_incidents.restrict_case(
        case_id=family.pk, officers=[everybody["safeguarding"].pk], by=everybody["safeguarding"], at=days(1)
    )

    assert chosen not in client_for(everybody["officer"]).get(where).content.decode()
    assert chosen in client_for(everybody["safeguarding"]).get(where).content.decode()


def test_the_database_refuses_a_victim_outside_the_act_and_a_notice_about_nobody(family, place, safeguarding, at):
    part = place(related="NEITHER")
    part.victim = True
    with pytest.raises(IntegrityError, match="part_victim_by_the_act"), transaction.atomic():
        part.save()
    with pytest.raises(IntegrityError, match="notice_of_one_child_or_all"), transaction.atomic():
        Notice.objects.create(
            case=family,
            kind="SCHOOL",
            to_whom="Ida",
            how="PHONE",
            words="x",
            told_at=at,
            told_by=safeguarding,
            recorded_at=at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Schooling.objects.all().delete()


def test_sent_twice_a_part_is_one_part_and_one_duty(family, place):
    place()
    place()

    assert Part.objects.count() == 1
    assert Duty.objects.filter(code="SCHOOL_NOTICE_CHILD", ended_at=None).count() == 1


def test_an_officer_of_another_role_sees_no_way_to_tell_and_another_force_sees_nothing(
    family, place, client_for, auditor, api_for, safeguarding
):
    part = place()

    page = client_for(auditor).get(f"/cases/{family.pk}/children/").content.decode()

    assert "Tell it" not in page
    assert client_for(auditor).get(f"/children/{part.pk}/school/").status_code == 403
    told = api_for(safeguarding).get(f"/api/v1/cases/{family.pk}/children/").json()["results"]
    assert [(each["where"], each["victim"], each["school"]) for each in told] == [("PRESENT", True, "900101")]


def test_the_whole_way_is_walked_on_the_pages(family, school, client_for, safeguarding, django_assert_max_num_queries):
    browser, children = client_for(safeguarding), f"/cases/{family.pk}/children/"
    person = queries.children_of(family.pk)[0].pk
    when = {"day": "27", "month": "11", "year": "2026", "time": "10:00"}
    told = {f"told_at_{part}": value for part, value in when.items()}
    said = {
        "where": "PRESENT",
        "affected": "YES",
        "related": "BOTH",
        "schooling": "SCHOOL",
        "school_id": str(school.pk),
    }

    answer = browser.post(f"{children}{person}/", said | {"concerns": ["KNOWN"], "said": "I hid"})
    assert answer.status_code == 302
    part = Part.objects.get()
    words = {"to_whom": "Ida Lead", "how": "PHONE", "words": "Told as written", "read_through": "on"}
    assert browser.post(f"/children/{part.pk}/school/", words | told).status_code == 302
    received = {f"received_at_{name}": value for name, value in when.items()} | {"received_at_time": "10:05"}
    answer = browser.post(
        f"/child-notices/{Notice.objects.get().pk}/receipt/", received | {"received_from": "Ida Lead"}
    )
    assert answer.status_code == 302
    assert browser.post(f"{children}social-care/", words | told | {"kind": "NOTIFY"}).status_code == 302

    with django_assert_max_num_queries(15):
        page = browser.get(children).content.decode()
    assert "Received" in page and "victim in their own right" not in page and "Yes, in their own right" in page
    assert "I hid" in page
    assert "Children" in browser.get(f"/cases/{family.pk}/").content.decode()


def test_the_duties_are_what_the_journal_says(family, place, tell):
    tell(place(concerns=["WIDER"]))

    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
