"""The shape of what is typed about safety plans. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText, speak_plainly
from law import measures as menu
from safety_plans.states import OTHER, Agreement, EvidenceKind, Outcome

MENU = [("", "Choose a measure"), *((each.code, each.title) for each in menu.ALL), (OTHER, "Something else")]
NEVER_AN_ADDRESS = "Never write a safe address here."


class Wishes(CommandForm):
    """What the victim wants."""

    victim_wishes = LongText(
        label="What does the victim want?",
        rows=5,
        help_text=f"In the victim's own words as far as you can, or why it is not known. {NEVER_AN_ADDRESS}",
    )


class WithOwner(CommandForm):
    """A form that names an officer of the force."""

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "owner_id")


class Propose(WithOwner):
    """A measure: what, who answers for it, by when, and whether the victim agrees."""

    code = forms.ChoiceField(label="Which measure?", choices=MENU)
    what = LongText(
        label="Details",
        rows=3,
        conditional=True,
        help_text=f"What exactly, where, with whom. Needed for something that is not on the list. {NEVER_AN_ADDRESS}",
    )
    owner_id = OfficerChoice(label="Who will do it?", help_text="They accept it, or decline it with a reason.")
    due_on = DateParts(label="By when?")
    victim_agrees = Choice(Agreement.choices, label="Does the victim agree?", initial=Agreement.NOT_ASKED_YET)


class ProposeSet(CommandForm):
    """The measures that are usual at the level and not in the plan: of each who, by when, and whether she agrees."""

    def __init__(self, *args, lacking=(), officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lacking, self.groups = lacking, []
        for each in lacking:
            self.add_measure(each)
        offer(self, officers, *(f"owner_id_{each.code}" for each in lacking))
        speak_plainly(self)

    def add_measure(self, measure):
        """Add the inputs of one measure; what needs no agreement of the victim does not ask for one."""
        fields = {
            f"owner_id_{measure.code}": OfficerChoice(
                label="Who will do it?",
                required=False,
                help_text=f"Usually: {measure.who}. Leave it empty to leave this one out for now.",
            ),
            f"due_on_{measure.code}": DateParts(label="By when?", required=False),
        }
        if measure.needs_agreement:
            fields[f"victim_agrees_{measure.code}"] = Choice(
                Agreement.choices, label="Does the victim agree?", initial=Agreement.NOT_ASKED_YET, inline=True
            )
        self.fields.update(fields)
        self.groups.append((measure.title, list(fields)))

    def clean(self):
        """Name the row that has an officer and no day."""
        cleaned = super().clean()
        for each in self.lacking:
            due = f"due_on_{each.code}"
            if cleaned.get(f"owner_id_{each.code}") and not cleaned.get(due) and due not in self.errors:
                self.add_error(due, "Say by which day this measure is needed.")
        return cleaned

    def measures(self):
        """Return the rows that name an officer, as the service takes them."""
        cleaned = self.cleaned_data
        return [
            {
                "code": each.code,
                "owner_id": cleaned[f"owner_id_{each.code}"],
                "due_on": cleaned[f"due_on_{each.code}"],
                "victim_agrees": cleaned.get(f"victim_agrees_{each.code}", Agreement.NOT_ASKED_YET),
            }
            for each in self.lacking
            if cleaned[f"owner_id_{each.code}"]
        ]


class ProposeAgain(WithOwner):
    """Another owner for a declined measure, or another day."""

    owner_id = OfficerChoice(label="Who will do it?")
    due_on = DateParts(label="By when?")


ASKED = [("", "Leave as it is"), ("YES", "Yes"), ("NO", "No")]


class Accept(CommandForm):
    """Saying yes, with the victim's answer where it is known by now."""

    victim_agrees = Choice(ASKED, label="Does the victim agree?", required=False)


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Why?", rows=4, help_text="It stays with the record.")


class Done(CommandForm):
    """What proves that a measure is in place: one of the `kinds` that fit it, and maybe one of the `contacts`."""

    evidence_kind = Choice(
        (),
        label="What kind of proof is there?",
        hints={
            EvidenceKind.PHOTOGRAPH: "It needs the reference under which the force keeps it.",
            EvidenceKind.CONTACT: "Choose below which one. It is recorded in the contact log first.",
            EvidenceKind.DOCUMENT: "It needs the reference under which the force keeps it.",
        },
    )
    contact_id = forms.ChoiceField(label="Which contact with the victim?", required=False)
    reference = forms.CharField(
        label="Reference",
        max_length=200,
        required=False,
        help_text="Under which number the force keeps it. A photograph or a document needs one.",
    )
    evidence = LongText(
        label="What proves it?", rows=4, help_text=f"What you saw, tested or were told, and when. {NEVER_AN_ADDRESS}"
    )
    victim_agrees = Choice(ASKED, label="Does the victim agree?", required=False)

    def __init__(self, *args, kinds, unfit, contacts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact_id"].conditional = self.fields["reference"].conditional = True
        kind, contact = self.fields["evidence_kind"], self.fields["contact_id"]
        kind.choices = [(each, EvidenceKind(each).label) for each in EvidenceKind.values if each in kinds]
        kind.error_messages["invalid_choice"] = unfit
        if EvidenceKind.CONTACT in kinds:
            contact.choices = [("", "Choose a contact" if contacts else "None is in the contact log yet"), *contacts]
            contact.error_messages["invalid_choice"] = "Choose the contact from the list."
        else:
            del self.fields["contact_id"]


class Check(CommandForm):
    """What somebody else found."""

    in_place = Choice([("yes", "Yes"), ("no", "No: it is owed again")], label="Is it in place?", inline=True)
    note = LongText(label="What did you look at, and what did you find?", rows=4, help_text=NEVER_AN_ADDRESS)

    def clean_in_place(self):
        """Return yes or no as such."""
        return self.cleaned_data["in_place"] == "yes"


class Agree(CommandForm):
    """Agreeing the plan: the victim's wishes, and the reason where it holds less than the menu asks."""

    victim_wishes = LongText(
        label="What does the victim want?", rows=5, help_text=f"Or why it is not known. {NEVER_AN_ADDRESS}"
    )
    deviation_reason = LongText(
        label="If something is missing: why is the plan right without it?", rows=4, conditional=True
    )


class Review(CommandForm):
    """Looking at the plan again."""

    what_changed = LongText(
        label="What has changed since the last look?", rows=5, help_text="Say so too when nothing has."
    )
    outcome = Choice(
        Outcome.choices,
        label="What now?",
        hints={"CLOSE": "Every measure is done or removed, and the case may be closed."},
    )
    next_steps = LongText(
        label="What happens next?", rows=4, conditional=True, help_text="Needed when the plan goes on."
    )
