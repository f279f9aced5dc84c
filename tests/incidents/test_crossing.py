"""A case goes to another force: of this house, by offer and acceptance."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.permissions import Role
from core.access import Withheld
from core.errors import Absent
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import queries as custody
from custody import services as custody_services
from dacase import story, work
from incidents import queries, services
from incidents.models import Case
from law import clocks
from marac import services as marac
from people import queries as people
from people import services as people_services
from safety_plans import services as plans
from tests.incidents.test_transfers import SENT, enforce, sees

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ROLES = {
    "receiver": Role.NEIGHBOURHOOD,
    "their_sergeant": Role.SERGEANT,
    "their_cru": Role.CRU,
    "their_inspector": Role.CONTROL_SUPERVISOR,
}


@pytest.fixture
def theirs(at):
    """The people of another force of this house: {name: officer}."""
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    found = {}
    for name, role in ROLES.items():
        found[name] = accounts.enrol(username=name, first_name=name.title(), last_name="Example", rank="inspector")
        accounts.post(officer=found[name], role=role, unit=force.units.get(), from_at=at - timedelta(days=900))
    return found


@pytest.fixture
def offer(case, theirs, officer, at):
    """The case, offered to an officer of the other force."""
    return services.offer_case(
        case_id=case.pk, to_id=theirs["receiver"].pk, must_know="Ring after six", by=officer, at=at
    )


@pytest.fixture
def accept(offer, theirs, at):
    """Return a function that accepts the offer an hour later."""
    return lambda: services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=at + HOUR)


def test_until_the_other_force_accepts_the_giver_owns_and_from_that_instant_the_receiver(
    case, accept, officer, theirs, at
):
    assert sees(officer, case) and not sees(theirs["receiver"], case)

    accept()

    assert queries.owner_of(case.pk, at + HOUR - timedelta(seconds=1)) == officer
    assert queries.owner_of(case.pk, at + HOUR) == theirs["receiver"]
    assert queries.owner_of(case.pk, at + HOUR + timedelta(seconds=1)) == theirs["receiver"]
    assert queries.uncovered_minutes(at=at + 2 * HOUR) == 0
    assert Case.objects.get(pk=case.pk).unit.code == "ward-9"
    enforce()


def test_the_old_force_reads_it_no_more_and_keeps_the_call_that_it_took(case, incident, accept, everybody, theirs):
    accept()

    for name in ("officer", "sergeant", "cru", "safeguarding", "auditor"):
        assert not sees(everybody[name], case), name
        assert queries.incident(incident.pk, reader=everybody[name]) == incident
    assert all(sees(each, case) for each in theirs.values())
    assert queries.incident(incident.pk, reader=theirs["receiver"]) == incident


def test_everything_owed_is_owed_in_the_new_force_and_rebuilding_says_the_same(case, accept, officer, theirs, at):
    before = set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))

    accept()

    owed = Duty.objects.filter(case_id=case.pk, ended_at=None)
    assert before - {"ACCEPT_CASE"} <= set(owed.values_list("code", flat=True))
    assert set(owed.values_list("owner_id", flat=True)) <= {each.pk for each in theirs.values()}
    assert owed.get(code="TELL_NEW_OWNER").owner_id == theirs["receiver"].pk
    assert not any(rebuild(apply_changes=False).values())


def test_measures_and_keeping_in_touch_go_along(case, offer, officer, accept, theirs, at):
    measure = plans.propose_measure(
        case_id=case.pk, code="EXIT_PLAN", owner_id=officer.pk, due_on=at.date() + timedelta(days=3), by=officer, at=at
    )
    custody_services.enter_event(
        case_id=case.pk, kind="SENTENCED", effective_at=at, details={"sentence": "COMMUNITY"}, by=officer, at=at
    )
    custody_services.name_victim_contact_owner(
        case_id=case.pk, officer_id=officer.pk, release_known="Asked the prison", by=officer, at=at
    )

    accept()

    measure.refresh_from_db()
    assert measure.owner == theirs["receiver"]
    assert custody.contact_owner(case.pk).officer == theirs["receiver"]


def test_how_she_is_reached_is_shown_only_to_the_new_owner(case, accept, everybody, theirs, neighbourhood, at):
    people_services.record_safe_address(person_id=case.victim_id, text="Kestrel House", by=neighbourhood, at=at)
    receiver = theirs["receiver"]
    assert isinstance(queries.safe_contact(case, reader=receiver, at=at), Withheld)
    assert isinstance(people.safe_address(case.victim, receiver, at), Withheld)
    assert people.safe_address(case.victim, neighbourhood, at) == "Kestrel House"

    accept()

    case.refresh_from_db()
    assert queries.safe_contact(case, reader=receiver, at=at) is None, "nothing is recorded, and that may be known"
    assert people.safe_address(case.victim, receiver, at) == "Kestrel House"
    for name in ("neighbourhood", "sergeant", "officer"):
        assert isinstance(queries.safe_contact(case, reader=everybody[name], at=at), Withheld)
        assert isinstance(people.safe_address(case.victim, everybody[name], at), Withheld)


def test_whoever_was_named_in_a_restricted_case_is_named_no_more(case, accept, everybody, officer, at):
    services.restrict_case(case_id=case.pk, officers=[officer.pk], by=everybody["safeguarding"], at=at)

    accept()

    assert not case.readers.filter(until_at=None).exists()


def test_the_other_force_refuses_with_a_reason_and_nothing_has_moved(case, offer, officer, theirs, at):
    services.refuse_case(offer_id=offer.pk, reason="She lives with you", by=theirs["receiver"], at=at)

    assert queries.owner_of(case.pk) == officer
    assert not sees(theirs["receiver"], case)
    with pytest.raises(Absent):
        services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=at)


def test_nobody_else_there_answers_and_nobody_near_to_her(case, offer, theirs, at):
    with pytest.raises(Absent):
        services.accept_case(offer_id=offer.pk, by=theirs["their_sergeant"], at=at)
    people_services.declare_tie(person_id=case.victim_id, kind="FAMILY", by=theirs["receiver"], at=at)
    with pytest.raises(Absent):
        services.accept_case(offer_id=offer.pk, by=type(theirs["receiver"]).objects.get(username="receiver"), at=at)


def test_the_receiver_finds_it_on_the_work_list_and_reads_what_goes_along(case, offer, theirs, client_for, officer):
    receiver = theirs["receiver"]
    assert work.duties_of(receiver, "mine").filter(code="ACCEPT_CASE").exists()
    browser = client_for(receiver)

    assert "offers you a case" in browser.get("/").content.decode()
    page = browser.get(reverse("case_accept", args=[offer.pk])).content.decode()
    assert "comes from Kent (demonstration)" in page
    assert "still open in this case" in page
    assert browser.get(reverse("case", args=[case.pk])).status_code == 404
    assert browser.post(reverse("case_accept", args=[offer.pk])).status_code == 302
    assert browser.get(reverse("case", args=[case.pk])).status_code == 200
    assert client_for(officer).get(reverse("case", args=[case.pk])).status_code == 404


def test_the_owner_offers_to_another_force_on_a_page_of_its_own(case, theirs, officer, client_for):
    browser = client_for(officer)
    assert "Essex (demonstration)" in browser.get(reverse("case_offer", args=[case.pk])).content.decode()
    way = reverse("case_offer_elsewhere", args=[case.pk, "essex"])

    assert "Receiver Example" in browser.get(way).content.decode()
    browser.post(way, {"to_id": str(theirs["receiver"].pk), "must_know": "Ring after six"})

    assert queries.waiting_offer(case.pk).to == theirs["receiver"]
    assert browser.get(reverse("case_offer_elsewhere", args=[case.pk, "nowhere"])).status_code == 404
    assert browser.get(reverse("case_offer_elsewhere", args=[case.pk, "kent"])).status_code == 404


def test_whoever_refuses_in_another_force_or_turns_back_is_led_to_their_own_work(case, offer, theirs, client_for):
    browser, refuse = client_for(theirs["receiver"]), reverse("case_refuse", args=[offer.pk])
    assert reverse("case", args=[case.pk]) not in browser.get(refuse).content.decode()

    page = browser.post(refuse, {"reason": "She moved back"}, follow=True)

    assert (page.status_code, page.redirect_chain[-1][0]) == (200, reverse("work"))
    assert "You refused the case. It stays with its owner." in page.content.decode()


def test_whoever_refuses_at_home_is_led_to_the_case(case, neighbourhood, officer, client_for, at):
    offer = services.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring after six", by=officer, at=at)

    page = client_for(neighbourhood).post(reverse("case_refuse", args=[offer.pk]), {"reason": "On leave"}, follow=True)

    assert (page.status_code, page.redirect_chain[-1][0]) == (200, reverse("case", args=[case.pk]))


@pytest.fixture
def coordinators(marac_coordinator, theirs, at):
    """Who runs MARAC in our force, and who in theirs."""
    found = accounts.enrol(username="their_coordinator", first_name="Uma", last_name="Example", rank="police staff")
    unit = theirs["receiver"].posting.unit
    accounts.post(officer=found, role=Role.MARAC, unit=unit, from_at=at - timedelta(days=900))
    return marac_coordinator, found


@pytest.fixture
def listed(refer, coordinators, at):
    """The case, referred and listed for a meeting of our force in two weeks."""
    referral = refer()
    return marac.list_case(
        referral_id=referral.pk, meeting_id=meeting_of(coordinators[0], at).pk, by=coordinators[0], at=at
    )


def meeting_of(coordinator, at):
    """Plan a meeting of the coordinator's force in two weeks."""
    held_on = clocks.london_day(at) + timedelta(days=14)
    return marac.plan_meeting(held_on=held_on, place="County Hall", chair="Inspector", by=coordinator, at=at)


