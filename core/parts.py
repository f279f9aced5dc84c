"""A day in three boxes, a moment in four: widgets and fields. Forms take them from `core.fields`."""

import re
from datetime import UTC, date, datetime, time

from django import forms
from django.utils import timezone

from core.sentences import about, required_sentence
from law.clocks import LONDON

EARLIEST_YEAR = 1900
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d{2})\s*(?P<half>[ap]m)?\s*(?P<zone>bst|gmt)?", re.I | re.A)


class PartsWidget(forms.MultiWidget):
    """Several small boxes for one value, each with its own word above it.

    `at_fault` names the boxes that the last check complained of (none: all of them).
    """

    template_name = "forms/widgets/parts.html"
    parts = {}

    def __init__(self, attrs=None):
        boxes = {part: forms.TextInput(attrs=dict(hints)) for part, hints in self.parts.items()}
        super().__init__(boxes, attrs)
        self.at_fault = ()

    def get_context(self, name, value, attrs):
        """Give each box an id that ends in its name, its own label, and its own mark when it is at fault."""
        context = super().get_context(name, value, attrs)
        wrong = context["widget"]["attrs"].get("aria-invalid")
        for part, box in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            box["attrs"].pop("aria-invalid", None)
            box["attrs"]["id"] = f"{attrs.get('id', f'id_{name}')}_{part}"
            box["label"] = part.capitalize()
            box["wrong"] = bool(wrong) and (not self.at_fault or part in self.at_fault)
        return context

    def id_for_error(self, id_):
        """Return the id of the first box to put right."""
        first = next((part for part in self.parts if part in self.at_fault), next(iter(self.parts)))
        return f"{id_}_{first}"


NUMBER = {"inputmode": "numeric", "width": "2"}


class DatePartsWidget(PartsWidget):
    """Day, month and year."""

    parts = {"day": NUMBER, "month": NUMBER, "year": {**NUMBER, "width": "4"}}

    def decompress(self, value):
        """Return the texts of the three boxes for a date (or for nothing)."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class MomentPartsWidget(PartsWidget):
    """Day, month, year and time, as the clock on the wall in London shows it."""

    parts = {**DatePartsWidget.parts, "time": {"class": "dacase-time"}}

    def decompress(self, value):
        """Return the texts of the four boxes for an aware datetime (or for nothing)."""
        if not value:
            return ["", "", "", ""]
        if not isinstance(value, datetime):
            return [str(value.day), str(value.month), str(value.year), ""]
        local = value.astimezone(LONDON)
        twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
        clock = f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"
        return [str(local.day), str(local.month), str(local.year), clock]


class PartsField(forms.Field):
    """What the fields of several boxes share.

    `past=True` refuses what has not happened yet; `now` is asked for the present when it does.
    """

    example = ""

    def __init__(self, *, past=False, now=lambda: timezone.now(), help_text=None, **kwargs):
        example = self.example if help_text is None else help_text
        super().__init__(help_text=example, **kwargs)
        self.past, self.now = past, now

    def refuse(self, rest, *parts):
        """Return the error that says `rest` of this field and marks `parts`."""
        self.widget.at_fault = parts
        return forms.ValidationError(about(self.label or "The date", rest), code="invalid")

    def clean(self, value):
        """Return the value, or raise an error whose sentence says what would put it right."""
        self.widget.at_fault = ()
        if self.disabled:
            return value
        parts = dict(zip(self.widget.parts, [(text or "").strip() for text in value or []], strict=False))
        if not any(parts.values()):
            if self.required:
                raise forms.ValidationError(self.required_sentence(), code="required")
            return None
        missing = [part for part in self.widget.parts if not parts.get(part) and not self.may_miss(part)]
        if missing:
            raise self.refuse(f"must include a {' and '.join(missing)}", *missing)
        found = self.read(parts)
        self.run_validators(found)
        return found

    def required_sentence(self):
        """Return the sentence for boxes left empty: the form's own, or one made of the label."""
        own = self.error_messages["required"]
        plain = forms.Field.default_error_messages["required"]
        return own if own != plain else required_sentence(str(self.label or "the date"), self)

    def has_changed(self, initial, data):
        """Return whether the boxes hold something else than they were first shown with."""
        return [text or "" for text in data or []] != self.widget.decompress(initial)

    def may_miss(self, part):
        """Say whether a box may be left empty though others are filled."""
        return False

    def read_past_day(self, parts):
        """Return the date in the three boxes, not ahead where only the past will do."""
        day = self.read_day(parts)
        if self.past and day > self.now().astimezone(LONDON).date():
            raise self.refuse("must be today or in the past", "day", "month", "year")
        return day

    def read_day(self, parts):
        """Return the date in the three boxes, or raise the sentence that says what is wrong with it."""
        if not re.fullmatch(r"\d{4}", parts["year"], re.ASCII):
            raise self.refuse("must have a year of 4 numbers", "year")
        try:
            day = date(number(parts["year"]), month_number(parts["month"]), number(parts["day"]))
        except ValueError:
            raise self.refuse("must be a real date", "day", "month", "year") from None
        if day.year < EARLIEST_YEAR:
            raise self.refuse(f"must be in {EARLIEST_YEAR} or later", "year")
        return day


