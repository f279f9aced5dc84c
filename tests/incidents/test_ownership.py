"""Exactly one owner of an open case at every instant: by the commands, and by the database alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Duty
from incidents import queries, services
from incidents.models import Case, Ownership

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(case, everybody, officer, at):
    """The case, offered to the neighbourhood officer."""
    return services.offer_case(
        case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="Ring after six", by=officer, at=at
    )


def check_cover():
    """Let the deferred constraints speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_attending_makes_the_officer_the_owner_without_a_gap(case, officer, operator):
    periods = list(queries.owners(case.pk))

    assert [period.officer for period in periods] == [operator, officer]
    assert periods[0].until_at == periods[1].from_at
    check_cover()


def test_whoever_logged_the_call_offers_the_case_where_nobody_goes(incident, operator, everybody, client_for, at):
    case = incident.allegations.get().case
    shown = client_for(operator).get(reverse("case", args=[case.pk])).content.decode()
    assert reverse("case_offer", args=[case.pk]) in shown

    offered = services.offer_case(
        case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="By appointment", by=operator, at=at
    )
    assert queries.owner_of(case.pk) == operator
    services.accept_case(offer_id=offered.pk, by=everybody["neighbourhood"], at=at)
    assert queries.owner_of(case.pk) == everybody["neighbourhood"]
    check_cover()


def test_until_acceptance_the_giver_owns(offer, case, officer, everybody, at):
    assert queries.owner_of(case.pk) == officer

    services.accept_case(offer_id=offer.pk, by=everybody["neighbourhood"], at=at + timedelta(hours=1))

    assert queries.owner_of(case.pk) == everybody["neighbourhood"]
    assert queries.owner_of(case.pk, at + timedelta(minutes=59)) == officer
    check_cover()


def test_a_refused_offer_leaves_the_case_where_it_was(offer, case, officer, everybody, at):
    with pytest.raises(Refused, match="Say why"):
        services.refuse_case(offer_id=offer.pk, reason=" ", by=everybody["neighbourhood"], at=at)

    services.refuse_case(offer_id=offer.pk, reason="On leave tomorrow", by=everybody["neighbourhood"], at=at)

    assert queries.owner_of(case.pk) == officer
    with pytest.raises(Refused, match="refused and cannot become accepted"):
        services.accept_case(offer_id=offer.pk, by=everybody["neighbourhood"], at=at)


def test_the_giver_learns_why_an_offer_was_refused_and_owes_a_next_step(
    offer, case, officer, everybody, client_for, at
):
    services.refuse_case(offer_id=offer.pk, reason="On leave from tomorrow", by=everybody["neighbourhood"], at=at)

    duty = Duty.objects.get(code="OFFER_ELSEWHERE", ended_at=None)
    assert duty.owner_id == officer.pk
    browser = client_for(officer)
    keep = reverse("act", args=[case.pk, "keep-case"])
    assert keep in browser.get(reverse("work")).content.decode()
    for address in (reverse("case", args=[case.pk]), reverse("case_offer", args=[case.pk]), keep):
        assert "On leave from tomorrow" in browser.get(address).content.decode()


@pytest.mark.parametrize("step", ["keep", "offer"])
def test_keeping_a_refused_case_or_offering_it_again_is_the_next_step(offer, case, officer, everybody, at, step):
    services.refuse_case(offer_id=offer.pk, reason="On leave from tomorrow", by=everybody["neighbourhood"], at=at)

    if step == "keep":
        services.record_act(case_id=case.pk, act="keep-case", note="Asked the sergeant", by=officer, at=at)
    else:
        services.offer_case(case_id=case.pk, to_id=everybody["cru"].pk, must_know="Ring after six", by=officer, at=at)

    assert Duty.objects.get(code="OFFER_ELSEWHERE").ended_as == "MET"


def test_an_offer_that_was_taken_back_or_made_again_shows_no_old_refusal(offer, case, officer, everybody, at):
    services.refuse_case(offer_id=offer.pk, reason="On leave from tomorrow", by=everybody["neighbourhood"], at=at)
    assert queries.refused_offer(case.pk).answer_reason == "On leave from tomorrow"

    later = at + timedelta(minutes=1)
    again = services.offer_case(
        case_id=case.pk, to_id=everybody["cru"].pk, must_know="Ring after six", by=officer, at=later
    )
    services.withdraw_offer(offer_id=again.pk, by=officer, at=later)

    assert queries.refused_offer(case.pk) is None


def test_whoever_is_offered_a_case_reads_what_is_owed_in_it(offer, everybody, client_for):
    page = client_for(everybody["neighbourhood"]).get(reverse("case_accept", args=[offer.pk])).content.decode()

    assert "Refer the victim to a support service" in page
    assert "Accept the case or refuse it" not in page


def test_only_the_owner_offers_and_only_the_one_asked_answers(offer, case, everybody, officer, at):
    with pytest.raises(Refused, match="somebody else"):
        services.accept_case(offer_id=offer.pk, by=everybody["sergeant"], at=at)
    with pytest.raises(Refused, match="Only the owner"):
        services.offer_case(case_id=case.pk, to_id=officer.pk, must_know="x", by=everybody["sergeant"], at=at)
    with pytest.raises(Refused, match="already offered"):
        services.offer_case(case_id=case.pk, to_id=everybody["sergeant"].pk, must_know="x", by=officer, at=at)


