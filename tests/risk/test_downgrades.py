"""A level is lowered for a time by two people, and returns by itself."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core import escalation
from core.errors import Absent, Refused
from core.models import Duty, Entry
from incidents import services as incidents
from incidents.services import cases as closing
from law import clocks
from risk import queries, services
from risk.models import Downgrade

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 11, 30)


@pytest.fixture
def signed(everybody, sign_off, many_yes):
    """A signed-off assessment of visible high risk."""
    return sign_off(answers=many_yes(14), grade="HIGH")


@pytest.fixture
def propose(signed, cru, at):
    """Return a function that proposes a lower level; any keyword may be replaced."""

    def proposed(**changes):
        arguments = {"grade": "MEDIUM", "reason": "He was remanded", "until_on": UNTIL, "by": cru, "at": at}
        return services.propose_downgrade(**({"assessment_id": signed.pk} | arguments | changes))

    return proposed


@pytest.fixture
def lowered(propose, safeguarding, at):
    """The lower level, agreed to."""
    return services.agree_downgrade(downgrade_id=propose().pk, by=safeguarding, at=at)


def level(case):
    case.refresh_from_db()
    return case.risk_level


def test_a_proposal_changes_nothing_and_asks_a_second_person(propose, case, safeguarding, at):
    waiting = propose()
    assert (waiting.state, level(case)) == ("PROPOSED", "HIGH")
    duty = Duty.objects.get(code="DECIDE_DOWNGRADE")
    assert (duty.owner_id, duty.due_at) == (safeguarding.pk, at + timedelta(hours=24))


def test_with_the_second_person_the_case_is_lower_and_the_assessment_keeps_its_grade(lowered, signed, case):
    assert (level(case), queries.current_grade(case.pk)) == ("MEDIUM", "MEDIUM")
    signed.refresh_from_db()
    assert (signed.holding_grade, signed.visible_high_risk) == ("HIGH", True)
    assert Duty.objects.get(code="DECIDE_DOWNGRADE").ended_as == "MET"
    assert Entry.objects.get(event="risk.downgrade_agreed").facts["level"] == "MEDIUM"


def test_refused_it_stays_and_the_reason_is_kept(propose, case, safeguarding, at):
    waiting = propose()
    with pytest.raises(Refused, match="Say why"):
        services.refuse_downgrade(downgrade_id=waiting.pk, note=" ", by=safeguarding, at=at)
    refused = services.refuse_downgrade(downgrade_id=waiting.pk, note="Bail is tomorrow", by=safeguarding, at=at)
    assert (refused.state, refused.note, level(case)) == ("REFUSED", "Bail is tomorrow", "HIGH")
    with pytest.raises(Refused, match="not waiting any more: refused"):
        services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=at)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"grade": "HIGH"}, "grade", "below high"),
        ({"grade": ""}, "grade", "below high"),
        ({"reason": " "}, "reason", "what has changed"),
        ({"until_on": date(2026, 11, 15)}, "until_on", "lies ahead"),
        ({"until_on": date(2026, 11, 16)}, "until_on", "lies ahead"),
        ({"until_on": date(2026, 11, 17)}, None, ""),
        ({"until_on": date(2026, 12, 13)}, None, ""),
        ({"until_on": date(2026, 12, 14)}, None, ""),
        ({"until_on": date(2026, 12, 15)}, "until_on", "14 December 2026 at the latest"),
    ],
)
def test_it_needs_a_lower_level_a_reason_and_an_end_within_four_weeks(propose, changes, field, said):
    if not said:
        assert propose(**changes).until_on == changes["until_on"]
        return
    with pytest.raises(Refused, match=said) as refused:
        propose(**changes)
    assert refused.value.field == field


def test_nobody_agrees_to_their_own_proposal_or_assessment(
    propose, signed, cru, officer, sergeant, other_cru, safeguarding, post, at
):
    waiting = propose()
    for somebody in (cru, other_cru, officer, sergeant):
        with pytest.raises(Refused):
            services.agree_downgrade(downgrade_id=waiting.pk, by=somebody, at=at)
    services.refuse_downgrade(downgrade_id=waiting.pk, note="No", by=safeguarding, at=at)
    with pytest.raises(Refused, match="may not review a risk grade"):
        propose(by=safeguarding)


@pytest.mark.parametrize("who", ["proposer", "author"])
def test_the_database_refuses_a_second_person_who_is_the_first_or_the_author(propose, cru, officer, at, who):
    waiting = propose()
    decided = {"state": "AGREED", "decided_at": at, "decided_by": {"proposer": cru, "author": officer}[who]}
    with pytest.raises(DatabaseError), transaction.atomic():
        Downgrade.objects.filter(pk=waiting.pk).update(**decided)


@pytest.mark.parametrize(
    "change",
    [{"until_on": date(2027, 6, 1)}, {"grade": "STANDARD"}, {"reason": "Other"}, {"decided_by": None}],
)
def test_the_database_keeps_what_was_proposed_and_decided(lowered, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Downgrade.objects.filter(pk=lowered.pk).update(**change)


def test_whoever_is_close_to_the_case_does_not_decide(propose, signed, safeguarding, sergeant, at, case):
    from risk.models import Conflict

    waiting = propose()
    Conflict.objects.create(case=case, officer=safeguarding, reason="Her sister", declared_at=at)
    with pytest.raises(Refused, match="close to you"):
        services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=at)


@pytest.mark.parametrize(("day", "over"), [(29, False), (30, True), (31, True)])
def test_on_its_day_the_level_returns_and_a_new_assessment_is_owed(lowered, case, officer, day, over):
    at = datetime(2026, 11, 1, 9, tzinfo=clocks.LONDON) + timedelta(days=day - 1)
    assert services.watch_downgrades(at) == over
    assert level(case) == ("HIGH" if over else "MEDIUM")
    owed = list(Duty.objects.filter(code="REASSESS_DOWNGRADE_ENDED").values_list("owner_id", "due_at"))
    assert owed == ([(officer.pk, clocks.end_of_day(UNTIL))] if over else [])
    assert services.watch_downgrades(at) == 0


@pytest.mark.parametrize(("day", "agreed"), [(29, True), (30, False), (31, False)])
def test_what_would_be_over_already_is_not_agreed_to(propose, case, safeguarding, day, agreed):
    waiting = propose()
    moment = datetime(2026, 11, 1, 9, tzinfo=clocks.LONDON) + timedelta(days=day - 1)
    if agreed:
        services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=moment)
    else:
        with pytest.raises(Refused, match="The day on which the level returns has come"):
            services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=moment)
    assert level(case) == ("MEDIUM" if agreed else "HIGH")


def test_a_new_signed_off_assessment_ends_it_and_decides(lowered, submit, case, officer, sergeant, many_yes, days):
    again = services.start_assessment(case_id=case.pk, by=officer, at=days(1))
    submitted = submit(assessment_id=again.pk, answers=many_yes(15), grade="HIGH", at=days(1), assessed_at=days(1))
    services.sign_off_assessment(assessment_id=again.pk, content_hash=submitted.content_hash, by=sergeant, at=days(1))
    lowered.refresh_from_db()
    assert (lowered.state, level(case)) == ("OVERTAKEN", "HIGH")
    assert not Duty.objects.filter(code="REASSESS_DOWNGRADE_ENDED").exists()


def test_a_review_ends_what_was_only_proposed(propose, signed, cru, case, days):
    waiting = propose()
    services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="Read the records", by=cru, at=days(1))
    waiting.refresh_from_db()
    assert (waiting.state, level(case)) == ("OVERTAKEN", "HIGH")
    assert Duty.objects.get(code="DECIDE_DOWNGRADE").ended_as == "VOID"


def test_only_one_at_a_time_and_only_of_what_holds(propose, signed, everybody, at):
    propose()
    with pytest.raises(Refused, match="lowered already"):
        propose()
    with pytest.raises(Absent):
        services.agree_downgrade(downgrade_id=signed.pk, by=everybody["safeguarding"], at=at)


def test_judgement_itself_still_never_lowers_it(lowered, signed, cru, at):
    with pytest.raises(Refused, match="Judgement can raise"):
        services.review_grade(assessment_id=signed.pk, grade="MEDIUM", reasons="Calm now", by=cru, at=at)


def test_the_pages_propose_agree_and_tell(signed, case, cru, safeguarding, client_for, django_assert_max_num_queries):
    from django.utils import timezone

    until = clocks.london_day(timezone.now()) + timedelta(days=7)
    client, address = client_for(cru), reverse("downgrade_propose", args=[signed.pk])
    assert address in client.get(reverse("assessment", args=[signed.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "Indicators of lethal risk" in page and 'value="HIGH"' not in page.split("Your decision")[1]
    day = {"until_on_day": until.day, "until_on_month": until.month, "until_on_year": until.year}
    assert client.post(address, {"grade": "MEDIUM", "reason": "", **day}).status_code == 422
    done = client.post(address, {"grade": "MEDIUM", "reason": "He was <b>remanded</b>", **day})
    assert done.url == reverse("case", args=[case.pk])

    second, waiting = client_for(safeguarding), Downgrade.objects.get()
    shown = second.get(reverse("case", args=[case.pk])).content.decode()
    agree = reverse("downgrade_agree", args=[waiting.pk])
    assert agree in shown and "He was &lt;b&gt;remanded" in shown
    second.get(agree)
    with django_assert_max_num_queries(15):
        assert "remanded" in second.get(agree).content.decode()
    assert client.get(agree).status_code == 403
    assert second.post(agree, {}).status_code == 302
    assert level(case) == "MEDIUM"
    told = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "Lowered from high to medium by" in told


@pytest.mark.parametrize(("day", "over"), [(-1, False), (0, True), (1, True)])
def test_a_closed_case_says_that_its_level_is_that_of_its_closing_and_that_the_lower_one_has_run_out(
    lowered, case, everybody, client_for, day, over, monkeypatch
):
    monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
    now = clocks.start_of_day(UNTIL + timedelta(days=day))
    incidents.close_case(case_id=case.pk, reason="She moved", by=everybody["sergeant"], at=now - timedelta(days=3))
    escalation.sweep(now)
    monkeypatch.setattr(timezone, "now", lambda: now)

    page = " ".join(client_for(everybody["sergeant"]).get(reverse("case", args=[case.pk])).content.decode().split())

    said = f"{UNTIL:%-d %b %Y}"
    assert "The level is the one that the case was closed with, lowered from high to medium by" in page
    assert (f"That ran out on {said}: when the case is opened again, it is high again." in page) is over
    assert (f"When, on {said} or later, the case is opened again, it is high again." in page) is not over
    assert "the level returns" not in page and level(case) == "MEDIUM"


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_in_a_closed_case_it_returns_when_somebody_answers_for_the_case_again(
    lowered, case, everybody, day, monkeypatch
):
    monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
    over = clocks.start_of_day(UNTIL + timedelta(days=day))
    Duty.objects.filter(case_id=case.pk).delete()
    incidents.close_case(case_id=case.pk, reason="She moved", by=everybody["sergeant"], at=over - timedelta(days=3))
    escalation.sweep(over)
    unmet = "REASSESS_DOWNGRADE_ENDED"
    assert not Duty.objects.filter(case_id=case.pk, code=unmet).exists(), "nobody could assess a closed case"

    incidents.reopen_case(case_id=case.pk, reason="He is back", by=everybody["sergeant"], at=over)

    assert level(case) == ("MEDIUM" if day < 0 else "HIGH"), "in the transaction that opens it"
    escalation.sweep(over + timedelta(minutes=1))
    assert level(case) == ("MEDIUM" if day < 0 else "HIGH")
    owed = Duty.objects.filter(case_id=case.pk, code=unmet, ended_at=None)
    assert [each.owner_id for each in owed] == ([] if day < 0 else [everybody["sergeant"].pk])
