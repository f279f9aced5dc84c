"""What is typed about reaching the victim."""

from calendar import day_name

from django import forms

from core.doors import CommandForm
from core.fields import Choice, Choices, ClockTime, LongText, MomentParts, speak_plainly
from incidents.states import ContactOutcome
from people.states import ChannelKind

DAYS = [(str(number), name) for number, name in enumerate(day_name, start=1)]
MISSING = ("Say on which days this time is safe", "Say from when it is safe", "Say until when it is safe")
TIMES_ASKED, MOST_TIMES = 2, 20
AFTER_TIMES = ("code_word", "who_may_answer", "never")


def way(kind, hint):
    """Return the input of one way of reaching the victim; empty means that it is not safe."""
    return forms.CharField(label=kind.label, max_length=400, required=False, help_text=hint)


class RecordSafeContact(CommandForm):
    """How the victim can be reached safely: the ways, when, the code word, who may answer, and what never to do."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    phone = way(ChannelKind.PHONE, "A number that only the victim uses.")
    text = way(ChannelKind.TEXT, "A number on which nobody else sees the messages.")
    email = way(ChannelKind.EMAIL, "An address into which nobody else can look.")
    letter = way(ChannelKind.LETTER, "Where nobody else opens the letters.")
    in_person = way(
        ChannelKind.IN_PERSON, "Where and how, such as at work, by the back door. Never write a refuge here."
    )
    through = way(ChannelKind.THROUGH, "Who it is, and how that person is reached.")
    when_safe = LongText(
        label="When is it safe?",
        rows=2,
        max_length=1000,
        help_text="In the victim's words. Put the days and hours below as well: only then do the pages say whether now "
        "is a safe time. Where the victim named none, leave them empty.",
    )
    code_word = forms.CharField(
        label="Code word",
        max_length=100,
        required=False,
        help_text="A word by which the victim knows us, and by which they can say that they are not alone.",
    )
    who_may_answer = LongText(label="Who may answer, and what do we say then?", rows=2, max_length=1000, required=False)
    never = LongText(label="What must never be left, sent or said?", rows=3, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = sum(name.startswith("begins_") for name in self.initial)
        typed = sum(name.startswith("begins_") for name in self.data)
        self.numbers = range(1, max(TIMES_ASKED, known + 1, min(typed, MOST_TIMES)) + 1)
        for number in self.numbers:
            self.fields |= span_fields(number)
        self.order_fields([*(name for name in self.fields if name not in AFTER_TIMES), *AFTER_TIMES])
        self.groups = [(f"Safe time {number}", list(span_fields(number))) for number in self.numbers]
        speak_plainly(self)

    def clean(self):
        """Give the ways as one dictionary, and the safe times as one list."""
        cleaned = super().clean()
        ways = {kind: cleaned.pop(kind.lower(), "") for kind in ChannelKind.values}
        spans = [self.clean_span(cleaned, number) for number in self.numbers]
        return cleaned | {
            "channels": {kind: to for kind, to in ways.items() if to},
            "safe_times": [span for span in spans if span],
        }

    def clean_span(self, cleaned, number):
        """Return one safe time as (days, begin, end), or None; a part of one that is missing is asked for."""
        names = list(span_fields(number))
        days, begins, ends = parts = [cleaned.pop(name, None) for name in names]
        if any(name in self.errors for name in names) or all(part in ([], None) for part in parts):
            return None
        for name, part, sentence in zip(names, parts, MISSING, strict=True):
            if part in ([], None):
                self.add_error(name, f"{sentence}, or leave safe time {number} empty.")
        return [int(day) for day in days], begins, ends


def span_fields(number):
    """Return {name: field} of one safe time: its days, and from when until when."""
    fields = {
        f"days_{number}": Choices(DAYS, label="Days", required=False, inline=True),
        f"begins_{number}": ClockTime(label="From", required=False, error_messages=unclear(number)),
        f"ends_{number}": ClockTime(
            label="Until",
            required=False,
            error_messages=unclear(number),
            help_text="An earlier time than the first is the next morning. A whole day is 00:00 to 24:00.",
        ),
    }
    for field in fields.values():
        field.conditional = True
    return fields


def unclear(number):
    """Return what to say of a time that nobody can read."""
    return {"invalid": f"Give the hours of safe time {number} as times such as 09:00 or 21:30"}


def span_values(spans):
    """Return what a form starts with for safe times as (days, begin, end)."""
    found = {}
    for number, (days, begins, ends) in enumerate(spans, start=1):
        found |= {f"days_{number}": days, f"begins_{number}": begins, f"ends_{number}": ends}
    return found


class ConfirmSafeContact(CommandForm):
    """The victim said that all of it still holds."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordContact(CommandForm):
    """An attempt to reach the victim, and what became of it."""

    outcome = Choice(ContactOutcome.choices, label="Did you reach the victim?")
    tried_at = MomentParts(label="When did you try?", past=True)
    channel = Choice(ChannelKind.choices, label="How?")
    safe_how = LongText(
        label="How did you make sure that it was safe?",
        rows=2,
        help_text="For example: the code word was given, and nobody else was there.",
    )
    what_said = LongText(
        label="What was said?", rows=4, conditional=True, help_text="Must be given when you reached the victim."
    )
    told_not_investigated = forms.BooleanField(
        label="The victim was told that there will be no investigation, and why", required=False
    )
    exception_reason = LongText(
        label="If the victim did not name this way or this time: why was it used?", rows=2, conditional=True
    )

    def __init__(self, *args, tell_of_closing=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not tell_of_closing:
            del self.fields["told_not_investigated"]
