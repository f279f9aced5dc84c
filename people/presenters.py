"""Words for what happens to our knowledge of people, and the rows of a person's page."""

from django.urls import reverse

from people import events, queries
from people.states import CONNECTION_OF, Kind, MarkerKind

SENTENCES = {
    events.PERSON_REGISTERED: lambda facts: "Person recorded.",
    events.PEOPLE_LINKED: lambda facts: f"Connection recorded: {Kind(facts['kind']).label.lower()}.",
    events.PEOPLE_MERGED: lambda facts: "Two records found to be one person.",
    events.PEOPLE_UNMERGED: lambda facts: "Two records found to be two people after all.",
    events.SAFE_ADDRESS_RECORDED: lambda facts: "Protected address recorded.",
    events.DUPLICATE_FOUND: lambda facts: "Two records found that may be one person.",
    events.DUPLICATE_DECIDED: lambda facts: (
        "Two records decided to be one person." if facts["same"] else "Two records decided to be two people."
    ),
    events.DUPLICATE_REOPENED: lambda facts: "A decision about two records taken back.",
    events.DUPLICATES_SEARCHED: lambda facts: f"{facts['found']} pairs of records found that may be one person.",
    events.DUPLICATES_UNSEARCHED: lambda facts: (
        "Who is on record twice could not be looked up in time; it is tried again."
    ),
    events.DUPLICATES_WORKED_THROUGH: lambda facts: "The last pair of a search decided.",
    events.MARKER_SET: lambda facts: f"Marker set: {MarkerKind(facts['kind']).label}.",
    events.MARKER_CONFIRMED: lambda facts: f"Marker confirmed: {MarkerKind(facts['kind']).label}.",
    events.MARKER_ENDED: lambda facts: f"Marker ended: {MarkerKind(facts['kind']).label}.",
}
WAYS = {
    events.DUPLICATE_DECIDED: lambda duty: reverse("duplicate", args=[duty.subject_id]),
    events.DUPLICATES_WORKED_THROUGH: lambda duty: reverse("duplicates"),
    events.MARKER_CONFIRMED: lambda duty: reverse("marker_confirm", args=[duty.subject_id]),
}


def facts_of(person, records, safe_address):
    """Return the rows {key, value} of what is known of a person, from all of their records."""
    every = lambda texts: ", ".join(dict.fromkeys(filter(None, texts)))  # noqa: E731
    others = [str(each) for each in records if each.pk != person.pk]
    return [
        {"key": "Name", "value": str(person)},
        {"key": "Also known as", "value": every([*others, *(str(a) for each in records for a in each.aliases.all())])},
        {"key": "Date of birth", "value": person.born.words if person.born else ""},
        {"key": "Sex", "value": person.get_sex_display()},
        {"key": "Telephone", "value": every(str(phone) for each in records for phone in each.phones.all())},
        {"key": "Addresses", "value": every(str(home) for each in records for home in each.residences.all())},
        {"key": "Protected address", "value": safe_address, "unprinted": True},
    ]


def connections(records, reader, at):
    """Return (words, other person) for each recorded connection that this reader may know of."""
    mine = {each.pk for each in records}
    rows = []
    for link in queries.relationships(mine, reader, at):
        ours = link.of_id in mine
        words = f"{link.get_kind_display()} of" if ours else f"{link.get_kind_display()}:"
        other = link.to if ours else link.of
        act = CONNECTION_OF.get(Kind(link.kind))
        rows.append(
            {
                "words": words,
                "person": other,
                "from": link.from_on,
                "until": link.until_on,
                "connected": act.label if act else "",
            }
        )
    return rows


def alike(person, reader, at, limit=5):
    """Return (id, description) of other people on record who are like this one, best first."""
    found = queries.find(
        given_name=person.given_name,
        family_name=person.family_name,
        born_on=person.born,
        reader=reader,
        at=at,
        limit=limit + 1,
    )
    others = [match for match in found if match.person.pk != person.identity_id]
    return [
        (str(match.person.pk), f"{match.person}{f', born {match.person.born.words}' if match.person.born else ''}")
        for match in others[:limit]
    ]


# Functions (person, reader, at) -> context: what upper apps know of a person. The desk fills it.
ABOVE = []


def from_above(person, reader, at):
    """Return what upper apps add to a person's page."""
    return {name: value for function in ABOVE for name, value in function(person, reader, at).items()}


