"""Logging a call, adding to what is known, and changing the grade."""

from uuid import UUID

from django.db import connection

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, gathered, record
from incidents import events, policies, queries
from incidents.models import Allegation, Call, Incident, Information, Involvement
from incidents.raising import refresh_and_raise
from incidents.services import supervision
from incidents.services.cases import case_for_pair
from incidents.services.checks import make_checks
from incidents.services.contact import check_contacts
from incidents.services.drafts import draft_to_log, use_up
from incidents.services.firearms import found_firearms
from incidents.services.grading import decided, give_grade, history_before, look_at
from incidents.services.script import keep_script, read_script
from incidents.states import Children, Connected, IncidentKind, Role
from law import call_script, clocks, severity
from people import queries as people_queries
from people import services as people_services
from people.states import PERSONALLY_CONNECTED

SIDES = (Role.VICTIM, Role.SUSPECT)
VIOLENT = ("used", "threatened", "used_and_threatened")
# Functions (case ids, *, by, at): what follows where a report names somebody beside the two; the desk fills it.
AFTER_NAMING = []
# Functions (cases, moment) -> those among them that went to MARAC in the 12 months before; the desk fills it.
REFERRED_BEFORE = []


@command
@gathered()
def log_call(
    *,
    channel,
    people,
    what="",
    kind=IncidentKind.DOMESTIC,
    connected=Connected.UNANSWERED,
    relationships=(),
    address="",
    postcode="",
    occurred_at=None,
    reported_at=None,
    caller_number="",
    dropped=False,
    children=Children.NOT_ASKED,
    facts=None,
    grade="",
    grade_note="",
    thrive=None,
    script=None,
    draft_id=None,
    by,
    at,
    command_id=None,
):
    """Log a call: the call, the incident, who is in it, their cases, every flag and the grade, at once.

    `people` is a list of {role, person_id} or {role, given_name, family_name, born_on, sex, phone,
    unknown}; `relation` says what that person is to the (first) victim. `relationships` is a list of
    {kind, of, to} with places in `people`. Times are aware; facts are those of law.severity and
    law.grading. `thrive` is {code of law.thrive: words}, `script` {version, answers}, `draft_id` the draft that this
    call ends. Returns the Incident. Refused names the field at fault.
    """
    reported_at = reported_at or at
    occurred_at = occurred_at or reported_at
    facts = dict(facts or {})
    questions, answers = read_script(script, reported_at)
    facts = call_script.facts(answers) | facts
    draft = draft_to_log(draft_id, by=by)

    allow(by, Permission.CALL_LOG)

    policies.check_times(occurred_at=occurred_at, reported_at=reported_at, at=at)
    policies.check_people(people)
    policies.check_something(
        people=people,
        address=address,
        postcode=postcode,
        what=what,
        caller_number=caller_number,
        dropped=dropped,
        facts=facts,
    )
    persons = found_or_registered(people, by=by, at=at)
    relate(persons, people, relationships)
    lock([person for person, row in zip(persons, people, strict=True) if row.get("person_id")])
    children_listed = any(person["role"] == Role.CHILD for person in people)
    if children == Children.NOT_ASKED and children_listed:
        children = Children.LISTED
    policies.check_children(children, children_listed)
    connected = connected or connection_known(persons, people)

    place = people_services.place(address, postcode) if address or postcode else None
    certificates = list(
        people_queries.firearms([person.pk for person in persons], place, clocks.london_day(reported_at))
    )
    incident = Incident(
        force_id=by.posting.force_id,
        number=next_number(clocks.london_day(reported_at)),
        kind=kind,
        occurred_at=occurred_at,
        reported_at=reported_at,
        reported_on=clocks.london_day(reported_at),
        address=place,
        what=what,
        connected=connected,
        children=children,
        firearms=bool(certificates),
    )
    incident.domestic = incident.connected != Connected.NO
    know(incident, facts)
    history = history_before(*(on_record(persons, people, role) for role in SIDES), incident.reported_on)
    because = give_grade(incident, history=history, grade=grade, note=grade_note, dropped=dropped, by=by)
    incident.save(force_insert=True)
    decided(incident, because, by=by, at=at)
    look_at(incident, thrive or {}, by=by, at=at)
    keep_script(incident, questions, answers, by=by, at=at)
    involve(incident, persons, people)
    allegations = allege(incident, persons, people, by=by, at=at)
    make_checks(incident)
    Call.objects.create(
        incident=incident,
        channel=channel,
        caller=first(persons, people, Role.CALLER),
        caller_number=people_queries.number(caller_number),
        received_at=reported_at,
        dropped=dropped,
        taken_by=by,
    )

    area = queries.area_of(incident)
    again = been_to_marac(allegations, history, reported_at)
    for number, allegation in enumerate(allegations):
        record(
            events.CALL_LOGGED,
            about=incident,
            case_id=allegation.case_id,
            by=by,
            at=at,
            occurred_at=reported_at,
            command_id=command_id if number == 0 else None,
            kind=incident.kind,
            grade=incident.grade,
            area=area,
            domestic=incident.domestic,
            firearms=incident.firearms,
            children=incident.children,
            dropped=dropped,
            level=allegation.case.risk_level,
            repeat_marac=allegation.case_id in again,
        )
    use_up(draft, incident, by=by, at=at)
    if any(not row.get("person_id") for row in people) or any(each.case.opened_at == at for each in allegations):
        incident.searched = look_for_duplicates(persons, people, by=by, at=at)
    if certificates:
        found_firearms(incident, certificates, by=by, at=at)
    met = {person.pk for person in persons} | {each.suspect_id for each in allegations}
    refresh_and_raise(incident, new=True, people=sorted(met), by=by, at=at)
    check_contacts([person.pk for person in persons], by=by, at=at)
    supervision.begin(incident, allegations=allegations, dropped=dropped, by=by, at=at)
    if any(row["role"] not in SIDES for row in people):
        tell_named([each.case_id for each in allegations], by=by, at=at)
    return incident


