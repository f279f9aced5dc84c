"""Words of versions of the questions: what is new, and who has not read it yet."""

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


def overview(reader, day):
    """Return every version that stands or is announced, those new to the reader, and who has not acknowledged."""
    owing = questions.not_acknowledged(reader, day)
    return {
        "new": questions.new_to(reader, day),
        "versions": questions.current(day),
        "supervises": owing is not None,
        "owing": list((owing or {}).items()),
    }