def owed(case):
    """Return {code: owner} of what is owed in a case."""
    return dict(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", "owner_id"))


@pytest.mark.parametrize(("day", "stays"), [(13, False), (14, False), (15, True)])
def test_a_case_listed_for_a_meeting_of_the_old_force_is_to_be_listed_in_the_new_one_till_the_meeting_is_over(
    case, listed, offer, theirs, coordinators, at, day, stays
):
    moment = at + timedelta(days=day)

    services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=moment)

    listed.refresh_from_db()
    assert (listed.state == "LISTED") is stays
    assert ("LIST_CASE" in owed(case)) is not stays
    if not stays:
        assert owed(case)["LIST_CASE"] == coordinators[1].pk
        assert "SEND_AGENDA" not in owed(case)
    assert owed(case).get("RECORD_OUTCOME") == (coordinators[1].pk if stays else None)
    assert Duty.objects.filter(code="TELL_OFF_AGENDA").exists() is not stays
    assert not any(rebuild(apply_changes=False).values())


def test_the_new_force_lists_it_for_a_meeting_of_its_own_and_never_for_the_old_ones(
    case, listed, accept, coordinators, at
):
    ours, theirs_now = coordinators
    accept()
    later = {"referral_id": listed.pk, "by": theirs_now, "at": at + 2 * HOUR}

    with pytest.raises(Absent):
        marac.list_case(meeting_id=listed.listings.get().meeting_id, **later)
    marac.list_case(meeting_id=meeting_of(theirs_now, at + 2 * HOUR).pk, **later)

    assert "LIST_CASE" not in owed(case)
    assert owed(case)["SEND_AGENDA"] == theirs_now.pk
    assert story.sentence(Entry.objects.get(event="marac.case_taken_off")).startswith("Off the agenda")


