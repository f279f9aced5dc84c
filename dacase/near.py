"""What is owed in no case about a person: nobody owes it who is near to that person."""

from custody import queries as custody
from disclosures import queries as disclosures
from people import queries as people

# What a duty in no case may be about, to a function (ids) -> {id: ids of the people}.
PEOPLE_OF = {
    "people.possibleduplicate": people.people_of_pairs,
    "people.marker": people.people_of_markers,
    "disclosures.request": disclosures.people_of,
    "custody.custodyevent": custody.suspects_of,
    "custody.refusedmessage": custody.suspects_of_refused,
}


def near_to(officer, found):
    """Return those of some duties, or entries, in no case that are about somebody to whom an officer is near."""
    if not officer.tied:
        return []
    about, kinds = {}, {each.subject_type for each in found if each.case_id is None}
    for kind in kinds & set(PEOPLE_OF):
        about |= PEOPLE_OF[kind]({each.subject_id for each in found if each.subject_type == kind})
    close = people.near_among(officer, set().union(*about.values())) if about else set()
    return [each for each in found if each.case_id is None and about.get(each.subject_id, set()) & close]
