"""The invented force: its units, its officers, and the sign-in of one officer for each role."""

from datetime import timedelta

from accounts import queries, services
from accounts.permissions import Role
from dacase.demo import words

CODE = "kent-demo"
NAME = "Kent (invented)"
PASSWORD = "everything here is invented"  # noqa: S105
UNITS = {
    "control": "Force control room",
    "response-1": "Canterbury response",
    "response-2": "Maidstone response",
    "response-3": "Medway response",
    "ward-1": "Canterbury neighbourhood",
    "ward-2": "Medway neighbourhood",
    "cru": "Central Referral Unit",
    "safeguarding": "Safeguarding team",
    "witness-care": "Witness care unit",
    "marac": "MARAC office",
    "standards": "Professional standards",
}
# Another force of the same service, to which a case can be offered: who receives it there, and who else it takes.
ELSEWHERE = "essex-demo"
NAME_ELSEWHERE = "Essex (invented)"
UNIT_ELSEWHERE = "Colchester neighbourhood"
ROSTER_ELSEWHERE = (
    ("elsewhere", Role.NEIGHBOURHOOD, "constable"),
    ("elsewhere2", Role.SERGEANT, "sergeant"),
    ("elsewhere3", Role.CRU, "constable"),
    ("elsewhere4", Role.CONTROL_SUPERVISOR, "inspector"),
)
# User name, role, unit, rank; the first of each role signs in, and has been longest in post.
ROSTER = (
    ("operator", Role.CONTROL, "control", "police staff"),
    ("operator2", Role.CONTROL, "control", "police staff"),
    ("operator3", Role.CONTROL, "control", "police staff"),
    ("control_supervisor", Role.CONTROL_SUPERVISOR, "control", "inspector"),
    ("control_supervisor2", Role.CONTROL_SUPERVISOR, "control", "sergeant"),
    ("response", Role.RESPONSE, "response-1", "constable"),
    *[(f"response{n}", Role.RESPONSE, f"response-{1 + n % 3}", "constable") for n in range(2, 13)],
    ("neighbourhood", Role.NEIGHBOURHOOD, "ward-1", "constable"),
    ("neighbourhood2", Role.NEIGHBOURHOOD, "ward-2", "constable"),
    ("sergeant", Role.SERGEANT, "response-1", "sergeant"),
    ("sergeant2", Role.SERGEANT, "response-2", "sergeant"),
    ("sergeant3", Role.SERGEANT, "response-3", "sergeant"),
    ("sergeant4", Role.SERGEANT, "ward-1", "sergeant"),
    ("sergeant5", Role.SERGEANT, "ward-2", "sergeant"),
    ("cru", Role.CRU, "cru", "constable"),
    ("cru2", Role.CRU, "cru", "sergeant"),
    ("safeguarding", Role.SAFEGUARDING, "safeguarding", "constable"),
    ("safeguarding2", Role.SAFEGUARDING, "safeguarding", "constable"),
    ("witness_care", Role.WITNESS_CARE, "witness-care", "police staff"),
    ("marac", Role.MARAC, "marac", "police staff"),
    ("auditor", Role.AUDITOR, "standards", "police staff"),
    ("administrator", Role.ADMINISTRATOR, "standards", "police staff"),
)
SIGN_INS = tuple({role: (username, role) for username, role, _, _ in reversed(ROSTER)}.values())[::-1]
SIGN_IN_ELSEWHERE = ROSTER_ELSEWHERE[0][0]


def is_there(code=CODE):
    """Say whether the demo force was loaded, or another one of it."""
    return any(force.code == code for force in queries.forces())


def found(random, now):
    """Found the force and post its officers; return {user name: officer}, in the order of the roster."""
    force = services.found_force(code=CODE, name=NAME, units=UNITS)
    units = {unit.code: unit for unit in queries.units(force.pk)}
    signing_in = {username for username, _ in SIGN_INS}
    staff = {}
    for place, (username, role, unit, rank) in enumerate(ROSTER):
        staff[username] = enrolled(random, username, rank, 4000 + 17 * place, signs_in=username in signing_in)
        since = now - timedelta(days=4000 - 30 * place)
        services.post(officer=staff[username], role=role, unit=units[unit], from_at=since)
    return force, staff


def found_elsewhere(random, now):
    """Found the other force and post its few officers; return the one who signs in."""
    services.found_force(code=ELSEWHERE, name=NAME_ELSEWHERE, units={"ward": UNIT_ELSEWHERE}, guest=True)
    unit, staff = queries.unit(ELSEWHERE, "ward"), []
    for place, (username, role, rank) in enumerate(ROSTER_ELSEWHERE):
        staff.append(enrolled(random, username, rank, 7000 + 17 * place, signs_in=username == SIGN_IN_ELSEWHERE))
        services.post(officer=staff[-1], role=role, unit=unit, from_at=now - timedelta(days=900))
    return staff[0]


def enrolled(random, username, rank, number, *, signs_in):
    """Enrol an officer under an invented name."""
    return services.enrol(
        username=username,
        first_name=words.given_name(random, random.choice("FM")),
        last_name=words.family_name(random),
        rank=rank,
        number=str(number),
        email=f"{username}@example.org",
        password=PASSWORD if signs_in else None,
    )