def test_once_the_meeting_is_over_the_new_force_records_what_it_made_of_the_case(
    case, listed, offer, theirs, coordinators, at
):
    later = at + timedelta(days=15)
    services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=later)

    marac.record_outcome(referral_id=listed.pk, summary="High and rising", by=coordinators[1], at=later + HOUR)

    assert "RECORD_OUTCOME" not in owed(case)
    assert owed(case)["CIRCULATE_ACTIONS"] == coordinators[1].pk


def test_whoever_listed_it_in_the_old_force_tells_the_agencies_and_learns_no_more_of_the_case(
    case, listed, accept, coordinators, at, client_for
):
    ours = coordinators[0]
    accept()
    told = work.duties_of(ours, "mine").get(code="TELL_OFF_AGENDA")
    assert (told.case_id, told.due_at) == (None, clocks.end_of_day(clocks.london_day(at) + timedelta(days=1)))
    browser, way = client_for(ours), story.way_for(told, ours)
    assert way in browser.get(reverse("meeting", args=[told.subject_id])).text
    assert browser.post(way, {"sent_to": " "}).status_code == 422

    assert browser.post(way, {"sent_to": "Housing and probation"}).status_code == 302

    told.refresh_from_db()
    assert told.ended_as == "MET"
    assert browser.get(reverse("case", args=[case.pk])).status_code == 404
    again = browser.post(way, {"sent_to": "Housing"})
    assert "No case has left this agenda" in again.text
    assert not any(rebuild(apply_changes=False).values())


