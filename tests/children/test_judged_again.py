"""When the level of risk rises, social care is told of the children, and what each is told for is judged again."""

from datetime import timedelta

import pytest

from children import queries, services
from children.models import Part
from core import rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from people.models import Person
from risk import services as risk
from tests.children.conftest import owed
from tests.risk.worlds import sign_off_at

NOTICE = "SOCIAL_CARE_NOTICE"


@pytest.fixture
def signed(family, everybody, at):
    """Return a function that has an assessment of a level signed off."""

    def signed_off(level, when=at + timedelta(hours=1)):
        people = {"author": everybody["officer"], "supervisor": everybody["sergeant"]}
        return risk.assess_from_record(case_id=family.pk, level=level, assessed_on=when.date(), **people, at=when)

    return signed_off


@pytest.fixture
def standard(signed):
    """An assessment at standard risk, signed off."""
    return signed("STANDARD")


@pytest.fixture
def raised(cru, days):
    """Return a function by which the CRU finds an assessment to be of a level."""
    return lambda assessment, when=None, grade="HIGH": risk.review_grade(
        assessment_id=assessment.pk, grade=grade, reasons="Records read", by=cru, at=when or days(2)
    )


def judged():
    """Return what is asked by each part that was judged again."""
    found = Entry.objects.filter(event="children.part_judged_again").order_by("pk")
    return [(each.facts["grounds"], each.facts["social_care"]) for each in found]


@pytest.mark.parametrize("where", ["PRESENT", "RESIDENT"])
def test_a_child_who_lives_there_is_referred_when_a_review_finds_the_risk_to_be_high(
    family, place, standard, raised, where, days
):
    place(where=where)
    assert NOTICE not in owed(family)

    raised(standard)

    assert Part.objects.get().grounds == ["HIGH_AT_HOME"]
    assert judged() == [(["HIGH_AT_HOME"], "REFER")]
    assert owed(family)[NOTICE] == days(3)
    assert Duty.objects.filter(code=NOTICE).count() == 1
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_a_child_who_lives_elsewhere_has_no_ground_and_social_care_is_still_told(family, place, standard, raised, days):
    place(where="ELSEWHERE")

    raised(standard)

    assert (Part.objects.get().grounds, judged()) == ([], [])
    assert owed(family)[NOTICE] == days(3)


def test_a_child_named_after_the_assessment_counts_when_the_level_rises(
    family, place, standard, raised, safeguarding, at, days
):
    services.add_child(case_id=family.pk, given_name="Wren", family_name="Vale", born_on="2019", by=safeguarding, at=at)
    wren = next(each for each in queries.children_of(family.pk) if each.given_name == "Wren")
    place(person_id=wren.pk, where="RESIDENT")

    raised(standard)

    assert judged() == [(["HIGH_AT_HOME"], "REFER")]


def test_a_higher_level_takes_the_place_of_the_lower_ground(family, place, signed, raised):
    place()
    found = signed("MEDIUM")
    assert Part.objects.get().grounds == ["MEDIUM_AT_HOME"]

    raised(found)

    assert Part.objects.get().grounds == ["HIGH_AT_HOME"]
    assert judged() == [(["MEDIUM_AT_HOME"], "NOTIFY"), (["HIGH_AT_HOME"], "REFER")]


def test_what_was_told_at_a_lower_level_is_told_again_and_a_notification_is_no_longer_enough(
    family, place, signed, raised, everybody, safeguarding, days
):
    place()
    found = signed("MEDIUM")
    said = {"to_whom": "The front door", "how": "PHONE", "words": "Nothing beside the page", "read_through": True}
    services.tell_social_care(case_id=family.pk, kind="NOTIFY", **said, by=safeguarding, at=days(1))
    assert NOTICE not in owed(family)

    raised(found)

    assert owed(family)[NOTICE] == days(3)


def test_a_child_of_an_earlier_report_is_referred_although_nobody_was_asked_about_them_since(
    family, place, call, standard, raised, safeguarding, days
):
    place()
    people = [
        {"role": "victim", "person_id": family.victim_id},
        {"role": "suspect", "person_id": family.suspect_id},
    ]
    call(days(1), people=people)

    raised(standard)

    said = {"to_whom": "The front door", "how": "PHONE", "words": "Nothing beside the page", "read_through": True}
    with pytest.raises(Refused, match="ask for a referral"):
        services.tell_social_care(case_id=family.pk, kind="NOTIFY", **said, by=safeguarding, at=days(3))


def test_a_child_who_was_referred_for_being_hurt_is_not_referred_at_once_anew(
    family, place, standard, raised, safeguarding, days
):
    place(concerns=["HURT"])
    said = {"to_whom": "The front door", "how": "PHONE", "words": "Nothing beside the page", "read_through": True}
    services.tell_social_care(case_id=family.pk, kind="REFER", **said, by=safeguarding, at=days(1))

    raised(standard)

    assert Part.objects.get().grounds == ["HURT", "HIGH_AT_HOME"]
    assert judged() == [(["HIGH_AT_HOME"], "REFER")]
    assert "SOCIAL_CARE_AT_ONCE" not in owed(family)


def test_a_part_keeps_who_said_it_and_when_and_the_school_is_not_told_anew(family, place, tell, standard, raised, at):
    part = place()
    tell(part)

    raised(standard)

    kept = Part.objects.get()
    assert (kept.placed_at, kept.placed_by_id, kept.school_day) == (part.placed_at, part.placed_by_id, part.school_day)
    assert "SCHOOL_NOTICE_CHILD" not in owed(family)


def test_the_ground_stays_and_nothing_ends_when_the_level_falls_again(
    family, place, standard, raised, cru, safeguarding, days
):
    place()
    raised(standard)
    proposed = risk.propose_downgrade(
        assessment_id=standard.pk, grade="STANDARD", reason="Remanded", until_on=days(9).date(), by=cru, at=days(2)
    )

    risk.agree_downgrade(downgrade_id=proposed.pk, by=safeguarding, at=days(2))

    assert Part.objects.get().grounds == ["HIGH_AT_HOME"]
    assert owed(family)[NOTICE] == days(3)


@pytest.mark.parametrize(
    ("born_on", "grounds"),
    [("2008-11-17", []), ("2008-11-18", []), ("2008-11-19", ["HIGH_AT_HOME"])],
)
def test_who_has_come_of_age_when_the_level_rises_is_left_alone(family, place, standard, raised, born_on, grounds):
    Person.objects.filter(given_name="Robin").update(born_on=born_on)
    place()

    raised(standard)  # on 18 November 2026

    assert Part.objects.get().grounds == grounds


def test_whoever_may_not_know_the_level_reads_that_it_is_withheld_whatever_it_is(
    family, place, safeguarding, everybody, client_for, api_for, at
):
    risk.set_review_policy(twice_percent=100, by=safeguarding, at=at - timedelta(days=1))
    place()
    children, apart = f"/cases/{family.pk}/children/", everybody["other_cru"]

    sign_off_at("HIGH", family, everybody, at + timedelta(hours=1))

    page = client_for(apart).get(children).content.decode()
    assert "is withheld until your own read is in" in page and "at high risk" not in page
    found = api_for(apart).get(f"/api/v1{children}").json()["results"]
    assert [each.get("grounds") for each in found] == [None, ["LEVEL_WITHHELD"]]
    story = api_for(apart).get(f"/api/v1/cases/{family.pk}/timeline/").json()
    assert "part_judged_again" not in str(story) and "HIGH_AT_HOME" not in str(story)
    assert "at high risk" in client_for(everybody["safeguarding"]).get(children).content.decode()
