"""The invented force: loaded once, small, and looked at from all sides."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import Officer, Token
from accounts.permissions import Role
from core import rebuilding
from core.models import Delivery, Duty, Entry
from custody import queries as custody
from dacase.demo import force, words
from disclosures import queries as disclosures
from incidents import flags
from incidents.models import Case, Incident, Involvement, Offer, Ownership, Watch
from law import clocks, measures
from law.feeds import RHYTHMS
from people.models import Person, Phone, Relationship, SafeAddress, SafeTime
from risk.models import Assessment, IntervalPolicy, ReviewPolicy, Selection
from safety_plans.models import Measure
from tests.flags import records
from tests.flags.reading import World

pytestmark = pytest.mark.django_db
CALLS = 10


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Load the demo force once for all tests of this file, and take it away afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", calls=CALLS, stdout=io.StringIO(), stderr=io.StringIO())
        yield
        transaction.set_rollback(True)


def test_there_is_a_sign_in_for_every_role_and_it_works():
    out = io.StringIO()
    call_command("demo_sign_ins", stdout=out)

    *lines, other = out.getvalue().splitlines()
    assert len(lines) == len(Role)
    for line in (*lines, other):
        username = line.split()[0]
        officer = Officer.objects.get(username=username)
        assert line.endswith(force.PASSWORD)
        assert Argon2PasswordHasher().verify(force.PASSWORD, officer.password)
        assert line == other or Role(officer.posting.role).label in line
    assert Officer.objects.get(username=other.split()[0]).posting.force.code == force.ELSEWHERE
    assert len(force.PASSWORD) >= 15


def test_a_case_waits_to_be_accepted_in_another_force_which_no_command_means_unless_it_is_named():
    offer = Offer.objects.get(to__username=force.SIGN_IN_ELSEWHERE)

    assert (offer.state, offer.case.force.code) == ("WAITING", force.CODE)
    assert accounts.force_meant().code == force.CODE
    assert accounts.force_meant(force.ELSEWHERE).guest


def test_the_force_has_chosen_how_often_a_case_is_assessed_anew():
    assert IntervalPolicy.objects.get().profile == "KENT"
    assert Duty.objects.filter(code="REASSESS_INTERVAL", ended_at=None).exists()


def test_one_assessment_waits_for_its_second_reader():
    selection = Selection.objects.get(twice=True)
    assert (selection.reads.count(), selection.opened_at) == (1, None)
    assert Duty.objects.get(code="SECOND_READ", ended_at=None).owner_id == Officer.objects.get(username="cru").pk


def test_everything_is_read_twice_for_one_second_only_so_that_nothing_else_falls_into_it():
    begun = ReviewPolicy.objects.get(twice_percent=100).from_at

    assert ReviewPolicy.objects.filter(from_at__gt=begun).earliest("from_at").from_at - begun == timedelta(seconds=1)


def test_a_second_load_is_refused_with_one_line():
    with pytest.raises(CommandError, match="^The demo force is there already.$"):
        call_command("load_demo")


def test_every_open_case_has_one_owner_and_no_instant_without():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert Case.objects.filter(state="OPEN").count() >= CALLS
    assert Ownership.objects.filter(until_at=None).count() == Case.objects.filter(state="OPEN").count()


def test_duties_follow_from_the_journal_and_from_nothing_else():
    changes = rebuilding.rebuild(apply_changes=False)

    assert {kind: len(found) for kind, found in changes.items()} == {"added": 0, "removed": 0, "changed": 0}


def test_most_duties_were_done_some_are_open_and_some_are_late():
    done = Duty.objects.filter(ended_as="MET").count()
    waiting = Duty.objects.filter(ended_at=None)

    assert done > waiting.count() > 0
    assert waiting.filter(due_at__lt=timezone.now()).exists()
    assert waiting.filter(due_at__gt=timezone.now()).exists()


def test_no_call_stands_on_the_board_for_more_than_an_hour_or_two():
    earliest = Watch.objects.filter(left_at=None).aggregate(first=Min("incident__reported_at"))["first"]

    assert timezone.now() - earliest < timedelta(hours=6)
    assert Watch.objects.filter(left_at=None, incident__attendances=None).exists()


def test_only_what_fell_due_in_the_last_days_is_late():
    late = Duty.objects.filter(ended_at=None, due_at__lt=timezone.now() - timedelta(days=4))

    assert late.count() <= Duty.objects.filter(ended_at=None).count() / 10, Counter(late.values_list("code", flat=True))


def test_nothing_happened_in_the_future():
    now = timezone.now()

    assert not Entry.objects.filter(occurred_at__gt=now).exists()
    assert not Incident.objects.filter(reported_at__gt=now).exists()


def test_the_flags_are_those_of_a_slow_reading_for_those_most_often_reported():
    day = clocks.london_day(timezone.now())
    often = Counter(Involvement.objects.exclude(role="child").values_list("person", flat=True)).most_common(6)

    assert flags.refresh(day) == []
    for person, _ in often:
        slow = {each for each in around(person).flags_on(day) if each[2] == person}
        assert {each for each in records.computed(day) if each[2] == person} == slow


def around(person):
    """Return what was reported of one person, and everybody who was in it."""
    reports = [records.report(each) for each in Incident.objects.filter(involvements__person=person).distinct()]
    met = {each for report in reports for each in (*report.victims, *report.suspects)}
    links = Relationship.objects.filter(of__in=met, to__in=met).values_list("kind", "of_id", "to_id")
    born = Person.objects.filter(pk__in=met).exclude(born_on=None).values_list("pk", "born_on")
    return World(identity={each: each for each in met}, links=list(links), reports=reports, born=dict(born))


def test_nobody_signed_off_an_assessment_of_their_own():
    signed = Assessment.objects.filter(state="SIGNED_OFF")

    assert signed.exists()
    assert all(each.signed_off_by_id not in (each.author_id, each.typed_by_id) for each in signed)


def test_there_is_a_case_at_every_stage():
    stages = Counter(Assessment.objects.values_list("state", flat=True))

    assert {"DRAFT", "SUBMITTED", "RETURNED", "SIGNED_OFF"} <= set(stages)
    assert Offer.objects.filter(state="WAITING").exists()
    assert Case.objects.filter(restricted=True).exists()
    assert SafeAddress.objects.exists()
    assert Incident.objects.filter(firearms=True).exists()
    assert Incident.objects.filter(children="LISTED").exists()
    events = set(Entry.objects.values_list("event", flat=True))
    assert {
        "custody.bail_granted",
        "custody.bail_varied",
        "custody.released",
        "safety_plans.measure_declined",
    } <= events


def test_the_register_of_orders_holds_some_of_every_state():
    now, reader = timezone.now(), Officer.objects.get(username="response")
    rows = custody.with_breaches(custody.register(reader=reader, at=now))

    assert {row["standing"]["order"] for row in rows} >= {"NON_MOLESTATION", "RESTRAINING", "DAPO", "DAPN"}
    assert any(row["breached_at"] for row in rows)
    soon = custody.register(reader=reader, at=now, within_days=7)
    assert {row["standing"]["order"] for row in soon} >= {"RESTRAINING", "DAPN", "OCCUPATION"}
    assert Entry.objects.filter(event="custody.order_lapsed", facts__kind="OCCUPATION").exists()


def test_requests_for_disclosure_stand_at_every_stage_and_one_is_near_its_last_day():
    now, reader = timezone.now(), Officer.objects.get(username="safeguarding")
    waiting = list(disclosures.latest(reader=reader, at=now))

    assert {tuple(sorted(step.kind for step in each.steps.all())) for each in waiting} == {
        (),
        ("CHECKS", "FACE_TO_FACE"),
        ("CHECKS", "DECISION"),
    }
    whole = Duty.objects.filter(code="DVDS_WHOLE", ended_at=None).order_by("due_at")
    assert now < whole.first().due_at < now + timedelta(days=5) < whole.last().due_at
    over = {
        each.kind for request in disclosures.latest(reader=reader, at=now, closed=True) for each in request.steps.all()
    }
    assert {"DISCLOSED", "NOT_DISCLOSED"} <= over


def test_feeds_speak_and_one_fell_silent():
    now, reader = timezone.now(), Officer.objects.get(username="control_supervisor")
    silent = [
        each.source for each in custody.feeds(reader=reader) if RHYTHMS[each.rhythm].silent_from(each.heard_at) <= now
    ]

    assert custody.feeds(reader=reader).count() == 3
    assert silent == ["Custody system, west"]
    assert Duty.objects.filter(code="FEED_SILENT", ended_at=None).count() == 1


def test_each_measure_done_has_a_proof_that_fits_and_some_safe_times_are_named():
    done = Measure.objects.filter(state="DONE")

    assert done.exists()
    assert all(each.evidence_kind in measures.proof_kinds(each.code) for each in done)
    assert SafeTime.objects.exists()


def test_no_number_and_no_postcode_is_anybodys():
    assert all(number.startswith("+447700900") for number in Phone.objects.values_list("number", flat=True))
    postcodes = Incident.objects.exclude(address=None).values_list("address__postcode", flat=True)
    assert all(code[-1] in words.NEVER_LAST and code[-2] in words.NEVER_LAST for code in postcodes)


def test_the_record_holds_a_past_in_which_people_can_be_found():
    assert Person.objects.filter(source="demo").count() > 20 * CALLS
    assert Incident.objects.filter(source="demo", reported_on__year__lt=timezone.now().year).exists()


def test_what_must_go_out_waits_for_the_sweep():
    assert Delivery.objects.filter(done_at=None).exists()


def test_a_token_of_a_demo_officer_is_printed_and_known():
    out = io.StringIO()
    call_command("api_token", "response", stdout=out)

    (token,) = out.getvalue().split()
    assert Token.objects.get(digest=Token.digest_of(token)).officer.username == "response"
    with pytest.raises(CommandError, match="no active officer"):
        call_command("api_token", "nobody")
