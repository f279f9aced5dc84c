"""Calls: who rings, about whom, and going there."""

from datetime import timedelta

from django.db import connection

from accounts.permissions import Role
from core import journal_queries
from dacase.demo import custody, words
from dacase.demo.past import weighted
from incidents import queries, services
from law import clocks

MONTH = timedelta(days=29)
REPEAT_CALLERS = 0.26  # of calls about domestic abuse in Kent, HMIC 2014
ARRESTS = 0.36
CHANNELS = (("999", 55), ("101", 30), ("ONLINE", 8), ("COUNTER", 4), ("AGENCY", 3))
KINDS = (
    ("DOMESTIC", 52),
    ("ASSAULT", 22),
    ("HARASSMENT", 10),
    ("THREATS", 6),
    ("DAMAGE", 5),
    ("STALKING", 3),
    ("BREACH", 2),
)
RELATIONS = (("ex_partner", 42), ("partner", 38), ("child", 7), ("parent", 6), ("sibling", 5), ("relative", 2))
WHAT = (
    "Shouting and things being thrown, heard by a neighbour",
    "Caller says that the suspect will not leave",
    "Caller whispers, then the line is quiet",
    "Pushed against a wall during an argument about money",
    "Repeated messages and calls since they separated",
    "Waiting outside the house again tonight",
    "Argument about seeing the children",
    "Door kicked and a window broken",
)
ACTIONS = (
    "Separated them, spoke to both apart, and took a first account",
    "Stayed until a friend came; details of support left with the victim",
    "Photographs taken and a first account on body-worn video",
    "Suspect left before we came; area searched, victim taken to a relative",
)
WHY_NO_ARREST = "No offence is made out on what both say; a first account was taken from each"
# Pairs of the imported past that were reported within the year: who calls again.
AGAIN = """
    SELECT victim_id, suspect_id FROM (
        SELECT DISTINCT ON (a.victim_id, a.suspect_id) a.victim_id, a.suspect_id, i.external_id
        FROM incidents_allegation a JOIN incidents_incident i ON i.id = a.incident_id
        WHERE i.source = %s AND a.connected AND a.reported_on > %s
        ORDER BY a.victim_id, a.suspect_id, i.external_id) pair
    ORDER BY external_id
"""


def pairs_reported_since(source, day):
    """Return [(victim id, suspect id)] of imported pairs that were reported after a day."""
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, [source, day])
        return cursor.fetchall()


def schedule(month, calls, again):
    """Spread so many calls over the month, more in the evenings; about a quarter from people who called before."""
    random = month.random
    start = month.now - MONTH
    for _ in range(calls):
        moment = start + timedelta(minutes=random.randint(0, int(MONTH.total_seconds() / 60) - 30))
        if random.random() < 0.3 and moment.hour < 16:
            moment = min(moment + timedelta(hours=8), month.now - timedelta(minutes=30))
        pair = random.choice(again) if again and random.random() < REPEAT_CALLERS else None
        month.at(moment, ring, pair)


def ring(month, pair, *, at):
    """Somebody rings."""
    random = month.random
    people = known_couple(pair) if pair else new_couple(month)
    if random.random() < 0.3:
        people += [
            child(month, people[0].get("family_name") or words.family_name(random))
            for _ in range(random.choice((1, 1, 2)))
        ]
    address, postcode = words.address(random)
    kind = weighted(random, KINDS)
    return services.log_call(
        channel=weighted(random, CHANNELS),
        people=people,
        what=random.choice(WHAT),
        kind=kind,
        connected="YES" if kind in ("HARASSMENT", "STALKING") or random.random() < 0.8 else "",
        address=address,
        postcode=postcode,
        caller_number=words.phone(random),
        facts=facts(random, kind),
        by=random.choice(month.holders(Role.CONTROL)),
        at=at,
    )


def known_couple(pair):
    """Two people whom the record knows."""
    victim, suspect = pair
    return [{"role": "victim", "person_id": victim}, {"role": "suspect", "person_id": suspect}]


def new_couple(month):
    """Two people of whom nothing was known."""
    random = month.random
    victim_sex = "F" if random.random() < 0.75 else "M"
    suspect_sex = "M" if random.random() < 0.8 else "F"
    return [
        {"role": "victim", **somebody(month, victim_sex), "phone": words.phone(random)},
        {"role": "suspect", **somebody(month, suspect_sex), "relation": weighted(random, RELATIONS)},
    ]


