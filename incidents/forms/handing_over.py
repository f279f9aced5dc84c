"""What is typed for whoever a case is offered to."""

from core.doors import CommandForm
from core.fields import LongText
from core.sentences import speak_plainly
from law.handover import CHECKLIST


class HandingOver(CommandForm):
    """What the next owner must know: each item of the checklist is answered, or the last field says why not."""

    # None may simply be left out, so none is called optional.
    mark_optional = False
    # What the last field is also for.
    also_for = "What never to do. The next owner sees what was left open."
    must_know = LongText(label="Anything else, or why something above is not answered", rows=3, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in CHECKLIST:
            self.fields[item.code] = LongText(label=item.question, rows=2, required=False, help_text=item.hint)
        self.fields["must_know"] = self.fields.pop("must_know")
        self.fields["must_know"].help_text = self.also_for
        speak_plainly(self)

    def clean(self):
        """Give the answers as one dictionary."""
        cleaned = super().clean()
        return cleaned | {"checklist": {item.code: cleaned.pop(item.code, "") for item in CHECKLIST}}