def tell_named(case_ids, *, by, at):
    """Have followed what follows where a report of some cases names somebody beside the two."""
    for follow in AFTER_NAMING:
        follow(case_ids, by=by, at=at)


def found_or_registered(people, *, by, at):
    """Return a Person for each row: the one chosen, or a new record."""
    chosen = people_queries.several({row["person_id"] for row in people if row.get("person_id")}, reader=by)
    persons = []
    for row in people:
        if row.get("person_id"):
            persons.append(chosen[UUID(str(row["person_id"]))])
            continue
        given, family = row.get("given_name", ""), row.get("family_name", "")
        persons.append(
            people_services.register(
                given_name=given,
                family_name=family,
                born_on=row.get("born_on"),
                sex=row.get("sex", ""),
                phones=[row["phone"]] if row.get("phone") else [],
                unknown=bool(row.get("unknown")) or not (given.strip() or family.strip()),
                look=False,
                file=False,
                by=by,
                at=at,
            )
        )
    if new := [person.pk for person, row in zip(persons, people, strict=True) if not row.get("person_id")]:
        people_services.index_names(new)
    victims, suspects = (
        {person.identity_id for person, row in zip(persons, people, strict=True) if row["role"] == role}
        for role in SIDES
    )
    if victims & suspects:
        raise Refused(
            "The same person cannot be victim and suspect of one incident. Choose somebody else, or take the name out.",
            "people",
        )
    return persons


def relate(persons, people, relationships):
    """Record what each person is to the first victim, and the relationships given by place."""
    victim = first(persons, people, Role.VICTIM)
    for person, row in zip(persons, people, strict=True):
        if row.get("relation") and person.pk != victim.pk:
            people_services.link(kind=row["relation"], of=person, to=victim)
    for row in relationships:
        of, to = (persons[row[end]] for end in ("of", "to"))
        people_services.link(kind=row["kind"], of=of, to=to)


def lock(persons):
    """Hold the people's records, in order, so that two calls about one person see each other's flags."""
    people_queries.hold([person.pk for person in persons])


def on_record(persons, people, role):
    """Return the identities of those with a role who were on record before the call."""
    return [
        person.identity_id
        for person, row in zip(persons, people, strict=True)
        if row["role"] == role and row.get("person_id")
    ]


def first(persons, people, role):
    """Return the first person with the role, or None."""
    return next((person for person, row in zip(persons, people, strict=True) if row["role"] == role), None)


