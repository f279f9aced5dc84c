"""Choosing one officer of many: typed by name, number or unit, with what can be chosen suggested. Needs no script."""

from django import forms

HOW = "Type a name, a collar number or a unit, and choose."
# As many as a refusal names, so that the one who is meant is seen.
NAMED = 4


class OfficerInput(forms.TextInput):
    """A text input with suggestions; it shows the words of an officer and never an identifier.

    Of several inputs with the same suggestions `carries` them one: they stand once on a page.
    """

    template_name = "forms/widgets/officer.html"
    choices, list_id, carries = (), "", True

    def __init__(self, attrs=None):
        # Firefox suggests nothing where this is off.
        super().__init__({"autocomplete": "on", **(attrs or {})})

    def format_value(self, value):
        """Return the words of whoever is chosen; what was typed and meant nobody stays as it is."""
        return dict(self.choices).get(str(value), value) if value else ""

    def get_context(self, name, value, attrs):
        """Add the suggestions, and where they stand."""
        self.list_id = self.list_id or f"{name}-among"
        context = super().get_context(name, value, {**(attrs or {}), "list": self.list_id})
        context["widget"] |= {
            "list_id": self.list_id,
            "suggestions": [words for _, words in self.choices] if self.carries else None,
        }
        return context


class OfficerChoice(forms.ChoiceField):
    """An officer among those that `offer` names; gives the identifier, as text.

    An identifier may be sent as well. What fits several is refused with who they are.
    """

    widget = OfficerInput

    def __init__(self, *, help_text="", **kwargs):
        super().__init__(help_text=" ".join(filter(None, (help_text, HOW))), **kwargs)

    def to_python(self, value):
        """Return the identifier of whoever is meant."""
        typed = super().to_python(value).strip()
        if not typed or self.valid_value(typed):
            return typed
        found = meant(typed, self.choices)
        if len(found) == 1:
            return found[0][0]
        raise forms.ValidationError(unclear(typed, found), "invalid_choice")


def meant(typed, choices):
    """Return the choices that a text means: one with these words, else of this name, else all that hold each word."""
    asked = " ".join(typed.casefold().split())
    said = [(choice, choice[1].casefold()) for choice in choices]
    for fits in (lambda words: words == asked, lambda words: words.split(",")[0] == asked):
        if found := [choice for choice, words in said if fits(words)]:
            return found
    return fitting(asked, choices)


def fitting(asked, choices):
    """Return the choices whose words hold each word that is asked for, in any part; all where none is."""
    parts = asked.casefold().replace(",", " ").split()
    return [choice for choice in choices if all(part in choice[1].casefold() for part in parts)]


def unclear(typed, found):
    """Return what to say about a text that means nobody, or several."""
    if not found:
        return f"Nobody who can be chosen here fits “{typed}”. Check the spelling, or choose from what is suggested."
    some = "; ".join(words for _, words in found[:NAMED])
    more = f", and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"Several officers fit “{typed}”: {some}{more}. Type more of it, or choose from what is suggested."


def offer(form, officers, *names):
    """Let these inputs of a form choose among the same officers, (identifier, words); they stand once on the page."""
    for name in names:
        field = form.fields[name]
        field.choices = officers
        field.widget.list_id = f"{form.add_prefix(names[0])}-among"
        field.widget.carries = name == names[0]


class OfficersInput(OfficerInput):
    """Several officers, one in each box: a few more than are named."""

    template_name = "forms/widgets/officers.html"
    use_fieldset = True
    boxes, spare = 10, 2

    def value_from_datadict(self, data, files, name):
        """Return what was typed into every box."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        """Return that empty boxes are an answer."""
        return False

    def format_value(self, value):
        """Return the words of each who is named."""
        return [super(OfficersInput, self).format_value(each) for each in value or () if each]

    def get_context(self, name, value, attrs):
        """Add a box for each who is named, and some more."""
        context = super().get_context(name, None, attrs)
        named = self.format_value(value)
        boxes = named + [""] * max(self.spare, self.boxes - len(named))
        base = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["boxes"] = [
            {**context["widget"], "value": words, "attrs": {**context["widget"]["attrs"], "id": f"{base}_{number}"}}
            for number, words in enumerate(boxes)
        ]
        return context

    def id_for_label(self, id_):
        """Return none: each box has its own label."""
        return ""

    def id_for_error(self, base):
        """Return the first box, to which the error summary leads."""
        return f"{base}_0"


class OfficersChoice(OfficerChoice):
    """Several officers among those that `offer` names; gives their identifiers, as text, each once."""

    widget = OfficersInput

    def to_python(self, value):
        """Return the identifier of each who is meant."""
        typed = [value] if isinstance(value, str) else value or ()
        found = [super(OfficersChoice, self).to_python(each) for each in typed if each]
        return list(dict.fromkeys(filter(None, found)))

    def validate(self, value):
        """Refuse an empty answer where one is needed; each was found among the choices."""
        forms.Field.validate(self, value)
