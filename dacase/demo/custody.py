"""What becomes of a suspect who was arrested, and telling the victim of it."""

from datetime import timedelta

from custody import services
from dacase.demo.past import weighted
from incidents import queries as incidents
from law import bail, clocks
from law.safe_times import LATER

OUTCOMES = (("bail", 46), ("charge", 26), ("investigation", 12), ("no further action", 16))
CONDITIONS = (
    {"kind": "NO_CONTACT", "text": "Not to contact the victim in any way, himself or through others"},
    {"kind": "STAY_AWAY", "text": "Not to go within 100 metres of the victim's home"},
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def begin(month, case_id, officer, at):
    """Plan what follows an arrest."""
    random = month.random
    month.at(at + 20 * timedelta(minutes=1), arrest, case_id, officer)
    outcome = weighted(random, OUTCOMES)
    later = at + random.randint(6, 20) * HOUR
    month.at(
        later,
        {"bail": grant, "charge": charge, "investigation": release_under_investigation}.get(outcome, drop),
        case_id,
        officer,
    )
    if outcome == "bail" and random.random() < 0.2:
        month.at(later + random.randint(3, 8) * DAY, vary, case_id, officer)
    if outcome == "bail" and random.random() < 0.08:
        month.at(later + random.randint(3, 12) * DAY, breach, case_id, officer)


def arrest(month, case_id, officer, *, at):
    """The suspect is taken into custody."""
    services.enter_event(case_id=case_id, kind="ARRESTED", effective_at=at, by=officer, at=at)


def sergeant_of(month, case_id):
    """Return the sergeant of the unit to which a case belongs."""
    unit = incidents.case_of_entry(case_id).unit_id
    return next(each for each in month.holders("SERGEANT") if each.posting.unit_id == unit)


def grant(month, case_id, officer, *, at):
    """Police bail with conditions, to the end of its first period."""
    services.grant_bail(
        case_id=case_id,
        effective_at=at,
        conditions=CONDITIONS,
        bail_ends_on=bail.first_period_ends_on(clocks.london_day(at)) - 7 * DAY,
        views_sought=True,
        victim_views="She asks that he stays away from her home and her work",
        authorised_by_id=sergeant_of(month, case_id).pk,
        by=officer,
        at=at,
    )


def vary(month, case_id, officer, *, at):
    """One condition less."""
    services.vary_bail(
        case_id=case_id,
        conditions=CONDITIONS[:1],
        effective_at=at,
        views_sought=True,
        victim_views="She has moved and asks that her new address is not named",
        reason="The victim no longer lives there",
        by=officer,
        at=at,
    )


def breach(month, case_id, officer, *, at):
    """He does not keep to it."""
    services.record_breach(
        case_id=case_id,
        effective_at=at,
        breach_of="bail",
        terms=CONDITIONS[:1],
        arrested=True,
        note="Sent messages to the victim",
        by=officer,
        at=at,
    )


def charged(case_id, officer, *, at):
    """He is charged with what he did."""
    details = {"offence": "ASSAULT_ABH"}
    services.enter_event(case_id=case_id, kind="CHARGED", effective_at=at, details=details, by=officer, at=at)


def charge(month, case_id, officer, *, at):
    """He is charged, and the court keeps him or lets him go on bail."""
    random = month.random
    charged(case_id, officer, at=at)
    if random.random() < 0.3:
        month.at(at + 20 * HOUR, remand, case_id, officer)
        month.at(at + random.randint(10, 18) * DAY, sentence, case_id, officer)
    else:
        month.at(at + 20 * HOUR, court_bail, case_id, officer)


def remand(month, case_id, officer, *, at):
    """The court keeps him in custody."""
    services.enter_event(case_id=case_id, kind="REMANDED", effective_at=at, by=officer, at=at)


def court_bail(month, case_id, officer, *, at):
    """The court lets him go on bail."""
    services.grant_bail(
        case_id=case_id,
        effective_at=at,
        conditions=CONDITIONS,
        by_court=True,
        views_sought=True,
        victim_views="She is afraid of him and asks that he may not come near",
        by=officer,
        at=at,
    )


def sentence(month, case_id, officer, *, at):
    """He is sentenced, and may walk out soon: the days inside are counted."""
    months = month.random.choice((2, 4, 8, 14))
    services.record_sentence(
        case_id=case_id,
        effective_at=at,
        sentence="CUSTODY",
        months=months,
        officer_id=officer.pk,
        release_known="Probation was asked and has not answered yet",
        by=officer,
        at=at,
    )
    month.at(at + 2 * DAY, release_date, case_id, officer, months)


def release_date(month, case_id, officer, months, *, at):
    """The prison names the day of his release."""
    day = clocks.london_day(at) + timedelta(days=months * 9)
    details = {"release_on": day, "release_source": "Prison", "as_at": clocks.london_day(at)}
    services.enter_event(
        case_id=case_id, kind="RELEASE_DATE_KNOWN", effective_at=at, details=details, by=officer, at=at
    )


def release_under_investigation(month, case_id, officer, *, at):
    """He is let go without conditions."""
    details = {"notice_considered": "Considered and not sought: the victim lives elsewhere and did not want it"}
    services.enter_event(
        case_id=case_id, kind="RELEASED_UNDER_INVESTIGATION", effective_at=at, details=details, by=officer, at=at
    )


def drop(month, case_id, officer, *, at):
    """No further action."""
    services.enter_event(
        case_id=case_id,
        kind="NO_FURTHER_ACTION",
        effective_at=at,
        details={"reason": "Not enough evidence"},
        by=officer,
        at=at,
    )


def tell(month, duty, *, at):
    """Somebody tells the victim, safely: in the way and at the time that she named, or when she comes to us herself."""
    found = incidents.reach(incidents.case_of_entry(duty.case_id).victim, at)
    method = month.random.choice(("PHONE", "PHONE", "IN_PERSON"))
    as_named = found and method in found.safe_kinds() and found.timing_at(at).state != LATER
    services.record_victim_told(
        event_id=duty.subject_id,
        case_id=duty.case_id,
        method=method,
        safe_how="On the number and at the time she gave, with the code word" if as_named else "She was alone",
        what_said="What happened, what it means for her, and whom to call",
        exception_reason="" if as_named else "She came to us herself",
        by=month.owner(duty),
        at=at,
    )


def name_contact(month, duty, *, at):
    """Somebody is named who keeps in touch with the victim."""
    services.name_victim_contact_owner(
        case_id=duty.case_id,
        officer_id=duty.owner_id,
        release_known="The prison was asked today",
        by=month.owner(duty),
        at=at,
    )


def refer_to_scheme(month, duty, *, at):
    """The victim is referred to the Victim Contact Scheme."""
    services.enter_event(case_id=duty.case_id, kind="VCS_REFERRED", effective_at=at, by=month.owner(duty), at=at)
