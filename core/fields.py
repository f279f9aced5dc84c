"""The inputs that every form shares: days and moments in boxes, long text, choices.

What was typed stays where it was typed, and every "no" is a sentence that names the input. The boxes of a field
called `born_on` are posted as `born_on_day`, `born_on_month`, `born_on_year` (and `_time` for a moment).
"""

from django import forms

from core.parts import LONDON, ClockTime, DateParts, MomentParts
from core.sentences import speak_plainly

__all__ = [
    "LONDON",
    "Choice",
    "Choices",
    "ClockTime",
    "DateParts",
    "LongText",
    "MomentParts",
    "Radios",
    "Ticks",
    "speak_plainly",
]


class LongText(forms.CharField):
    """Free text over several lines. The count is shown as it is typed and kept at the server; nothing is cut off.

    `conditional` is asked for with some answers only, as its label or hint says: it may come empty, and is not
    called optional.
    """

    def __init__(self, *, rows=5, max_length=4000, conditional=False, **kwargs):
        self.conditional = conditional
        kwargs["required"] = kwargs.get("required", True) and not conditional
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        """Return the text with one character for each line end, as the count on the screen has it."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class Hinted:
    """Mixin for radios and checkboxes: a line below some options, and whether they stand side by side.

    `inline=None` leaves that to the page: three short answers do, others do not.
    """

    def __init__(self, attrs=None, choices=(), *, hints=None, inline=None):
        super().__init__(attrs, choices)
        self.hints, self.inline = hints or {}, inline

    def get_context(self, name, value, attrs):
        """Add to the context what the page needs to lay the options out."""
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        return context

    def create_option(self, name, value, *args, **kwargs):
        """Give one option its hint."""
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Radios(Hinted, forms.RadioSelect):
    """One of a few."""


class Ticks(Hinted, forms.CheckboxSelectMultiple):
    """Any of a few."""


class Choice(forms.ChoiceField):
    """One of a few, as radios. `hints` maps codes to a line below; `inline=True` sets them side by side."""

    def __init__(self, choices, *, hints=None, inline=None, **kwargs):
        kwargs.setdefault("widget", Radios(hints=hints, inline=inline))
        super().__init__(choices=choices, **kwargs)


class Choices(forms.MultipleChoiceField):
    """Any of a few, as checkboxes; gives a list of codes. `hints` and `inline` as above."""

    def __init__(self, choices, *, hints=None, inline=None, **kwargs):
        kwargs.setdefault("widget", Ticks(hints=hints, inline=inline))
        super().__init__(choices=choices, **kwargs)
