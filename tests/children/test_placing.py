"""Children of a case: their part, their school told in time, social care by criteria, and nobody tipped off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from children import presenters, queries, services
from children.models import DayOff, Notice, Part, School, Schooling, Term
from core import rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from incidents import services as services_of_incidents
from people import services as people

DUE_ON_TUESDAY = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)


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
            part_id=part.pk, **(arguments | changes), by=safeguarding, at=at + timedelta(minutes=40)
        )

    return told


def owed(case):
    """Return {code: due} of what is open about children in a case."""
    starts = ("SCHOOL", "SOCIAL")
    found = Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", "due_at")
    return {code: due for code, due in found if code.startswith(starts)}


def test_a_child_who_heard_it_is_a_victim_and_the_school_is_told_before_its_next_day(family, place):
    assert set(owed(family)) == {"SCHOOL_NOTICE"}

    part = place()

    assert part.victim
    assert owed(family) == {"SCHOOL_NOTICE_CHILD": DUE_ON_TUESDAY}


def test_the_terms_and_days_off_of_the_school_decide_the_day(family, place, school, force):
    Term.objects.create(force=force, area="Kent", begins_on=date(2026, 9, 1), ends_on=date(2026, 11, 16))
    Term.objects.create(force=force, area="Kent", begins_on=date(2026, 11, 24), ends_on=date(2026, 12, 18))
    DayOff.objects.create(force=force, area="Kent", school=school, on=date(2026, 11, 24), why="Inset day")
    other = School.objects.create(force=force, reference="900102", name="Castle School", area="Kent")

    assert place().school_day == date(2026, 11, 25)
    assert owed(family)["SCHOOL_NOTICE_CHILD"] == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)

    assert place(school_id=other.pk).school_day == date(2026, 11, 24)
    assert owed(family)["SCHOOL_NOTICE_CHILD"] == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert Duty.objects.filter(case_id=family.pk, code="SCHOOL_NOTICE_CHILD", ended_as="RENEWED").count() == 1


def test_told_and_received_nothing_is_owed_any_more(family, place, tell, safeguarding, at):
    notice = tell(place())
    assert set(owed(family)) == {"SCHOOL_RECEIPT"}

    services.record_receipt(
        notice_id=notice.pk, received_from="Ida Lead", by=safeguarding, at=at + timedelta(minutes=50)
    )

    assert owed(family) == {}
    with pytest.raises(Refused, match="recorded already"):
        services.record_receipt(notice_id=notice.pk, received_from="Ida", by=safeguarding, at=at + timedelta(hours=1))


@pytest.mark.parametrize(
    ("schooling", "told"),
    [("HOME", "AUTHORITY"), ("NOT_IN_SCHOOL", "AUTHORITY"), ("NOT_KNOWN", "AUTHORITY")],
)
def test_of_a_child_whom_no_school_sees_the_authority_is_told(family, place, tell, schooling, told):
    part = place(schooling=schooling)

    assert "SCHOOL_NOTICE_CHILD" in owed(family)
    assert tell(part, to_whom="Duty officer, education").kind == told


def test_of_a_child_too_young_for_school_nobody_is_told_and_nothing_stays_open(family, place, tell):
    place()

    part = place(schooling="UNDER_FIVE", related="VICTIM")

    assert part.school_day is None
    assert owed(family) == {}
    with pytest.raises(Refused, match="Too young|too young"):
        tell(part)


def test_at_another_school_than_the_one_told_the_page_says_that_it_is_still_owed(
    family, place, tell, school, client_for, safeguarding
):
    tell(place())
    other = School.objects.create(force=school.force, reference="900102", name="Mill School", area="Kent")
    place(school_id=other.pk)

    page = client_for(safeguarding).get(f"/cases/{family.pk}/children/").content.decode()

    assert "SCHOOL_NOTICE_CHILD" in owed(family)
    assert "Owed before school begins" in page


def test_a_page_of_a_notice_that_nobody_wants_any_more_says_why(place, client_for, safeguarding):
    part = place(schooling="UNDER_FIVE")

    answer = client_for(safeguarding).get(f"/children/{part.pk}/school/")

    assert answer.status_code == 200
    assert "None" not in answer.content.decode().partition("<main")[2]


def test_a_school_elsewhere_follows_the_calendar_of_its_own_area(family, place, force):
    Term.objects.create(force=force, area="Kent", begins_on=date(2026, 11, 18), ends_on=date(2026, 12, 18))
    Term.objects.create(force=force, area="Essex", begins_on=date(2026, 9, 1), ends_on=date(2026, 11, 13))
    Term.objects.create(force=force, area="Essex", begins_on=date(2026, 11, 19), ends_on=date(2026, 12, 18))
    far = School.objects.create(force=force, reference="800001", name="Saltings", area="Essex", own_area=False)

    part = place(school_id=far.pk)

    assert (part.path, part.school_day) == ("OUT_OF_AREA", date(2026, 11, 19))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("He was at 14 Harbour Row last night", True),
        ("They have moved to CT16 1AA", True),
        ("She is in Kestrel House now", True),
        ("Kestrels were what he talked about", False),
        ("He was calm, and would like to talk to his teacher", False),
    ],
)
def test_what_leaves_the_force_names_no_home_and_no_protected_address(
    family, place, tell, neighbourhood, at, text, refused
):
    people.record_safe_address(person_id=family.victim_id, text="Kestrel House, 9 Lark Steps", by=neighbourhood, at=at)
    people.add_residence(family.victim, "14 Harbour Row", "CT16 1AA")
    part = place()

    if not refused:
        assert tell(part, words=text)
        return
    with pytest.raises(Refused, match="names no address") as refusal:
        tell(part, words=text)
    assert refusal.value.field == "words"
    with pytest.raises(Refused, match="names no address"):
        place(said=text)


def test_the_page_of_a_notice_names_no_adult_and_no_place_and_says_who_may_not_know(
    family, place, client_for, safeguarding, neighbourhood, at
):
    people.record_safe_address(person_id=family.victim_id, text="Kestrel House, 9 Lark Steps", by=neighbourhood, at=at)
    part = place()

    page = client_for(safeguarding).get(f"/children/{part.pk}/school/").content.decode().partition("<main")[2]

    assert "Robin Vale" in page and "Ida Lead" in page
    assert presenters.SILENCE[0] in page
    for word in ("Asha", "Dorian", "Crane", "Kestrel", "Harbour Row", "CT16"):
        assert word not in page


@pytest.mark.parametrize(
    ("concerns", "code", "due"),
    [
        (["HURT"], "SOCIAL_CARE_AT_ONCE", datetime(2026, 11, 16, 11, 30, tzinfo=UTC)),
        (["WIDER"], "SOCIAL_CARE_CRITERIA", datetime(2026, 11, 17, 10, 30, tzinfo=UTC)),
        (["KNOWN"], "SOCIAL_CARE_CRITERIA", datetime(2026, 11, 17, 10, 30, tzinfo=UTC)),
    ],
)
def test_social_care_is_owed_as_fast_as_the_grounds_ask(family, place, concerns, code, due):
    place(concerns=concerns)

    assert owed(family)[code] == due


def test_a_notification_where_a_referral_is_asked_for_says_why(family, place, safeguarding, at):
    place(concerns=["WIDER"])
    told = {"to_whom": "Duty social worker", "how": "PORTAL", "words": "What the child said"}

    def tell(**changes):
        return services.tell_social_care(
            case_id=family.pk, **(told | changes), by=safeguarding, at=at + timedelta(hours=1)
        )

    with pytest.raises(Refused, match="ask for a referral") as refusal:
        tell(kind="NOTIFY")
    assert refusal.value.field == "why_less"

    assert tell(kind="NOTIFY", why_less="The team visits tomorrow").grounds == ["WIDER"]
    assert "SOCIAL_CARE_CRITERIA" not in owed(family)


def test_a_child_who_was_hurt_is_referred_and_never_only_notified(family, place, safeguarding, at):
    place(concerns=["HURT"])
    told = {"to_whom": "Duty social worker", "how": "PHONE", "words": "A bruise", "why_less": "Known"}

    with pytest.raises(Refused, match="at once"):
        services.tell_social_care(case_id=family.pk, kind="NOTIFY", **told, by=safeguarding, at=at + timedelta(hours=1))
    services.tell_social_care(case_id=family.pk, kind="REFER", **told, by=safeguarding, at=at + timedelta(hours=1))

    assert not any(code.startswith("SOCIAL") for code in owed(family))


def test_the_third_incident_in_twelve_months_is_counted_and_shown(family, place, call, client_for, safeguarding, days):
    for count in (-400, -300, -20):
        call(
            days(count),
            people=[
                {"role": "victim", "person_id": family.victim_id},
                {"role": "suspect", "person_id": family.suspect_id},
            ],
        )

    part = place()

    assert (part.incidents_counted, part.grounds) == (3, ["THIRD"])
    page = client_for(safeguarding).get(f"/cases/{family.pk}/children/").content.decode()
    assert "3 incidents" in page
    assert "Three or more incidents in twelve months: Robin Vale" in page


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
    words = {"to_whom": "Ida Lead", "how": "PHONE", "words": "Told as written"}
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
