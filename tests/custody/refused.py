"""A withdrawal by a custody suite that could not be taken in, as it is kept, for the tests that look at its door."""

from custody.models import RefusedMessage


def refused_message(event, *, words, by, at):
    """Keep that a custody suite withdrew an event in vain; `words` stand wherever free words can."""
    return RefusedMessage.objects.create(
        force=event.force,
        event=event,
        wanted="WITHDRAWAL",
        source="custody-suite",
        names=words,
        said={"reason": words},
        why=words,
        digest=words,
        received_at=at,
        received_by=by,
    )
