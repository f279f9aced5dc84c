"""Orders and notices in every state, the feeds that tell of them, and requests for disclosure."""

from datetime import timedelta

from custody import services
from dacase.demo.cases import assessed
from disclosures import services as disclosures
from incidents import queries as incidents
from law import clocks
from people import queries as people

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TERMS = (
    {"kind": "NO_CONTACT", "text": "Not to contact her in any way, himself or through others"},
    {"kind": "STAY_AWAY", "text": "Not to go within 200 metres of her home or her work"},
)


def make(month, order, *, ago, lasts, level="MEDIUM", power_of_arrest=False):
    """Let a court make an order in a case of the response officer some time ago, to last so many days from now."""
    case_id, _ = assessed(month, ago + 3 * DAY, level=level)
    officer, at = month.staff["response"], month.now - ago
    services.record_order(
        case_id=case_id,
        order=order,
        effective_at=at - HOUR,
        conditions=TERMS,
        expires_on=clocks.london_day(month.now) + lasts * DAY,
        court="Canterbury County Court",
        power_of_arrest=power_of_arrest,
        views_sought=True,
        victim_views="She asked for it and wants him kept away from her work as well",
        by=officer,
        at=at,
    )
    return case_id, officer


def hear(month, source, kind, case_id, *, ago, **details):
    """Let a system tell something of the suspect of a case, so long ago."""
    told = month.now - ago
    services.record_event(
        kind=kind,
        suspect_id=incidents.case_of_entry(case_id).suspect_id,
        case_id=case_id,
        effective_at=told - 5 * MINUTE,
        source=source,
        source_event_id=str(case_id),
        details=details,
        by=month.staff["response"],
        at=told,
    )


def order_in_force(month, *, at):
    """An order that a court made some days ago and that holds for months; the feed of the courts speaks."""
    case_id, _ = make(month, "NON_MOLESTATION", ago=9 * DAY, lasts=170, power_of_arrest=True)
    hearing_at = (at + 9 * DAY).isoformat()
    hear(month, "Court results", "HEARING_LISTED", case_id, ago=2 * HOUR, hearing="FIRST", hearing_at=hearing_at)


def order_running_out(month, *, at):
    """An order that runs out within the week; the custody system that told of an arrest fell silent since."""
    case_id, _ = make(month, "RESTRAINING", ago=20 * DAY, lasts=4)
    hear(month, "Custody system, west", "ARRESTED", case_id, ago=14 * HOUR)


def order_run_out(month, *, at):
    """An order whose last day was yesterday."""
    make(month, "OCCUPATION", ago=24 * DAY, lasts=-1)


def order_breached(month, *, at):
    """An order that was breached two days ago; another custody system told within the hour that he is arrested."""
    case_id, officer = make(month, "DAPO", ago=12 * DAY, lasts=150, level="HIGH")
    services.record_breach(
        case_id=case_id,
        effective_at=at - 2 * DAY,
        breach_of="DAPO",
        terms=TERMS[1:],
        arrested=False,
        not_arrested_why="He had gone before anybody came; he is looked for",
        note="Waited outside her work; she rang from inside",
        by=officer,
        at=at - 2 * DAY + HOUR,
    )
    hear(month, "Custody system, east", "ARRESTED", case_id, ago=HOUR)


def notice_before_the_court(month, *, at):
    """A notice that was served last night and that the court must hear within its hours."""
    case_id, _ = assessed(month, 2 * DAY)
    officer, served = month.staff["response"], at - 10 * HOUR
    services.enter_event(
        case_id=case_id,
        kind="DAPN_SERVED",
        effective_at=served,
        details={"conditions": list(TERMS), "authorised_by_name": "Ruth Ames", "authorised_rank": "INSPECTOR"},
        by=officer,
        at=served,
    )


def ask(month, number, *, days, route="ASK", applicant="AT_RISK", **more):
    """Receive a request about two people of the past, so many days ago; return a function that takes a step with it."""
    by, received = month.staff["safeguarding"], month.now - days * DAY
    found = disclosures.receive_request(
        at_risk_id=people.with_external_id(f"kent-p-{number}")[0].pk,
        subject_id=people.with_external_id(f"kent-p-{number + 1}")[0].pk,
        route=route,
        applicant=applicant,
        concern="They have been together since the summer; she has heard that he hurt somebody before",
        received_at=received,
        by=by,
        at=received + HOUR,
        **more,
    )

    def take(step, day, words, **more):
        step(request_id=found.pk, words=words, by=by, at=received + day * DAY + 2 * HOUR, **more)

    return take


def requests_for_disclosure(month, *, at):
    """Requests at every stage: new, near its last day, decided, disclosed, and closed without disclosure."""
    mother = {"applicant": "OTHER", "applicant_name": "Her mother", "applicant_contact": "In person, at her work"}
    panel = {"panel": "Detective inspector\nSafeguarding officer\nProbation"}
    searched, met = "Our own record, the PNC and the PND were searched", "Met at the station, alone; identity checked"

    ask(month, 1, days=0.2)
    near = ask(month, 3, days=25, **mother)
    decided = ask(month, 5, days=12, route="KNOW", applicant="POLICE")
    told, closed = ask(month, 7, days=21), ask(month, 9, days=18)
    for take, by_police in ((near, False), (decided, True), (told, False), (closed, False)):
        take(disclosures.record_checks, 0.3, searched)
        if not by_police:
            take(disclosures.record_meeting, 3, met)
    for take, decision in ((decided, "DISCLOSE"), (told, "DISCLOSE"), (closed, "WITHHOLD")):
        take(
            disclosures.record_decision,
            9,
            "Lawful, necessary and proportionate was weighed",
            decision=decision,
            **panel,
        )
    told(
        disclosures.record_disclosure,
        11,
        "What the panel agreed, word for word, and whom to ring",
        to_whom="AT_RISK",
        safe_how="At her work, alone, as she had asked",
        in_person=True,
        nothing_written=True,
        read_through=True,
    )
    said = "That there is nothing that can be told, and where help is"
    closed(disclosures.record_non_disclosure, 11, said, read_through=True)


STORIES = (
    order_in_force,
    order_running_out,
    order_run_out,
    order_breached,
    notice_before_the_court,
    requests_for_disclosure,
)


def look_at_the_clock(month):
    """Let the sweep find what ran out and what fell silent, as it would within a minute."""
    services.watch_orders(month.now)
    services.watch_feeds(month.now)