# Said of a pair by its score: from here on, these words.
SURE = ((0.99, "Almost certainly one person"), (0.9, "Probably one person"), (0.0, "May be one person"))
URGENT = {
    5: ("Open case, level withheld until your read is in", "govuk-tag--grey"),
    4: ("Open high-risk case", "govuk-tag--red"),
    3: ("Open case, risk not assessed", "govuk-tag--orange"),
    2: ("Open medium-risk case", "govuk-tag--orange"),
    1: ("Open case", "govuk-tag--blue"),
}


def pair_card(pair):
    """Return what a list says of a pair: who, how sure, why, and how much hangs on it."""
    urgent, colour = URGENT.get(getattr(pair, "grave", 0), ("", ""))
    return {
        "id": pair.pk,
        "one": described(pair.one),
        "other": described(pair.other),
        "sure": next(words for least, words in SURE if pair.score >= least),
        "why": pair.why,
        "found_at": pair.found_at,
        "urgent": urgent,
        "colour": colour,
    }


def described(person):
    """Return a name with the date of birth as far as it is known."""
    return f"{person}, born {person.born.words}" if person.born else str(person)


def keepable(pair):
    """Return both records of a pair as choices: the record by which the person is to be known."""
    return [("one", f"The first: {described(pair.one)}"), ("other", f"The second: {described(pair.other)}")]


def side_by_side(pair, reader, at):
    """Return both people of a pair row by row, with their connections, flags and cases; both readings are noted."""
    sides = [side(person, reader, at) for person in (pair.one, pair.other)]
    rows = [
        {
            "key": one["key"],
            "one": one["value"],
            "other": other["value"],
            "same": bool(one["value"]) and one == other,
            "unprinted": one.get("unprinted", False),
        }
        for one, other in zip(sides[0]["rows"], sides[1]["rows"], strict=True)
    ]
    links = [(label, sides[0][label], sides[1][label]) for label in ("Connections", "Flags", "Cases")]
    return {"one": pair.one, "other": pair.other, "rows": rows, "links": links}


def side(person, reader, at):
    """Return what is known of one person of a pair."""
    found, records = queries.profile(person.pk, reader, at)
    above = from_above(found, reader, at)
    return {
        "rows": facts_of(found, records, queries.safe_address(found, reader, at)),
        "Connections": [
            (f"{each['words']} {each['person']}", reverse("person", args=[each["person"].pk]))
            for each in connections(records, reader, at)
        ],
        "Flags": [(flag["title"], "") for flag in above.get("flags", ())],
        "Cases": [(str(case), reverse("case", args=[case.pk])) for case in above.get("cases", ())],
    }


def markable(person, reader, at):
    """Return what a marker can be set on from a person's page: the person, their addresses and their numbers."""
    found, records = queries.profile(person.pk, reader, at)
    homes = {home.address_id: home.address for record in records for home in record.residences.all()}
    numbers = dict.fromkeys(phone.number for record in records for phone in record.phones.all())
    return [
        (f"person:{found.pk}", f"The person: {found}"),
        *((f"address:{address_id}", f"The address: {address}") for address_id, address in homes.items()),
        *((f"phone:{number}", f"The number: {number}") for number in numbers),
    ]


def marker_rows(marker):
    """Return the rows of one marker."""
    return [
        {"key": "Marker", "value": marker.get_kind_display()},
        {"key": "About", "value": str(marker.person or marker.address or marker.number)},
        {"key": "What is known", "value": marker.reason},
        {"key": "Set", "value": marker.from_on},
        {"key": "Review by", "value": marker.expires_on},
        {"key": "Owner", "value": str(marker.owner)},
        *([{"key": "Ended", "value": f"{marker.end_reason}"}] if marker.ended_at else []),
    ]


def markers_of(records, reader, at):
    """Return the markers of one person: on them, on their numbers, and on where they live or lived."""
    homes = {home.address_id: home.address for record in records for home in record.residences.all()}
    return queries.markers_for([records[0].pk], homes.values(), (), reader, at)


def with_markers(matches, reader, at):
    """Give each person found the markers on them and on their numbers, read for all of them at once."""
    found = queries.markers_for([match.person.pk for match in matches], None, (), reader, at) if matches else []
    for match in matches:
        numbers = {number for record in match.records for number in record.numbers}
        match.markers = [
            each
            for each in found
            if each.identity_id == match.person.pk or (each.about == "phone" and each.of in numbers)
        ]
    return matches
