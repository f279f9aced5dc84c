"""One row of each file: the values to stage, in the order of its temporary table, or Wrong with the reason."""

import json
from functools import lru_cache

from dacase.history.values import Wrong, day, moment, required, text, truth
from incidents.services.calls import VIOLENT
from incidents.states import IncidentKind, Role
from law import clocks, severity
from people import normal
from people.states import Kind, Sex

SEXES = {"": "", "u": "", "unknown": "", "not known": ""} | {
    word: sex.value for sex in Sex if sex.value for word in (sex.value.lower(), sex.label.lower())
}
VIOLENCE = ("used", "threatened", "used_and_threatened", "none", "not_stated")
YES_OR_NO = ("strangulation", "sexual_assault", "injury", "threat_to_kill", "stalking", "harassment", "damage")
# The sender may also say which weapon, and what was broken.
OR_WORDS = ("weapon", "breach_of")
KINDS = {word.lower(): kind.value for kind in IncidentKind for word in (kind.value, kind.label)}
# The kind of an incident whose sender gives none that we know: the first of these that its facts say.
KIND_BY_FACT = (
    ("sexual_assault", IncidentKind.SEXUAL),
    ("breach_of", IncidentKind.BREACH),
    ("strangulation", IncidentKind.ASSAULT),
    ("injury", IncidentKind.ASSAULT),
    ("stalking", IncidentKind.STALKING),
    ("harassment", IncidentKind.HARASSMENT),
    ("threat_to_kill", IncidentKind.THREATS),
    ("damage", IncidentKind.DAMAGE),
)

ROLES, CONNECTIONS = tuple(map(str, Role.values)), tuple(map(str, Kind.values))

phone_form = lru_cache(maxsize=100_000)(normal.phone)


def person(row, now):
    """A person: id, names, date of birth with its precision, sex, telephone, place, and whether unknown."""
    given, family = text(row, "given_name", 300), text(row, "family_name", 300)
    born_on, precision = day(row, "born_on", now)
    sex = row.get("sex", "")
    if sex.lower() not in SEXES:
        raise Wrong(f"sex must be F, M, O or empty, not {sex[:40]!r}.")
    number = text(row, "phone", 200)
    if number and not phone_form(number):
        raise Wrong("phone has no digits.")
    return (
        required(row, "person_id"),
        given,
        family,
        born_on,
        precision,
        SEXES[sex.lower()],
        phone_form(number) if number else "",
        *place(row),
        not (given or family),
    )


def place(row):
    """The text, postcode and key of an address, each empty where there is none."""
    address, code = text(row, "address", 400), text(row, "postcode", 40)
    if not (address or code):
        return "", "", ""
    address, code = normal.split_address(address, code)
    return address, code, normal.address_key(address)


def alias(row, now):
    """Another name of a person."""
    given, family = text(row, "given_name", 300), text(row, "family_name", 300)
    if not (given or family):
        raise Wrong("given_name and family_name are both empty.")
    return required(row, "person_id"), given, family


def relationship(row, now):
    """What one person is to another, and from when until when."""
    of, to, kind = required(row, "person_id"), required(row, "other_person_id"), required(row, "kind").lower()
    if kind not in CONNECTIONS:
        raise Wrong(f"kind must be one of {', '.join(CONNECTIONS)}, not {row['kind'][:40]!r}.")
    if of == to:
        raise Wrong("person_id and other_person_id are the same.")
    (from_on, _), (until_on, _) = day(row, "from_on", now), day(row, "until_on", now, last=True)
    if from_on and until_on and until_on < from_on:
        raise Wrong("until_on is before from_on.")
    return of, to, kind, from_on, until_on


def incident(row, now):
    """An incident: id, times, kind, what is known of it, how grave that is, and the place."""
    external_id = required(row, "incident_id")
    required(row, "occurred_at")
    occurred_at, occurred_hour = moment(row, "occurred_at", now)
    reported_at, reported_hour = moment(row, "reported_at", now)
    reported_at, reported_hour = (reported_at, reported_hour) if reported_at else (occurred_at, occurred_hour)
    if reported_at < occurred_at:
        if (occurred_hour and reported_hour) or clocks.london_day(reported_at) < clocks.london_day(occurred_at):
            raise Wrong("reported_at is before occurred_at.")
        # Only the day of the report is known; it was not before the hour at which it happened.
        reported_at = occurred_at
    facts = known(row)
    return (
        external_id,
        occurred_at,
        reported_at,
        clocks.london_day(reported_at),
        kind_of(row, facts),
        json.dumps(facts, ensure_ascii=False),
        severity.rank(facts),
        facts.get("violence") in VIOLENT,
        *place(row),
    )


def known(row):
    """The facts that a row states; an empty cell states nothing."""
    facts = {}
    violence = row.get("violence", "").lower()
    if violence and violence not in VIOLENCE:
        raise Wrong(f"violence must be one of {', '.join(VIOLENCE)} or empty, not {row['violence'][:40]!r}.")
    if violence:
        facts["violence"] = violence
    for name in YES_OR_NO:
        if (said := truth(row, name)) is not None:
            facts[name] = said
    for name in OR_WORDS:
        if words := text(row, name, 200):
            try:
                facts[name] = truth(row, name)
            except Wrong:
                facts[name] = words
    return facts


def kind_of(row, facts):
    """The kind that the sender gives, or the one that the facts say; a word of the sender's own is kept as a fact."""
    given = text(row, "kind", 200)
    if given.lower() in KINDS:
        return KINDS[given.lower()]
    if given:
        facts["recorded_as"] = given
    for name, kind in KIND_BY_FACT:
        if severity.said(facts.get(name)):
            return kind.value
    return {4: IncidentKind.ASSAULT, 3: IncidentKind.THREATS}.get(severity.rank(facts), IncidentKind.DOMESTIC).value


def involvement(row, now):
    """Somebody's part in an incident."""
    role = required(row, "role").lower()
    if role not in ROLES:
        raise Wrong(f"role must be one of {', '.join(ROLES)}, not {row['role'][:40]!r}.")
    return required(row, "incident_id"), required(row, "person_id"), role


def firearm(row, now):
    """A certificate, its holder and address, and when it is valid; its last day may lie ahead."""
    required(row, "postcode", 40)
    valid_from, _ = day(row, "valid_from", now)
    ahead = now.replace(year=now.year + 50, day=1)
    valid_until, _ = day(row, "valid_until", ahead, last=True)
    if valid_from and valid_until and valid_until < valid_from:
        raise Wrong("valid_until is before valid_from.")
    return required(row, "certificate", 100), text(row, "holder_person_id", 200), *place(row), valid_from, valid_until
