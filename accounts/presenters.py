"""Words for what happens to officers, and the ways to what is owed because of it."""

from django.urls import reverse

from accounts import events

SENTENCES = {
    events.COVER_GIVEN: lambda facts: "Everything that somebody held was given to a deputy.",
    events.COVER_ACKNOWLEDGED: lambda facts: "The deputy has looked at what they now answer for.",
    events.COVER_FAILED: lambda facts: "Somebody is away and nobody could take over.",
    events.DEACTIVATED: lambda facts: "The account of an officer who has left is closed.",
    events.ADDRESS_MISSING: lambda facts: "An officer who answers for victims cannot be told by e-mail.",
    events.ADDRESS_RECORDED: lambda facts: "The e-mail address of an officer is recorded.",
    events.RETURNED: lambda facts: "An officer is back.",
}

WAYS = {
    events.ADDRESS_RECORDED: lambda duty: reverse("officer_address", args=[duty.subject_id]),
    events.COVER_GIVEN: lambda duty: reverse("absence_deputy", args=[duty.subject_id]),
    events.COVER_ACKNOWLEDGED: lambda duty: reverse("cover_acknowledge", args=[duty.subject_id]),
}