def connection_known(persons, people):
    """Return YES when this call or the record says that a victim and a suspect are personally connected."""
    if any(row["role"] == Role.SUSPECT and row.get("relation") in PERSONALLY_CONNECTED for row in people):
        return Connected.YES
    victims = [p.pk for p, row in zip(persons, people, strict=True) if row["role"] == Role.VICTIM]
    suspects = [p.pk for p, row in zip(persons, people, strict=True) if row["role"] == Role.SUSPECT]
    if people_queries.related(victims, suspects, PERSONALLY_CONNECTED):
        return Connected.YES
    return Connected.UNANSWERED


def know(incident, facts):
    """Add facts to the incident and derive from all of them its rank and whether violence is alleged."""
    incident.facts = {**incident.facts, **{name: value for name, value in facts.items() if value is not None}}
    incident.rank = severity.rank(incident.facts)
    incident.violent = incident.facts.get("violence") in VIOLENT


def next_number(day):
    """Return the next incident number: the year and a running number, unique in the installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('incident_running_number')")
        return f"{day:%Y}-{cursor.fetchone()[0]:07d}"


def involve(incident, persons, people):
    """Write down each person's part, once."""
    rows = {(person.pk, row["role"]): person for person, row in zip(persons, people, strict=True)}
    Involvement.objects.bulk_create(
        Involvement(incident=incident, person_id=person_id, role=role) for person_id, role in rows
    )


def allege(incident, persons, people, *, by, at):
    """Write each pair of victim and suspect with its case; an unknown suspect keeps a place. Return the pairs."""
    victims, suspects = (
        list({p.pk: p for p, row in zip(persons, people, strict=True) if row["role"] == role}.values())
        for role in SIDES
    )
    if not suspects:
        suspects = [people_services.register(unknown=True, by=by, at=at)]
        Involvement.objects.create(incident=incident, person=suspects[0], role=Role.SUSPECT)
    return Allegation.objects.bulk_create(
        Allegation(
            incident=incident,
            victim=victim,
            suspect=suspect,
            case=case_for_pair(victim, suspect, on=incident.reported_on, by=by, at=at),
            victim_identity_id=victim.identity_id,
            suspect_identity_id=suspect.identity_id,
            reported_on=incident.reported_on,
            rank=incident.rank,
            violent=incident.violent,
        )
        for victim in victims
        for suspect in suspects
    )


def been_to_marac(allegations, history, reported_at):
    """Return the cases of a call that went to MARAC in the 12 months before it: this report is a repeat.

    The history says nothing of a restricted case, whose referral is a reason all the same; without either nothing is
    asked.
    """
    cases = [each.case_id for each in allegations if history.get("marac") or each.case.restricted]
    return {pk for known in REFERRED_BEFORE if cases for pk in known(cases, reported_at)}


def look_for_duplicates(persons, people, *, by, at):
    """Put who may be on record twice into the queue: those first named in this call are compared with everybody.

    Says whether that could be done in time.
    """
    named = [(person, row) for person, row in zip(persons, people, strict=True) if not person.unknown]
    fresh = [person.pk for person, row in named if not row.get("person_id")]
    return people_services.look_in_time([person.pk for person, _ in named], fresh=fresh, by=by, at=at)


@command
def add_information(*, case_id, kind, occurred_on, text="", facts=None, incident_id=None, by, at, command_id=None):
    """Add what was told about a case; facts about one of its incidents change its rank and raise what follows."""
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.INFORMATION_ADD, case)
    facts = dict(facts or {})
    if occurred_on > clocks.london_day(at):
        raise Refused("This day is in the future. Give the day on which it happened.", "occurred_on")
    incident = queries.incident_for_change(incident_id, reader=by) if incident_id else None
    policies.check_of_case(incident, case)

    information = Information.objects.create(
        case=case,
        incident=incident,
        kind=kind,
        occurred_on=occurred_on,
        facts=facts,
        text=text,
        added_by=by,
        added_at=at,
    )
    if incident:
        know(incident, facts)
        incident.save()

    record(
        events.INFORMATION_ADDED,
        about=information,
        case_id=case.pk,
        by=by,
        at=at,
        occurred_at=clocks.start_of_day(occurred_on),
        command_id=command_id,
        level=case.risk_level,
        kind=kind,
        known=sorted(name for name, value in facts.items() if value not in (None, "", False)),
    )
    if incident:
        refresh_and_raise(incident, new=False, by=by, at=at)
        supervision.look(incident, by=by, at=at)
    return information
