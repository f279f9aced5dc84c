"""The words and small parts that templates use. Loaded in every template.

Filters on times take the page's own `now`: {{ duty.due_at|due:now }}. A protected value stays protected in each.
"""

from datetime import date, datetime, timedelta

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from core.access import levels_kept_from
from dacase import rendering, words
from people.dates import Born

register = template.Library()

# Level, words, tag classes. The words carry the meaning; colour only repeats it.
RISK = {
    "HIGH": ("High risk", "dacase-risk--high"),
    "MEDIUM": ("Medium risk", "govuk-tag--orange"),
    "STANDARD": ("Standard risk", "govuk-tag--blue"),
}
UNKNOWN_RISK = ("Risk not assessed", "govuk-tag--grey dacase-risk--unknown")
KEPT_RISK = {"text": "Level withheld until your read is in", "classes": "govuk-tag--grey dacase-tag--wide"}
MISSING = "Not recorded"


def withheld(value):
    """Return whether this reader may not see the value: it is there, and it is not shown."""
    return getattr(value, "withheld", False) is True


def said(value, speak):
    """Return `speak(value)`; the words for a value that is missing or protected where it is."""
    if withheld(value):
        return "Protected"
    return MISSING if value in (None, "") else speak(value)


@register.filter
def moment(value):
    """Return "23 Nov 2026, 04:05 GMT"."""
    return said(value, words.moment)


@register.filter
def weekday(value):
    """Return "Monday" for a moment."""
    return said(value, words.weekday)


@register.filter
def hours(span):
    """Return a stretch of the week in words: "Monday to Friday, 09:00 to 15:00"."""
    return words.hours(span)


@register.filter
def deadline(value):
    """Return when a time is up: "end of 28 Oct 2026", or the moment."""
    return said(value, words.deadline)


@register.filter
def day(value):
    """Return "23 Nov 2026"."""
    return said(value, words.day)


@register.filter
def ago(value, now):
    """Return "3 hours ago" seen from `now`."""
    return said(value, lambda at: words.ago(at, now))


@register.filter
def due(value, now):
    """Return "due in 2 days" or "late by 3 hours" seen from `now`."""
    return said(value, lambda at: words.due(at, now))


@register.filter
def late(value, now):
    """Return whether a due time has passed at `now`; what is due at this very moment is not late."""
    return bool(value) and not withheld(value) and value < now


@register.filter
def told_later(recorded_at, occurred_at):
    """Return whether an hour or more lies between what happened and our hearing of it."""
    return bool(recorded_at and occurred_at) and recorded_at - occurred_at >= timedelta(hours=1)


@register.filter
def sentence(value):
    """Return the words with a capital at the start and a stop at the end."""
    return said(value, words.sentence)


@register.filter
def counted(number, unit):
    """Return "1 report" or "3 reports"."""
    return words.count(number, unit)


@register.filter
def lasting(minutes):
    """Return a number of minutes as a length of time: "12 minutes", "5 hours", "28 days"; a dash for None."""
    return "–" if minutes is None else words.length(timedelta(minutes=minutes))


@register.filter
def machine_time(value):
    """Return the form of a date or moment that goes into <time datetime>."""
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def is_withheld(value):
    """Return whether the value is protected from this reader."""
    return withheld(value)


@register.filter
def value_or_withheld(value):
    """Show any value: protected and missing each in their own way, times and yes/no in words, lists with commas."""
    if withheld(value):
        return mark_safe(render_to_string("components/withheld.html", {"value": value}).strip())
    if value in (None, "") or value == []:
        return mark_safe(f'<span class="dacase-missing">{MISSING}</span>')
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, (list, tuple)):
        return mark_safe(", ".join(conditional_escape(value_or_withheld(one)) for one in value))
    return value


@register.inclusion_tag("components/tag.html")
def risk_tag(level):
    """Show a risk level: HIGH, MEDIUM, STANDARD; anything else is not assessed."""
    if withheld(level):
        return KEPT_RISK
    text, classes = RISK.get(str(level) if level else "", UNKNOWN_RISK)
    return {"text": text, "classes": f"dacase-risk {classes}"}


@register.inclusion_tag("components/tag.html", takes_context=True)
def case_level(context, case, level=None):
    """Show the level of risk of a case, or one that it had: withheld from whoever has still to read it apart."""
    if case.pk in levels_kept_from(context["request"].user):
        return KEPT_RISK
    return risk_tag(case.risk_level if level is None else level)


@register.simple_tag(takes_context=True)
def level_moved(context, case, level):
    """Say whether the level of a case is another than it was, to a reader who may know."""
    return case.pk not in levels_kept_from(context["request"].user) and level != case.risk_level


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms, refused=""):
    """Show what is wrong at the top of the page, each line a link to its input. Forms and formsets; None is skipped."""
    faults = [(refused, "")] if refused else []
    for form in forms:
        if form and form.is_bound:
            faults += rendering.faults_of(form)
    return {"faults": faults}


register.filter("options_of", rendering.options_of)
register.filter("side_by_side", rendering.side_by_side)
register.simple_tag(rendering.group_of)
register.simple_tag(rendering.field_groups)
register.simple_tag(rendering.attributes_of)


@register.simple_tag(takes_context=True)
def entry_sentence(context, entry):
    """Return what a journal entry says to the reader of the page, in one sentence."""
    from dacase import story  # the story needs every app, and templates load before they are all there

    return story.sentence_for(entry, context["request"].user)


@register.filter
def fact_words(value):
    """Return the name or value of a fact as words: "threat_to_kill" becomes "Threat to kill"."""
    text = str(value).replace("_", " ").strip()
    return text[:1].upper() + text[1:]


@register.filter
def get(mapping, key):
    """Return mapping[key], or nothing."""
    return mapping.get(key)


@register.filter
def born(person):
    """Return a person's date of birth as far as it is known: "7 Mar 1984", "Mar 1984", "1984"; or nothing."""
    return Born(person.born_on, person.born_precision).words if person.born_on else ""
