"""What a form says when an input will not do: sentences that name the input, in place of Django's own words."""

from django import forms
from django.core.validators import (
    EmailValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
)

# Django's words that leave the reader to guess which input they are about, and ours after the input's name.
INVALID = {
    forms.IntegerField: "must be a whole number",
    forms.DecimalField: "must be a number",
    forms.FloatField: "must be a number",
    forms.UUIDField: "must be a reference that this service gave out",
    forms.FileField: "must be a file",
}
LIMITS = {
    MaxLengthValidator: "must be {} characters or fewer",
    MinLengthValidator: "must be {} characters or more",
    MaxValueValidator: "must be {} or less",
    MinValueValidator: "must be {} or more",
}


def speak_plainly(form):
    """Give each field of `form` that has Django's own words a sentence that names the field instead.

    A sentence that the form wrote itself stays as it is.
    """
    for name, field in form.fields.items():
        label = str(field.label or name.replace("_", " ").capitalize())
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = required_sentence(label, field)
        if field.error_messages.get("invalid_choice") == forms.ChoiceField.default_error_messages["invalid_choice"]:
            field.error_messages["invalid_choice"] = about(label, "must be one of those in the list")
        words, own = INVALID.get(type(field)), field.error_messages.get("invalid")
        if words and own == type(field).default_error_messages["invalid"]:
            field.error_messages["invalid"] = about(label, words)
        field.validators = [plainly(validator, label) for validator in field.validators]


def plainly(validator, label):
    """Return the validator, with a sentence that names the input where it still has Django's words."""
    kind = type(validator)
    if kind is EmailValidator and validator.message == kind.message:
        return EmailValidator(about(label, "must be an email address, such as name@example.org"))
    if kind in LIMITS and validator.message == kind.message:
        return kind(validator.limit_value, about(label, LIMITS[kind].format(validator.limit_value)))
    return validator


def about(label, rest):
    """Return a sentence that starts with the input's name: "The postcode must be …"."""
    label = str(label)
    return f'The answer to "{label}" {rest}' if label.endswith("?") else f"{label.rstrip(':. ')} {rest}"


def required_sentence(label, field):
    """Return what to say about an input left empty, such as "Enter postcode" or "Choose grade"."""
    if isinstance(field, forms.BooleanField):
        return f'Tick "{label}" to go on'
    if label.endswith("?"):
        return f"Answer the question: {label}"
    verb = "Choose" if isinstance(field, (forms.ChoiceField, forms.FileField)) else "Enter"
    return f"{verb} {in_sentence(label)}"


def in_sentence(label):
    """Return a label as it stands inside a sentence: no ending mark, small first letter unless it is an acronym."""
    words = str(label).rstrip(":. ")
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