def somebody(month, sex, youngest=18, oldest=70):
    """Names, a date of birth and a sex."""
    random, year = month.random, month.now.year
    return {
        "given_name": words.given_name(random, sex),
        "family_name": words.family_name(random),
        "born_on": f"{year - random.randint(youngest, oldest)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "sex": sex,
    }


def child(month, family_name):
    """A child of the household."""
    found = somebody(month, month.random.choice("FM"), 2, 15)
    return {"role": "child", **found, "family_name": family_name}


def facts(random, kind):
    """What the caller says of the violence."""
    used = kind == "ASSAULT" or random.random() < 0.25
    found = {"violence": "used" if used else random.choice(("threatened", "none", "none", "not_stated"))}
    for name, chance in (
        ("injury", 0.25 if used else 0),
        ("strangulation", 0.05 if used else 0),
        ("weapon", 0.03),
        ("threat_to_kill", 0.04),
    ):
        if random.random() < chance:
            found[name] = True
    if kind in ("HARASSMENT", "STALKING", "DAMAGE"):
        found[kind.lower()] = True
    return found


def attend(month, duty, *, at):
    """Somebody goes there, names the children, and arrests or says why not."""
    random = month.random
    responders = month.holders(Role.RESPONSE) * 4 + month.holders(Role.NEIGHBOURHOOD)
    officer = random.choice(responders)
    arrest = random.random() < ARRESTS
    children = has_children(duty.case_id)
    incident = queries.incident(duty.subject_id, reader=officer)
    named = [] if children or random.random() < 0.8 else [child(month, words.family_name(random))]
    services.record_attendance(
        incident_id=duty.subject_id,
        arrived_at=at - timedelta(minutes=1),
        positive_action=("Arrested the suspect" if arrest else random.choice(ACTIONS))
        if arrest or random.random() < 0.8
        else "",
        no_arrest_reason="" if arrest else WHY_NO_ARREST,
        children="LISTED" if children or named else "NONE",
        children_named=[{name: value for name, value in each.items() if name != "role"} for each in named],
        firearms_told="" if queries.knows_of_all_firearms(incident, officer) else "YES",
        by=officer,
        at=at,
    )
    month.at(at + month.random.uniform(0.5, 2) * timedelta(hours=1), finish, duty.subject_id)
    if arrest:
        custody.begin(month, duty.case_id, officer, at)


def finish(month, incident_id, *, at):
    """The control room is done with it: somebody was there, and has left."""
    services.finish_incident(incident_id=incident_id, outcome="ATTENDED", by=month.staff["operator"], at=at)


def has_children(case_id):
    """Say whether the record names children in a case."""
    return queries.children_of(case_id).exists()


def supervise(month, duty, *, at):
    """The supervisor looks at everything that waits; now and then it is not right as it is."""
    decision = month.random.choice(("RIGHT", "RIGHT", "RIGHT", "ADVISED", "MORE"))
    services.acknowledge_criteria(incident_id=duty.subject_id, decision=decision, by=month.owner(duty), at=at)


def look_at_what_was_missed(month):
    """Let the supervisor have looked, somewhat late, at what the month left unseen; the last day's still waits."""
    missed = journal_queries.duties().filter(code="SUPERVISE_INCIDENT", due_at__lt=month.now - timedelta(days=1))
    for duty in list(missed):
        month.carry_out(supervise, duty, at=duty.due_at + timedelta(minutes=month.random.randint(5, 50)))


def grade(month, duty, *, at):
    """Somebody asks whether they are connected, and grades the call."""
    services.regrade(incident_id=duty.subject_id, grade="HIGH", connected="YES", by=month.owner(duty), at=at)


ACTS = {
    "FIREARMS_NOT_TOLD": ("explain-firearms", "The relay was read out before the unit had signed on; spoken to both"),
    "SUPPORT_REFERRAL": ("refer-support", "Victim support service; the victim would like to be called in the daytime"),
    "REVIEW_FLAG": ("review-flag", "Read the earlier reports; the risk is assessed with them in mind"),
}


def act(month, duty, *, at):
    """Somebody records that they told, referred or looked."""
    start = next(start for start in ACTS if duty.code.startswith(start))
    kind, note = ACTS[start]
    flag = duty.code.removeprefix("REVIEW_FLAG_") if start == "REVIEW_FLAG" else ""
    services.record_act(
        case_id=duty.case_id, act=kind, note=note, of=duty.subject_id, flag=flag, by=month.owner(duty), at=at
    )


def year_before(day):
    """Return the day a month short of a year before, so that a call in this month is a repeat."""
    return clocks.months_before(day, 11)
