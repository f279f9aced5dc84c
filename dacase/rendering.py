"""How forms become pages: Django's own rendering, with the house's templates in place of Django's."""

from dataclasses import dataclass

from django.forms import CheckboxInput, CheckboxSelectMultiple, PasswordInput, RadioSelect, Textarea
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt

# Django's widget templates by name, and ours for them. What is not here (hidden inputs) stays as Django has it.
INPUTS = ("text", "email", "tel", "number", "url", "search", "date", "datetime", "time")
WIDGETS = {f"django/forms/widgets/{name}.html": "forms/widgets/input.html" for name in INPUTS} | {
    f"django/forms/widgets/{django}.html": f"forms/widgets/{ours}.html"
    for django, ours in {
        "textarea": "textarea",
        "select": "select",
        "radio": "options",
        "checkbox_select": "options",
        "radio_option": "option",
        "checkbox_option": "option",
        "checkbox": "checkbox",
        "password": "password",
        "file": "file",
        "clearable_file_input": "file",
    }.items()
}
# Said by other means, or not at all: the server answers with a sentence, and nothing typed is cut off.
SILENT = {"required", "aria-invalid", "maxlength", "minlength", "min", "max", "step", "cols", "class"}
SILENT |= {"label_size", "width", "prefix", "suffix"}
# How a keyboard or browser may help with one kind of input.
HELP_TYPING = {
    "number": {"inputmode": "numeric"},
    "email": {"spellcheck": "false", "autocapitalize": "none"},
    "password": {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "current-password"},
}
# Three answers of this length stand side by side on a narrow screen.
SHORT_OPTION, FEW_OPTIONS = 12, 3


class GovukRenderer(TemplatesSetting):
    """Renders forms, fields and widgets with the templates in `templates/forms`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    def get_template(self, template_name):
        """Return our template for a widget where we have one, else the named one."""
        return super().get_template(WIDGETS.get(template_name, template_name))


@dataclass(frozen=True)
class Group:
    """What `forms/field.html` needs to know of one field to lay out its group."""

    kind: str
    classes: str
    behaviour: str
    label_classes: str
    legend_classes: str
    label: str
    hint_id: str
    error_id: str
    described_by: str
    role: str
    anchor: str


def group_of(bound):
    """Return the `Group` of a bound field. Its ids are those that Django writes into aria-describedby."""
    widget, base = bound.field.widget, bound.auto_id or bound.html_name
    size = widget.attrs.get("label_size") or getattr(bound.field, "label_size", "")
    return Group(
        kind=kind_of(bound),
        classes=" govuk-form-group--error" * bool(bound.errors) + behaviour_of(widget)[0],
        behaviour=behaviour_of(widget)[1],
        label_classes=f" govuk-label--{size}" if size else "",
        legend_classes=f" govuk-fieldset__legend--{size}" if size else "",
        label=label_of(bound),
        hint_id=f"{base}_helptext",
        error_id=f"{base}_error",
        described_by=bound.aria_describedby or "",
        role="group" if hasattr(widget, "parts") else "",
        anchor=anchor_of(bound),
    )


def kind_of(bound):
    """Return "hidden", "tick" (one checkbox), "several" (needs a legend) or "single" (needs a label)."""
    if bound.is_hidden:
        return "hidden"
    if isinstance(bound.field.widget, CheckboxInput):
        return "tick"
    return "several" if bound.use_fieldset else "single"


def behaviour_of(widget):
    """Return (classes, attributes) that let the browser help: a character count, a shown password."""
    if isinstance(widget, Textarea) and (most := widget.attrs.get("maxlength")):
        attributes = {"data-module": "govuk-character-count", "data-maxlength": most}
        return " govuk-character-count", flatatt(attributes)
    if isinstance(widget, PasswordInput):
        return " govuk-password-input", flatatt({"data-module": "govuk-password-input"})
    return "", ""


def label_of(bound):
    """Return the label; inputs that may be left empty say so.

    Not in a form that has `mark_optional = False`, nor where what else is answered may ask for them.
    """
    marked = getattr(bound.form, "mark_optional", True) and not bound.field.required
    marked = marked and not getattr(bound.field, "conditional", False)
    return f"{bound.label} (optional)" if marked and kind_of(bound) != "tick" else bound.label


def anchor_of(bound):
    """Return the id of the input that a link in the error summary should lead to."""
    widget, base = bound.field.widget, bound.field.widget.attrs.get("id") or bound.auto_id
    if hasattr(widget, "id_for_error"):
        return widget.id_for_error(base)
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return f"{base}_0"
    return bound.id_for_label or base


def attributes_of(widget, base, kind=None):
    """Return the HTML attributes of one input, as text, from the context that Django made for it.

    Browsers keep no copy of what is typed (autocomplete is off) unless the form asks for it.
    """
    attrs = widget["attrs"]
    wrong = attrs.get("aria-invalid") or widget.get("wrong")
    classes = [base, attrs.get("class"), f"{base.split()[0]}--error" if wrong and kind != "choice" else None]
    classes.append(f"govuk-input--width-{attrs['width']}" if attrs.get("width") else None)
    shown = {} if kind == "choice" else {"autocomplete": "off"} | HELP_TYPING.get(widget.get("type"), {})
    if widget.get("type") == "number" and "step" in attrs:
        shown["inputmode"] = "decimal"
    shown |= {name: value for name, value in attrs.items() if name not in SILENT}
    if kind == "counted" and attrs.get("maxlength"):
        described = [f"{attrs['id']}-info", attrs.get("aria-describedby")]
        shown["aria-describedby"] = " ".join(filter(None, described))
    return flatatt(shown | {"class": " ".join(filter(None, classes))})


def side_by_side(widget):
    """Return whether a widget's radios stand in one row: as the form says, else when they are few and short."""
    if widget.get("inline") is not None:
        return widget["inline"]
    options = options_of(widget)
    if len(options) > FEW_OPTIONS or any(one["type"] != "radio" for one in options):
        return False
    return all(len(str(one["label"])) <= SHORT_OPTION for one in options)


def options_of(widget):
    """Return the options of a radio or checkbox widget's context as one list."""
    return [option for _, options, _ in widget["optgroups"] for option in options]


def field_groups(form):
    """Return the visible fields as (legend, fields) pairs, in the form's order.

    A form may name its groups: `groups = [("The victim", ["given_name", "family_name"])]`. Fields outside any
    group stand alone, with no legend.
    """
    names = {name: legend for legend, members in getattr(form, "groups", ()) for name in members}
    found = []
    for bound in form.visible_fields():
        legend = names.get(bound.name, "")
        if found and found[-1][0] == legend:
            found[-1][1].append(bound)
        else:
            found.append((legend, [bound]))
    return found


def faults_of(form):
    """Return every complaint about a form (or formset) as (sentence, anchor or "") pairs, in reading order."""
    if hasattr(form, "management_form"):
        own = [(sentence, "") for sentence in form.non_form_errors()]
        return own + [fault for one in form.forms for fault in faults_of(one)]
    found = [(sentence, "") for sentence in form.non_field_errors()]
    for bound in [*form.hidden_fields(), *form.visible_fields()]:
        anchor = "" if bound.is_hidden else anchor_of(bound)
        found += [(sentence, anchor) for sentence in bound.errors]
    return found
