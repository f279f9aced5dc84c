"""docs/states.md: every state machine as a table and as a drawing."""

from django.apps import apps

from core.states import Machine
from dacase.documents.writing import code, codes, finish, head, table


def page():
    """Return the page."""
    lines = head(
        "State machines",
        "the `states.py` of each app",
        "A state without moves is final. Custody has no machine: where a suspect stands is worked out from the log "
        "of events (`custody/fold.py`).",
    )
    for model in apps.get_models():
        if issubclass(model, Machine):
            lines += machine(model)
    return finish(lines)


def machine(model):
    """Return one machine: its words, its table and its drawing."""
    field = model._meta.get_field("state")
    labels = dict(field.flatchoices)
    moves = {state: [each for each in labels if each in model.TRANSITIONS.get(state, ())] for state in labels}
    rows = [(code(state), labels[state], codes(nexts) or "final") for state, nexts in moves.items()]
    return [
        "",
        f"## {model._meta.app_label}: {model.__name__}",
        "",
        " ".join((model.__doc__ or "").split("\n\n")[0].split()),
        *table(("State", "Words", "May become"), rows),
        *drawing(str(field.default), moves),
    ]


def drawing(first, moves):
    """Return the machine as a diagram: the arrow from the dot shows where it begins."""
    arrows = [f"    {state} --> {each}" for state, nexts in moves.items() for each in nexts]
    ends = [f"    {state} --> [*]" for state, nexts in moves.items() if not nexts]
    return ["", "```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends, "```"]
