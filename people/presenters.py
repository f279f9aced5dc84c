"""Words for what happens to our knowledge of people, and the rows of a person's page."""

from people import events, queries
from people.states import Kind

SENTENCES = {
    events.PERSON_REGISTERED: lambda facts: "Person recorded.",
    events.PEOPLE_LINKED: lambda facts: f"Connection recorded: {Kind(facts['kind']).label.lower()}.",
    events.PEOPLE_MERGED: lambda facts: "Two records found to be one person.",
    events.PEOPLE_UNMERGED: lambda facts: "Two records found to be two people after all.",
    events.SAFE_ADDRESS_RECORDED: lambda facts: "Protected address recorded.",
}


def facts_of(person, records, safe_address):
    """Return the rows {key, value} of what is known of a person, from all of their records."""
    every = lambda texts: ", ".join(dict.fromkeys(filter(None, texts)))  # noqa: E731
    others = [str(each) for each in records if each.pk != person.pk]
    return [
        {"key": "Name", "value": str(person)},
        {"key": "Also known as", "value": every([*others, *(str(a) for each in records for a in each.aliases.all())])},
        {"key": "Date of birth", "value": person.born.text if person.born else ""},
        {"key": "Sex", "value": person.get_sex_display()},
        {"key": "Telephone", "value": every(str(phone) for each in records for phone in each.phones.all())},
        {"key": "Addresses", "value": every(str(home) for each in records for home in each.residences.all())},
        {"key": "Protected address", "value": safe_address},
    ]


def connections(records, reader, at):
    """Return (words, other person) for each recorded connection that this reader may know of."""
    mine = {each.pk for each in records}
    visible = queries.visible_to(reader, at)
    found = queries.relationships(mine).filter(of__in=visible, to__in=visible)
    rows = []
    for link in found:
        ours = link.of_id in mine
        words = f"{link.get_kind_display()} of" if ours else f"{link.get_kind_display()}:"
        other = link.to if ours else link.of
        rows.append({"words": words, "person": other, "from": link.from_on, "until": link.until_on})
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
        (str(match.person.pk), f"{match.person}{f', born {match.person.born.text}' if match.person.born else ''}")
        for match in others[:limit]
    ]


# Functions (person, reader, at) -> context: what upper apps know of a person. The desk fills it.
ABOVE = []


def from_above(person, reader, at):
    """Return what upper apps add to a person's page."""
    return {name: value for function in ABOVE for name, value in function(person, reader, at).items()}