def test_nobody_leaves_a_post_with_cases_in_their_hands(case, officer, everybody, at):
    from accounts import services as accounts

    with pytest.raises(Refused, match="still owns 1 open case"):
        accounts.end_posting(posting_id=officer.postings.get().pk, by=everybody["administrator"], at=at)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE incidents_ownership SET until_at = from_at + interval '9 years' WHERE until_at IS NULL",
            "nobody owns it",
        ),
        (
            "UPDATE incidents_ownership SET until_at = until_at - interval '1 second' WHERE until_at IS NOT NULL",
            "instant",
        ),
        ("UPDATE incidents_ownership SET from_at = from_at + interval '1 second' WHERE until_at IS NULL", "instant"),
        ("DELETE FROM incidents_ownership", "never deleted"),
        ("UPDATE incidents_ownership SET until_at = NULL", "ownership_one_at_a_time"),
        ("UPDATE incidents_case SET opened_at = opened_at - interval '1 second'", "instant"),
    ],
)
def test_the_database_alone_keeps_the_cover_whole(case, statement, says):
    check_cover()

    with pytest.raises(IntegrityError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_case_does_not_close_while_something_is_owed_or_unreviewed(case, everybody, at):
    with pytest.raises(Refused, match="Review the safety plan first|Still owed"):
        services.close_case(case_id=case.pk, reason="He was charged", by=everybody["sergeant"], at=at)

    assert Case.objects.get(pk=case.pk).state == "OPEN"
    assert Ownership.objects.filter(case=case, until_at=None).exists()


def test_a_restricted_case_does_not_exist_for_anybody_else(case, officer, everybody, at):
    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)

    assert queries.case(case.pk, reader=officer) == case, "the owner"
    assert queries.case(case.pk, reader=everybody["safeguarding"]) == case, "who restricted it"
    for name in ("sergeant", "cru", "operator", "auditor"):
        with pytest.raises(Absent):
            queries.case(case.pk, reader=everybody[name])
        assert not queries.visible_to(everybody[name]).exists()
        assert not queries.incidents_visible_to(everybody[name]).exists()
    from people import queries as people

    assert people.find(q="Asha Vale", reader=everybody["cru"]) == []


def test_breaking_the_glass_needs_a_reason_lasts_an_hour_and_is_kept(case, everybody, at):
    from core.models import Access

    cru = everybody["cru"]
    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    with pytest.raises(Refused, match="at least 20 characters"):
        services.open_restricted_case(case_id=case.pk, reason="need to", by=cru, at=at)

    services.open_restricted_case(case_id=case.pk, reason="She is on the line and in danger now", by=cru, at=at)

    assert queries.visible_to(cru, at + timedelta(minutes=59)).filter(pk=case.pk).exists()
    assert not queries.visible_to(cru, at + timedelta(minutes=60)).filter(pk=case.pk).exists()
    assert Access.objects.get(kind="BREAK_GLASS").reason.startswith("She is on the line")


def test_another_force_sees_nothing(case, at):
    from accounts import services as accounts

    elsewhere = accounts.found_force(code="essex", name="Essex (demonstration)", units={"cru": "CRU"})
    stranger = accounts.enrol(username="stranger", first_name="Ida", last_name="Example")
    accounts.post(officer=stranger, role="CRU", unit=elsewhere.units.get(), from_at=at - timedelta(days=3650))

    with pytest.raises(Absent):
        queries.case(case.pk, reader=stranger)
    assert not queries.visible_to(stranger).exists()


ANSWERS = {
    "risk": "High: he knows where she works",
    "contact": "On record, confirmed yesterday",
    "others": "Two children, the IDVA",
    "due": "Ring her on Friday",
    "conditions": "Not to contact her, until 3 February",
}


def test_a_whole_checklist_needs_no_further_words(case, officer, everybody, at):
    offer = services.offer_case(
        case_id=case.pk, to_id=everybody["neighbourhood"].pk, checklist=ANSWERS, by=officer, at=at
    )

    assert offer.checklist == ANSWERS


@pytest.mark.parametrize("code", list(ANSWERS))
def test_what_the_next_owner_must_know_is_answered_or_explained(case, officer, everybody, at, code):
    answers = ANSWERS | {code: " "}
    arguments = {"case_id": case.pk, "to_id": everybody["neighbourhood"].pk, "checklist": answers}

    with pytest.raises(Refused, match="Not answered") as refused:
        services.offer_case(by=officer, at=at, **arguments)

    assert refused.value.field == "must_know"
    assert services.offer_case(must_know="Nobody has told me yet", by=officer, at=at, **arguments)


def test_the_next_owner_reads_every_answer_and_what_was_left_open(case, officer, everybody, client_for, at):
    offer = services.offer_case(
        case_id=case.pk,
        to_id=everybody["neighbourhood"].pk,
        checklist=ANSWERS | {"due": ""},
        must_know="Asked the court",
        by=officer,
        at=at,
    )

    page = client_for(everybody["neighbourhood"]).get(f"/offers/{offer.pk}/accept/").content.decode()

    assert "Two children, the IDVA" in page
    assert page.count("Not answered: ask Officer Example") == 1
    assert "Asked the court" in page
    assert "How to reach the victim safely" in page
