"""What the control room of the demo force does after a call: its checks, and what firearms ask for."""

from accounts.permissions import Role
from incidents import queries, services
from incidents.presenters import checks
from law.evidence import ITEMS

FINDS = {
    "PNC": "Warning signal: has been violent to officers",
    "PND": "Named in a report of another force two years ago, another victim",
}
FOUND_BY_CHANCE = 0.2
OFFENCES = ("COMMON_ASSAULT", "CRIMINAL_DAMAGE", "HARASSMENT", "COERCIVE_CONTROL", "THREATS_TO_KILL", "ASSAULT_ABH")


def check(month, duty, *, at):
    """The operator answers every check; what the house knows is confirmed."""
    operator = month.owner(duty)
    incident = queries.incident(duty.subject_id, reader=operator)
    pairs = queries.visible_pairs(incident, reader=operator)
    known = checks.known(incident, pairs=pairs, reader=operator, at=at)
    answers = [answer(month, row.code, known) for row in queries.checks_of(incident) if not row.result]
    services.answer_checks(incident_id=incident.pk, answers=answers, by=operator, at=at)


def answer(month, code, known):
    """Return what one check gives."""
    if lines := known.get(code):
        return {"code": code, "result": "FOUND", "note": "; ".join(line["text"] for line in lines)[:2000]}
    if code in FINDS and month.random.random() < FOUND_BY_CHANCE:
        return {"code": code, "result": "FOUND", "note": FINDS[code]}
    return {"code": code, "result": "NOTHING", "note": ""}


def know_of_firearms(month, duty, *, at):
    """A response officer who goes there says that they know."""
    officer = month.random.choice(month.holders(Role.RESPONSE))
    services.acknowledge_firearms(incident_id=duty.subject_id, by=officer, at=at)


def review_firearms(month, duty, *, at):
    """The inspector decides how the unit goes."""
    services.review_firearms(
        incident_id=duty.subject_id,
        response="WITH_CARE",
        note="The guns are in a cabinet at the address; two units meet round the corner",
        by=month.owner(duty),
        at=at,
    )


def refer_firearms(month, duty, *, at):
    """The supervisor asks licensing."""
    services.refer_firearms(incident_id=duty.subject_id, reference="Duty desk, by e-mail", by=month.owner(duty), at=at)


def learn_outcome(month, duty, *, at):
    """Licensing has decided about every certificate."""
    officer = month.owner(duty)
    alert = queries.firearms_alert(queries.incident(duty.subject_id, reader=officer))
    for certificate in alert.certificates.all():
        services.record_firearms_outcome(
            incident_id=duty.subject_id,
            certificate_id=certificate.pk,
            outcome=month.random.choice(["RETAINED", "REVOKED", "SEIZED"]),
            note="Decided by the licensing manager after reading the incident",
            by=officer,
            at=at,
        )


def record_evidence(month, duty, *, at):
    """The officer who went says what became of each kind of evidence."""
    answers = []
    for item in ITEMS:
        status = month.random.choice([each for each in item.status if each not in ("BOOKED", "MISSED")])
        reference = f"{item.code[:4]}-{month.random.randrange(1000, 10000)}" if status in item.reference_for else ""
        answers.append({"code": item.code, "status": status, "reference": reference})
    services.record_evidence(incident_id=duty.subject_id, answers=answers, by=month.owner(duty), at=at)


def allocate(month, duty, *, at):
    """The sergeant decides as suggested who investigates."""
    sergeant = month.owner(duty)
    case = queries.case(duty.case_id, reader=sergeant)
    route = queries.suggested_investigators(case).route
    services.allocate_investigation(case_id=case.pk, route=route, by=sergeant, at=at)


def record_crime(month, duty, *, at):
    """The owner records a crime number, or now and then that there was no crime."""
    month.crimes = getattr(month, "crimes", 0) + 1
    found = {"number": f"46/{month.crimes:05d}/{at:%y}", "offence_code": month.random.choice(OFFENCES)}
    if month.random.random() < 0.3:
        found = {"no_crime_reason": "An argument without violence, threat or damage; both say so apart from each other"}
    services.record_crime(incident_id=duty.subject_id, by=month.owner(duty), at=at, **found)
