"""In whatever order: every open case has exactly one owner at every instant, and no event is without its duties.

Random histories of calls, hand-overs within and between forces, leave, returns, transfers, leavers, merges, closings
and custody events (late, corrected, taken back) against the database, each step in a transaction that commits its
deferred constraints. Small by default; for more:
`python3 manage.py test tests/accounts/test_cover_always.py --examples 2000`.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts import queries as officers
from accounts import services as accounts
from accounts.models import Absence, Officer, Posting
from accounts.permissions import Role
from core import escalation
from core.errors import Absent, Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import services as custody
from custody.models import CustodyEvent
from custody.queries import custody as custody_queries
from incidents import queries
from incidents import services as incidents
from incidents.models import Case, Offer, Ownership, Transfer
from law import duties as law
from people import services as people

START = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
NO = (Refused, Absent)
OFFICERS, FAMILIES = 5, 4
SENT = {"force_name": "Northshire", "to_name": "Ida Lead", "to_role": "Sergeant", "reached_by": "Telephone"}
HAPPENED = (
    ("ARRESTED", {}),
    ("CHARGED", {}),
    ("REMANDED", {}),
    ("BAIL_GRANTED", {"bail_ends_on": "2027-02-10", "conditions": [{"kind": "NO_CONTACT", "text": "Asha"}]}),
    ("BAIL_GRANTED", {"bail_ends_on": "2026-12-10", "conditions": []}),
    ("BAIL_GRANTED", {"by_court": True, "conditions": []}),
    ("BAIL_VARIED", {"by_court": True, "conditions": []}),
    ("RELEASED_UNDER_INVESTIGATION", {}),
    ("NO_FURTHER_ACTION", {}),
    ("RELEASE_DATE_KNOWN", {"release_on": "2027-01-20"}),
    ("RELEASE_DATE_KNOWN", {"release_on": "2027-02-01"}),
    ("SENTENCED", {"sentence": "CUSTODY", "months": 14}),
    ("RELEASED", {"route": "COURT"}),
    ("RECALLED", {}),
    ("BREACHED", {"breach_of": "BAIL"}),
)
LIVING = [asked for asked in law.RULES if asked.code not in law.TO_FAMILY]
someone = st.integers(0, OFFICERS - 1)
anywhere = st.integers(0, 30)
told = st.tuples(st.sampled_from(HAPPENED), st.integers(0, 90), st.integers(0, 9))


def enforce():
    """Let the deferred constraints speak, as a commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Cover(RuleBasedStateMachine):
    """A small force over some weeks."""

    @initialize()
    def found(self):
        """Begin with a force of five officers, a sergeant and an administrator, and a case of all families but one."""
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.at, self.looked_at = START, set()
        force = accounts.found_force(code="always", name="Always", units={"one": "One", "two": "Two"})
        self.units = list(force.units.order_by("code"))
        self.officers = [self.enrol(f"officer-{number}", Role.RESPONSE) for number in range(OFFICERS)]
        self.sergeant = self.enrol("sergeant", Role.SERGEANT)
        self.administrator = self.enrol("administrator", Role.ADMINISTRATOR)
        self.cru = self.enrol("cru", Role.CRU)
        far = accounts.found_force(code="far", name="Far", units={"far": "Far"}).units.get()
        self.far = [
            self.enrol(name, role, far) for name, role in (("far", Role.RESPONSE), ("far-sergeant", Role.SERGEANT))
        ]
        for family in range(FAMILIES - 1):
            self.do(self.called, who=family, family=family)

    def enrol(self, name, role, unit=None):
        """Enrol and post somebody who has long been there."""
        made = accounts.enrol(username=f"always-{name}", first_name=name, last_name="Always")
        accounts.post(officer=made, role=role, unit=unit or self.units[0], from_at=START - timedelta(days=900))
        return made

    def teardown(self):
        """Take everything back."""
        if hasattr(self, "whole"):
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def do(self, command, **arguments):
        """Try one command, in a transaction of its own; a refusal changes nothing."""
        self.at += timedelta(minutes=7)
        with suppress(*NO), transaction.atomic():
            command(at=self.at, **arguments)
            enforce()

    def officer(self, number):
        """Return an officer as a request would read them."""
        return Officer.objects.get(pk=self.officers[number].pk)

    def pick(self, found, place):
        """Return one of some rows, or None where there is none."""
        rows = list(found.order_by("pk"))
        return rows[place % len(rows)] if rows else None

    @rule(who=someone, family=st.integers(0, FAMILIES - 1))
    def call(self, who, family):
        """Somebody calls again, or one more family does; a closed case may be opened again by it."""
        self.do(self.called, who=who, family=family)

    def called(self, *, who, family, at):
        """Log and attend a call of one of a few families."""
        names = [{"role": role, "given_name": role, "family_name": f"Family{family}"} for role in ("victim", "suspect")]
        if known := Case.objects.filter(victim__family_name=f"Family{family}").first():
            names = [
                {"role": "victim", "person_id": known.victim_id},
                {"role": "suspect", "person_id": known.suspect_id},
            ]
        incident = incidents.log_call(
            channel="999", kind="DOMESTIC", what="Shouting", people=names, by=self.on_the_desk(), at=at
        )
        by = self.officer(who)
        incidents.record_attendance(incident_id=incident.pk, arrived_at=at, positive_action="Spoke", by=by, at=at)

    def on_the_desk(self):
        """Return an operator, who owns what nobody attends."""
        found = Officer.objects.filter(username="always-operator").first()
        return found or self.enrol("operator", Role.CONTROL)

    @rule(place=anywhere, to=someone)
    def offer(self, place, to):
        """An owner offers a case."""
        if period := self.pick(Ownership.objects.filter(until_at=None), place):
            by = Officer.objects.get(pk=period.officer_id)
            self.do(
                incidents.offer_case, case_id=period.case_id, to_id=self.officers[to].pk, must_know="Ring at six", by=by
            )

    @rule(place=anywhere, to=st.integers(0, 1))
    def offer_far(self, place, to):
        """An owner offers a case to another force of the house."""
        if period := self.pick(Ownership.objects.filter(until_at=None), place):
            by = Officer.objects.get(pk=period.officer_id)
            self.do(incidents.offer_case, case_id=period.case_id, to_id=self.far[to].pk, must_know="Moved", by=by)

    @rule(place=anywhere)
    def send(self, place):
        """An owner offers a case to a force outside the house."""
        if period := self.pick(Ownership.objects.filter(until_at=None), place):
            by = Officer.objects.get(pk=period.officer_id)
            self.do(incidents.send_transfer, case_id=period.case_id, **SENT, must_know="Moved", by=by)

    @rule(place=anywhere, accepted=st.booleans(), keep=st.integers(0, 2))
    def hear(self, place, accepted, keep):
        """The owner records what the other force answered, and what stays here; or ends what stayed."""
        if transfer := self.pick(Transfer.objects.filter(state="WAITING"), place):
            by = Officer.objects.get(pk=Ownership.objects.get(case=transfer.case_id, until_at=None).officer_id)
            if accepted:
                stays = [duty.pk for duty in queries.open_to_hand_on(transfer.case_id, reader=by)[:keep]]
                answer = {"accepted_by": "Ida Lead", "accepted_at": self.at, "reference": "N/1", "evidence": "Mail"}
                self.do(incidents.accept_transfer, transfer_id=transfer.pk, **answer, stays=stays, by=by)
            else:
                self.do(incidents.refuse_transfer, transfer_id=transfer.pk, reason="Not theirs", by=by)
        elif duty := self.pick(Duty.objects.filter(code="FINISH_TRANSFER", ended_at=None), place):
            self.do(incidents.finish_transfer, case_id=duty.case_id, by=Officer.objects.get(pk=duty.owner_id))

    @rule(place=anywhere, answer=st.sampled_from(["accept", "refuse", "withdraw"]))
    def answer(self, place, answer):
        """Somebody answers an offer, or takes it back."""
        if offer := self.pick(Offer.objects.filter(state="WAITING").select_related("to", "giver"), place):
            if answer == "accept":
                self.do(incidents.accept_case, offer_id=offer.pk, by=offer.to)
            elif answer == "refuse":
                self.do(incidents.refuse_case, offer_id=offer.pk, reason="Too many", by=offer.to)
            else:
                self.do(incidents.withdraw_offer, offer_id=offer.pk, by=offer.giver)

    @rule(place=anywhere, to=someone)
    def move(self, place, to):
        """A sergeant moves a case."""
        if case := self.pick(Case.objects.filter(state="OPEN"), place):
            arguments = {"case_id": case.pk, "to_id": self.officers[to].pk, "reason": "Shift"}
            self.do(incidents.move_case, by=Officer.objects.get(pk=self.sergeant.pk), **arguments)

    @rule(who=someone, deputy=st.none() | someone, hours=st.integers(-1, 48), last=st.none() | st.integers(1, 90))
    def leave(self, who, deputy, hours, last):
        """Somebody goes on leave, now or later, with a deputy or without."""
        start = self.at + timedelta(hours=hours)
        self.do(
            accounts.record_absence,
            officer_id=self.officers[who].pk,
            kind="LEAVE",
            from_at=start,
            until_at=start + timedelta(hours=last) if last else None,
            deputy_id=None if deputy is None else self.officers[deputy].pk,
            by=self.administrator,
        )

    @rule(place=anywhere)
    def come_back(self, place):
        """Somebody comes back."""
        if absence := self.pick(Absence.objects.filter(returned_at=None), place):
            self.do(accounts.return_from_absence, absence_id=absence.pk, by=self.administrator)

    @rule(who=someone, deputy=st.none() | someone, unit=st.integers(0, 1))
    def transfer(self, who, deputy, unit):
        """Somebody is posted to another unit, or again after having had no posting."""
        self.do(
            accounts.grant_posting,
            officer_id=self.officers[who].pk,
            role=Role.RESPONSE,
            unit_id=self.units[unit].pk,
            deputy_id=None if deputy is None else self.officers[deputy].pk,
            by=self.administrator,
        )

    @rule(who=someone, deputy=st.none() | someone, for_good=st.booleans())
    def go(self, who, deputy, for_good):
        """A posting ends, or an account is closed."""
        deputy_id = None if deputy is None else self.officers[deputy].pk
        if for_good and Officer.objects.filter(pk__in=[each.pk for each in self.officers], is_active=True).count() > 2:
            self.do(
                accounts.deactivate_officer,
                officer_id=self.officers[who].pk,
                deputy_id=deputy_id,
                by=self.administrator,
            )
        elif posting := Posting.objects.in_force(self.at).filter(officer=self.officers[who]).first():
            self.do(accounts.end_posting, posting_id=posting.pk, deputy_id=deputy_id, by=self.administrator)

    @rule(one=anywhere, other=anywhere)
    def merge(self, one, other):
        """Two records of victims turn out to be one person."""
        keep, merged = (self.pick(Case.objects.all(), place) for place in (one, other))
        if keep and merged:
            arguments = {"keep_id": keep.victim_id, "merge_id": merged.victim_id, "reason": "Same hand"}
            self.do(people.merge_people, by=self.cru, **arguments)

    @rule(place=anywhere)
    def close(self, place):
        """A sergeant closes a case, in which nothing is owed any more."""
        if case := self.pick(Case.objects.filter(state="OPEN"), place):
            self.do(self.close_now, case=case)

    def close_now(self, *, case, at):
        """Close a case as its services do, past what the plan would ask."""
        from incidents.services import cases

        before, cases.READY_TO_CLOSE[:] = list(cases.READY_TO_CLOSE), []
        try:
            incidents.close_case(case_id=case.pk, reason="Moved abroad", by=self.sergeant, at=at)
        finally:
            cases.READY_TO_CLOSE[:] = before

    @rule(place=anywhere, what=st.lists(told, min_size=1, max_size=5))
    def custody_events(self, place, what):
        """A custody suite tells of a suspect, some of it late or twice: it counts in every case against him."""
        if case := self.pick(Case.objects.filter(state="OPEN"), place):
            for (kind, details), hours, number in what:
                self.do(
                    custody.record_event,
                    kind=kind,
                    suspect_id=case.suspect_id,
                    effective_at=self.at - timedelta(hours=hours),
                    source="custody-suite",
                    source_event_id=f"{kind}/{number}",
                    details=details,
                    by=self.sergeant,
                )
                self.no_event_is_without_its_duties()

    @rule(place=anywhere, to=someone)
    def investigate(self, place, to):
        """A sergeant says who investigates."""
        if case := self.pick(Case.objects.filter(state="OPEN"), place):
            decided = {"route": "RESPONSE", "investigator_id": self.officers[to].pk, "by": self.sergeant}
            self.do(incidents.allocate_investigation, case_id=case.pk, **decided)

    @rule(place=anywhere, to=someone)
    def keep_in_touch(self, place, to):
        """After a sentence somebody is named to keep in touch with the victim."""
        if case := self.pick(Case.objects.filter(state="OPEN"), place):
            named = {"officer_id": self.officers[to].pk, "release_known": "Prison asked"}
            self.do(custody.name_victim_contact_owner, case_id=case.pk, **named, by=self.sergeant)

    @rule(place=anywhere, hours=st.none() | st.integers(1, 48))
    def put_right(self, place, hours):
        """What the custody suite told was wrong: it is taken back, or it was at another time."""
        if event := self.pick(CustodyEvent.objects.filter(withdrawn_at=None), place):
            said = {"event_id": event.pk, "reason": "Another man", "by": self.sergeant}
            if hours is None:
                self.do(custody.withdraw_event, **said)
            else:
                self.do(custody.correct_event, **said, effective_at=event.effective_at - timedelta(hours=hours))

    @rule(hours=st.integers(1, 60))
    def wait(self, hours):
        """Time passes, and the sweep runs: leave begins, late duties climb."""
        self.at += timedelta(hours=hours)
        with transaction.atomic():
            escalation.sweep(self.at)
            enforce()
        self.nobody_named_is_gone_without_an_alarm()

    def nobody_named_is_gone_without_an_alarm(self):
        """Whoever investigates or keeps in touch with a victim can be reached, or somebody is told that they cannot."""
        assert not queries.investigators_gone(self.at)
        gone = officers.unreachable_at(self.at)
        named = custody_queries.contact_owners().filter(custody_queries.contact_needed(), officer__in=gone)
        assert not named.exclude(custody_queries.contact_alarm()).exists()

    @invariant()
    def every_open_case_has_exactly_one_owner(self):
        """Now, and at every instant since each case was opened."""
        if not hasattr(self, "whole"):
            return
        assert queries.uncovered_minutes(at=self.at + timedelta(days=1)) == 0
        for case in Case.objects.all():
            owners = Ownership.objects.filter(case=case, until_at=None).count()
            assert owners == (1 if case.state == "OPEN" else 0)

    @invariant()
    def nobody_disabled_owns_anything(self):
        """No account is closed over an open case, and no waiting offer hangs on one."""
        if hasattr(self, "whole"):
            assert not Ownership.objects.filter(until_at=None, officer__is_active=False).exists()
            assert not Duty.objects.filter(
                ended_at=None, owner_id__in=Officer.objects.filter(is_active=False).values("pk")
            ).exists()

    @invariant()
    def no_event_is_without_its_duties(self):
        """What is asked for at an event is owed until a later entry ends it. Nobody dies here."""
        if not hasattr(self, "whole"):
            return
        for entry in Entry.objects.exclude(pk__in=self.looked_at).order_by("pk"):
            self.looked_at.add(entry.pk)
            for asked in LIVING:
                if asked.opens(entry.event, entry.facts) and self.still_to_come(asked, entry):
                    about = {"subject_id": entry.subject_id} if asked.per == "subject" else {}
                    owed = Duty.objects.filter(
                        code=asked.code, case_id=entry.case_id, opened_by_id__lte=entry.pk, **about
                    )
                    lasting = owed.filter(Q(ended_by=None) | Q(ended_by_id__gt=entry.pk))
                    assert lasting.exists(), f"{asked.code} of {entry.event}"

    def still_to_come(self, asked, entry):
        """Say whether a duty of this rule would not be past already when the entry is recorded, where that counts."""
        return law.timing(asked, entry.facts, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at)

    @invariant()
    def the_journal_rebuilds_the_same_duties(self):
        """Nothing was done to a duty that the journal does not tell."""
        if hasattr(self, "whole") and self.at.minute % 5 == 0:
            found = rebuild(apply_changes=False)
            assert not any(found[name] for name in ("added", "removed", "changed"))


@pytest.mark.django_db
def test_no_history_leaves_an_instant_without_exactly_one_owner(request):
    examples = request.config.getoption("--examples")
    run_state_machine_as_test(
        Cover,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
