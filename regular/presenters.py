"""Words for what a force owes at regular times."""

from django.urls import reverse

from law.duties import BY_CODE
from regular import events


def of(words):
    """Return a sentence that names the regular thing."""
    return lambda facts: f"{words}: {BY_CODE[facts['code']].what.lower()}."


SENTENCES = {
    events.PERIOD_BEGAN: of("A period began"),
    events.TASK_DONE: of("Done"),
}
WAYS = {events.TASK_DONE: lambda duty: reverse("regular_done", args=[duty.subject_id])}
