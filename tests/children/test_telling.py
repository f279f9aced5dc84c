"""Who is told of a child: the school before its next day, social care by criteria, and nobody tipped off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from children import presenters, services
from children.models import DayOff, School, Term
from core.errors import Refused
from core.models import Duty, Entry
from incidents.models import Case, Involvement
from people import services as people
from tests.children.conftest import owed

DUE_ON_TUESDAY = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)


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


@pytest.mark.parametrize(("who", "taken"), [("Asha Vale", False), ("dorian  crane", False), ("Asha Lead", True)])
def test_neither_adult_is_recorded_as_having_a_notice(place, tell, safeguarding, at, who, taken):
    received = {"notice_id": tell(place()).pk, "by": safeguarding, "at": at + timedelta(minutes=50)}

    if taken:
        assert services.record_receipt(received_from=who, **received).received_from == who
        return
    with pytest.raises(Refused, match="Neither of the two adults may have it") as refused:
        services.record_receipt(received_from=who, **received)
    assert refused.value.field == "received_from"


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


def test_the_page_of_a_receipt_says_whose_notice_it_is(family, place, tell, client_for, safeguarding):
    notice = tell(place())

    page = client_for(safeguarding).get(f"/child-notices/{notice.pk}/receipt/").content.decode()

    assert "<strong>Robin Vale</strong>. To Ida Lead, Harbour School" in page
    assert "Asha Vale and Dorian Crane" in page


@pytest.mark.parametrize("late", [True, False])
def test_the_pages_say_when_a_school_should_have_been_told_by_now(family, place, client_for, safeguarding, late):
    part = place() if late else place(when=timezone.now())
    browser = client_for(safeguarding)

    pages = [browser.get(f"/cases/{family.pk}/children/"), browser.get(f"/children/{part.pk}/school/")]

    for page in pages:
        assert ("late by" in page.content.decode()) is late


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


@pytest.mark.parametrize("field", ["words", "to_whom"])
def test_what_leaves_the_force_names_neither_adult_and_neither_is_told(place, tell, field):
    part = place()

    with pytest.raises(Refused, match="neither of the two adults") as refusal:
        tell(part, **{field: "The partner, dorian  CRANE"})
    assert refusal.value.field == field
    assert tell(part, **{field: "The partner of Ms Vale, and D Crane"})


@pytest.mark.parametrize("field", ["words", "to_whom"])
def test_what_leaves_the_force_names_no_adult_by_first_name_alone(place, tell, field):
    part = place()

    with pytest.raises(Refused, match="'Dorian' is the first name of one of them") as refusal:
        tell(part, **{field: "His mother's friend Dorian was there"})

    assert refusal.value.field == field
    assert "an adult of the family" in refusal.value.sentence and "add their family name" in refusal.value.sentence
    assert tell(part, **{field: "Asha Brown, deputy head, and Robin Vale"})


def test_another_first_name_of_an_adult_is_minded_too(family, place, tell):
    family.suspect.aliases.create(given_name="Kit", family_name="Crane")

    with pytest.raises(Refused, match="'Kit' is the first name"):
        tell(place(), words="Kit was there")
    assert tell(place(), words="He has his school kit")


def test_a_child_who_has_the_name_of_an_adult_can_be_named(family, place, tell):
    family.suspect.given_name, family.suspect.family_name = "Robin", "Vale"
    family.suspect.save()

    assert tell(place(), words="Robin was there and cried; Robin Vale wants to go to school").words


def test_what_leaves_the_force_names_no_place_to_which_the_police_were_called(place, tell):
    part = place()

    with pytest.raises(Refused, match="names no address") as refusal:
        tell(part, words="He was there, at 14 Harbour Row, and cried")
    assert refusal.value.field == "words"
    assert tell(part, words="He was there and cried; the harbour is far from school")


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
    told = {"to_whom": "Duty social worker", "how": "PORTAL", "words": "What the child said", "read_through": True}

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
    told |= {"read_through": True}

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
    assert "3 or more incidents in 12 months: Robin Vale" in page


def test_incidents_that_the_recorder_may_not_open_count_and_are_not_shown(
    family, place, call, client_for, api_for, safeguarding, days
):
    robin = place().person
    for count in (-30, -20):
        hidden = call(
            days(count),
            people=[
                {"role": "victim", "given_name": "Mina", "family_name": "Holt"},
                {"role": "suspect", "given_name": "Ansel", "family_name": "Reed"},
            ],
        )
        Involvement.objects.create(incident=hidden, person=robin, role="child")
        Case.objects.filter(allegations__incident=hidden).update(restricted=True)

    part = place()

    assert (part.incidents_counted, part.grounds) == (3, ["THIRD"])
    page = client_for(safeguarding).get(f"/cases/{family.pk}/children/").content.decode()
    assert "3 or more incidents in 12 months: Robin Vale" in page
    assert "in 12 months, of what you may open: 1 incident" in page and hidden.number not in page
    told = api_for(safeguarding).get(f"/api/v1/cases/{family.pk}/timeline/").json()["results"]
    assert not any("incidents" in entry["facts"] for entry in told)


@pytest.mark.parametrize("read", [False, None, "yes"])
def test_nothing_is_told_outside_that_nobody_has_read_for_nicknames(family, place, tell, safeguarding, at, read):
    part = place()
    with pytest.raises(Refused, match="Read every word") as refusal:
        tell(part, read_through=read)
    assert refusal.value.field == "read_through"

    told = {"to_whom": "Duty social worker", "how": "PORTAL", "words": "What the child said", "read_through": read}
    with pytest.raises(Refused, match="Read every word"):
        services.tell_social_care(case_id=family.pk, kind="REFER", **told, by=safeguarding, at=at + timedelta(hours=1))


def test_that_it_was_read_stands_in_the_journal_with_who_told_it(place, tell, safeguarding):
    tell(place())

    entry = Entry.objects.get(event="children.school_told")
    assert (entry.facts["read_through"], entry.by_id) == (True, safeguarding.pk)
