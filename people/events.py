"""What can happen to what we know of people."""

PERSON_REGISTERED = "people.person_registered"
PEOPLE_LINKED = "people.people_linked"
PEOPLE_MERGED = "people.people_merged"
PEOPLE_UNMERGED = "people.people_unmerged"
SAFE_ADDRESS_RECORDED = "people.safe_address_recorded"
