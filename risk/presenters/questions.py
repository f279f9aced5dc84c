"""Words of versions of the questions: what is new, and who has not read it yet."""

from django.core.paginator import Paginator

from risk import events
from risk.queries import questions

SENTENCES = {
    events.VERSION_ACKNOWLEDGED: lambda facts: (
        f"An officer acknowledged version {facts['version']} of {facts['instrument'].replace('_', ' ')}."
    ),
    events.WORDING_LOADED: lambda facts: (
        f"Licensed wording was loaded for {facts['instrument'].replace('_', ' ')}, version {facts['version']}."
    ),
}


def overview(reader, day, page=1):
    """Return every version that stands or is announced, those new to the reader, and who has not acknowledged.

    Of a long list of these, one page; their number is of all.
    """
    owing = questions.not_acknowledged(reader, day)
    found = Paginator(list((owing or {}).items()), questions.PAGE).get_page(page)
    return {
        "new": questions.new_to(reader, day),
        "versions": questions.current(day),
        "supervises": owing is not None,
        "owing": found.object_list,
        "page": found,
    }