def test_what_the_old_forces_meeting_decided_is_sent_on_by_the_new_force(
    case, listed, offer, theirs, coordinators, at, client_for
):
    ours, theirs_now = coordinators
    later = at + timedelta(days=14)
    marac.record_outcome(referral_id=listed.pk, summary="High and rising", by=ours, at=later)
    services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=later + HOUR)
    assert owed(case)["CIRCULATE_ACTIONS"] == theirs_now.pk
    meeting_id = listed.listings.get().meeting_id
    assert client_for(theirs_now).get(reverse("meeting", args=[meeting_id])).status_code == 200

    marac.record_actions_sent(
        read_through=True, meeting_id=meeting_id, sent_to="Probation", by=theirs_now, at=later + 2 * HOUR
    )

    assert "CIRCULATE_ACTIONS" not in owed(case)


def test_a_case_crosses_areas_of_its_own_force_with_its_sergeant(case, officer, other_officer, everybody, at):
    offer = services.offer_case(
        case_id=case.pk, to_id=other_officer.pk, must_know="Moved to the coast", by=officer, at=at
    )
    assert Case.objects.get(pk=case.pk).unit.code == "response-1"

    services.accept_case(offer_id=offer.pk, by=other_officer, at=at + HOUR)

    assert Case.objects.get(pk=case.pk).unit.code == "response-2"
    assert queries.owner_of(case.pk, at + HOUR - timedelta(seconds=1)) == officer
    assert sees(officer, case)


def test_machines_offer_accept_and_hand_on_by_the_same_commands(case, theirs, officer, api_for):
    offered = api_for(officer).post(
        f"/api/v1/cases/{case.pk}/offers/",
        {"to_id": str(theirs["receiver"].pk), "must_know": "Ring after six"},
        format="json",
    )
    assert offered.status_code == 201, offered.json()

    taken = api_for(theirs["receiver"]).post(f"/api/v1/offers/{offered.json()['id']}/accept/", {}, format="json")

    assert taken.status_code == 201
    assert queries.owner_of(case.pk) == theirs["receiver"]
    sent = api_for(theirs["receiver"]).post(f"/api/v1/cases/{case.pk}/transfers/", SENT, format="json")
    assert sent.status_code == 201
    refused = api_for(theirs["receiver"]).post(
        f"/api/v1/transfers/{sent.json()['id']}/refuse/", {"reason": "Not theirs"}, format="json"
    )
    assert refused.status_code == 201