class DateParts(PartsField):
    """A day, typed in three boxes; gives a `date`. A month may be a number or a name."""

    widget = DatePartsWidget
    example = "For example, 27 3 2026"

    def read(self, parts):
        """Return the date."""
        return self.read_past_day(parts)


class MomentParts(PartsField):
    """A moment, typed as day, month, year and time in London; gives an aware UTC `datetime`.

    The hour that comes twice in October must say BST or GMT; the hour that is left out in March is refused. With
    `day_will_do=True` the time may be left empty, and gives the `date`: nobody is made to invent an hour.
    """

    widget = MomentPartsWidget
    example = "For example, 27 3 2026 at 14:05"

    def __init__(self, *, day_will_do=False, **kwargs):
        super().__init__(**kwargs)
        self.day_will_do = day_will_do

    def may_miss(self, part):
        """Let the time be left empty where the day will do."""
        return self.day_will_do and part == "time"

    def read(self, parts):
        """Return the moment, or the day where no time is given."""
        if not parts["time"]:
            return self.read_past_day(parts)
        found = self.settle(self.read_day(parts), parts["time"])
        if self.past and found > self.now():
            raise self.refuse("must be now or in the past", "day", "month", "year", "time")
        return found

    def settle(self, day, text):
        """Return the one moment that `text` means on `day`, or raise the sentence for none or two."""
        typed, zone = self.read_time(text)
        first, second = (datetime.combine(day, typed, LONDON).replace(fold=fold) for fold in (0, 1))
        if first.astimezone(UTC).astimezone(LONDON).time() != typed:
            raise self.refuse(f"cannot be {typed:%H:%M}: the clocks went forward past it that night", "time")
        if zone:
            meant = [one for one in (first, second) if one.tzname() == zone]
            if not meant:
                raise self.refuse(f"cannot be in {zone} on that day", "time")
            return meant[0].astimezone(UTC)
        if first.utcoffset() != second.utcoffset():
            raise self.refuse(f"must say BST for the first {typed:%H:%M} of that night or GMT for the second", "time")
        return first.astimezone(UTC)

    def read_time(self, text):
        """Return (time of day, "BST", "GMT" or None) from 04:05, 0405, 4.05pm or 01:30 BST."""
        try:
            return read_clock(text)
        except ValueError:
            raise self.refuse("must have a time such as 04:05 or 16:30", "time") from None


class ClockTime(forms.Field):
    """A time of day on the clock on the wall in London; gives a `time`. 24:00 is the midnight at the end of a day."""

    default_error_messages = {"invalid": "Give a time such as 09:00 or 21:30"}

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput(attrs={"width": "5"}), **kwargs)

    def to_python(self, value):
        """Return the time, None where nothing is typed, or raise the sentence that says how to write it."""
        text = (value or "").strip()
        if not text:
            return None
        try:
            typed, zone = read_clock("00:00" if text in ("24:00", "24.00", "2400") else text)
        except ValueError:
            typed, zone = None, None
        if typed is None or zone:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return typed

    def prepare_value(self, value):
        """Return a time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value


def read_clock(text):
    """Return (time of day, "BST", "GMT" or None) from 04:05, 0405, 4.05pm or 01:30 BST; raise ValueError."""
    found = CLOCK.fullmatch(text)
    if found is None:
        raise ValueError
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError
    typed = time(hour % 12 + 12 * (half == "pm") if half else hour, int(found["minute"]))
    return typed, (found["zone"] or "").upper() or None


def month_number(text):
    """Return 1 to 12 for a month's number or English name; raise ValueError for anything else."""
    start = text.lower()[:3]
    return MONTHS.index(start) + 1 if start in MONTHS else number(text)


def number(text):
    """Return a number written in plain digits; raise ValueError for anything else."""
    if not re.fullmatch(r"\d+", text, re.ASCII):
        raise ValueError
    return int(text)
