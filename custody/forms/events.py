"""What is typed about an event: what happened, then what that asks for; and what was wrong with it."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, MomentParts, speak_plainly
from custody.states import ON_LICENCE, BreachOf, ConditionKind, Hearing, Kind, Order, Rank, Result, Route, Sentence
from law.offences import BOOK

# What an officer records of a case by hand, in the order of the story. A hearing is vacated on a page of its own.
KINDS = [kind for kind in Kind if kind not in (Kind.BAIL_VARIED, Kind.ORDER_VARIED, Kind.HEARING_VACATED)]
NEVER_SAFE = "Never write where the victim lives or works if the suspect does not know it."
CONDITION_FIELDS = {
    ConditionKind.NO_CONTACT: ("No contact with", "Name each person, one on a line."),
    ConditionKind.STAY_AWAY: ("Stay away from", f"One place on a line. {NEVER_SAFE}"),
    ConditionKind.LIVE_AT: ("Live at", "The suspect's own address."),
    ConditionKind.CURFEW: ("Curfew", "From when until when, and where."),
    ConditionKind.REPORT: ("Report to", "Which police station, on which days, at what time."),
    ConditionKind.TAG: ("Electronic tag", "What it watches."),
    ConditionKind.VACATE: ("Leave the home", f"The home that the suspect must leave. {NEVER_SAFE}"),
    ConditionKind.PROGRAMME: ("Attend a programme", "Which, from when, and who tells us whether he does."),
    ConditionKind.OTHER: ("Other conditions", "One on a line."),
}


def yes_or_no(label, **kwargs):
    """Return a question with the two answers."""
    return Choice([("yes", "Yes"), ("no", "No")], label=label, **kwargs)


# A charge of today may be of a day on which another law held, so that the list is whole.
OFFENCES = [
    (title, [(each.code, each.title) for each in BOOK.offences if each.group == title])
    for title in dict.fromkeys(each.group for each in BOOK.offences)
]

# The inputs of the details that a kind of event asks for: name to a function that makes the field.
DETAILS = {
    "breach_of": lambda required: Choice(
        [*BreachOf.choices] if required else [("", "Not for a breach"), *BreachOf.choices],
        label="What was breached?" if required else "Was the arrest for a breach?",
        required=required,
    ),
    "breached_terms": lambda required: Choices(
        [], label="Which term was breached?", required=required, help_text="Choose it here, or write it below."
    ),
    "other_term": lambda required: LongText(
        label="Which term, if it is not on the list?", rows=2, conditional=not required, help_text="One on a line."
    ),
    "arrested": lambda required: yes_or_no(
        "Was the suspect arrested?",
        required=required,
        help_text="Record the arrest itself as well. Until then what must follow it counts from the breach.",
    ),
    "not_arrested_why": lambda required: LongText(
        label="If not, why not?", rows=3, conditional=not required, help_text="Say also what is done to arrest him."
    ),
    "offence": lambda required: forms.ChoiceField(
        label="What was the suspect charged with?",
        choices=[("", "Choose an offence"), *OFFENCES],
        required=required,
        help_text="The gravest, where there are several; the others under 'Anything else?'.",
    ),
    "offence_text": lambda required: forms.CharField(
        label="If it is not on the list: the offence in words", max_length=200, required=required
    ),
    "authorised_by_name": lambda required: forms.CharField(
        label="Who authorised the notice?", max_length=200, required=required
    ),
    "authorised_rank": lambda required: forms.ChoiceField(
        label="What is their rank?", choices=[("", "Choose a rank"), *Rank.choices], required=required
    ),
    "voluntary": lambda required: yes_or_no("Did the suspect come as a volunteer, without arrest?", required=required),
    "notice_considered": lambda required: LongText(
        label="Was a protection notice considered, and what was decided?",
        rows=3,
        required=required,
        help_text="Released under investigation there are no conditions. A notice can protect the victim at once.",
    ),
    "hearing_at": lambda required: MomentParts(label="When is the hearing?", required=required),
    "hearing": lambda required: Choice(Hearing.choices, label="What is the hearing for?", required=required),
    "hearing_source": lambda required: forms.CharField(
        label="Who gave the date?", max_length=200, required=required, help_text="The court, a list, or a person."
    ),
    "court": lambda required: forms.CharField(label="Court", max_length=200, required=required),
    "result": lambda required: Choice(Result.choices, label="What did the court decide?", required=required),
    "sentence": lambda required: Choice(Sentence.choices, label="Sentence", required=required),
    "months": lambda required: forms.IntegerField(
        label="Length in months", min_value=0, max_value=1200, required=required, help_text="As the court said it."
    ),
    "release_on": lambda required: DateParts(
        label="Earliest date of release",
        required=required,
        help_text="As prison or probation has named it. It is never worked out here.",
    ),
    "release_source": lambda required: forms.CharField(label="Who named the date?", max_length=200, required=required),
    "as_at": lambda required: DateParts(label="When was the date named?", required=required, past=True),
    "route": lambda required: Choice(Route.choices, label="How was the suspect released?", required=required),
    "order": lambda required: Choice(Order.choices, label="Which order?", required=required),
    "expires_on": lambda required: DateParts(
        label="Last day of the order", required=required, help_text="Leave empty where it has no end."
    ),
    "bail_ends_on": lambda required: DateParts(label="Last day of bail", required=required),
}
# Kind to the names of its details; those with a star must be given.
ASKED = {
    Kind.ARRESTED: "breach_of",
    Kind.INTERVIEWED: "voluntary",
    Kind.CHARGED: "offence offence_text",
    Kind.RELEASED_UNDER_INVESTIGATION: "notice_considered*",
    Kind.NOTICE_CONSIDERED: "notice_considered*",
    Kind.HEARING_LISTED: "hearing* hearing_at* court* hearing_source* as_at",
    Kind.COURT_HEARD: "court result*",
    Kind.REMANDED: "court",
    Kind.SENTENCED: "court sentence* months",
    Kind.RELEASE_DATE_KNOWN: "release_on* release_source* as_at",
    Kind.RELEASED: "route*",
    Kind.BREACHED: "breach_of* breached_terms other_term arrested* not_arrested_why",
    Kind.DVPN_SERVED: "authorised_by_name* authorised_rank*",
    Kind.DAPN_SERVED: "authorised_by_name* authorised_rank*",
    Kind.ORDER_MADE: "order* court expires_on",
    Kind.ORDER_VARIED: "order* court expires_on",
    Kind.ORDER_REFUSED: "order* court",
    Kind.ORDER_ENDED: "order*",
    Kind.BAIL_GRANTED: "bail_ends_on",
    Kind.BAIL_VARIED: "bail_ends_on",
}
WITH_CONDITIONS = (
    Kind.BAIL_GRANTED,
    Kind.BAIL_VARIED,
    Kind.SENTENCED,
    Kind.RELEASED,
    Kind.ORDER_MADE,
    Kind.ORDER_VARIED,
    Kind.DVPN_SERVED,
    Kind.DAPN_SERVED,
)
# What was decided with the victim's views; of bail also by a rank that may.
WITH_VIEWS = (Kind.BAIL_GRANTED, Kind.BAIL_VARIED, Kind.ORDER_MADE, Kind.ORDER_VARIED)
WITH_AUTHORITY = (Kind.BAIL_GRANTED, Kind.BAIL_VARIED)
VIEWS = ("authorised_by_id", "views_sought", "victim_views")


# Released so, nothing is said of conditions: bail or an order may hold him all the same.
NO_LICENCE = [each for each in Route if each not in ON_LICENCE]


class ChooseKind(forms.Form):
    """The first step: what happened."""

    kind = Choice(
        [(kind.value, kind.label) for kind in KINDS],
        label="What happened?",
        error_messages={"required": "Choose what happened."},
    )


class Conditions(CommandForm):
    """Conditions by what they ask; each line is one condition."""

    def ask_conditions(self):
        """Add the inputs."""
        for kind, (label, hint) in CONDITION_FIELDS.items():
            self.fields[f"condition_{kind.lower()}"] = LongText(
                label=label, help_text=hint, rows=2, required=False, max_length=4000
            )
        speak_plainly(self)

    def conditions(self):
        """Return the conditions as the service takes them."""
        return [
            {"kind": kind.value, "text": line.strip()}
            for kind in CONDITION_FIELDS
            for line in self.cleaned_data.get(f"condition_{kind.lower()}", "").splitlines()
            if line.strip()
        ]

    @staticmethod
    def filled(conditions):
        """Return the initial values that show these conditions, each on its line."""
        found = {}
        for each in conditions:
            name = f"condition_{each['kind'].lower()}"
            text = each["text"] or ConditionKind(each["kind"]).label
            found[name] = f"{found[name]}\n{text}" if name in found else text
        return found


# Asked of what stands against the suspect; the answer that it was something else.
OF_WHAT_STANDS, ELSE = ("breach_of", "order"), "ELSE"


class RecordEvent(Conditions):
    """The second step: when, and what this kind of event asks for."""

    effective_at = MomentParts(label="When did it happen?", past=True)

    def __init__(self, *args, kind, with_conditions=True, terms=(), standing=(), over=(), rank_hint="", **kwargs):
        super().__init__(*args, **kwargs)
        if kind == Kind.HEARING_LISTED:
            # Not when the hearing is: that is asked for below.
            self.fields["effective_at"].label = "When was it listed?"
        self.asked = []
        self.narrowed = []
        for name in ASKED.get(kind, "").split():
            required = name.endswith("*")
            self.asked.append(name.rstrip("*"))
            self.fields[name.rstrip("*")] = DETAILS[name.rstrip("*")](required)
            if standing and name.rstrip("*") in OF_WHAT_STANDS:
                self.narrow(name.rstrip("*"), standing, over)
        if "breached_terms" in self.fields:
            self.offer_terms(terms)
        if "authorised_rank" in self.fields:
            self.fields["authorised_rank"].help_text = rank_hint
        self.with_conditions = with_conditions and kind in WITH_CONDITIONS
        if self.with_conditions:
            self.ask_conditions()
        self.fields["note"] = LongText(label="Anything else?", rows=3, required=False, help_text=NEVER_SAFE)
        speak_plainly(self)

    def narrow(self, name, standing, over):
        """Offer what stands against this suspect, and say what of it is over; what else it was is asked below."""
        field, codes = self.fields[name], [each.value for each in standing]
        rest = [choice for choice in field.choices if choice[0] not in codes]
        none = [choice for choice in rest if not choice[0]]
        field.choices = [*none, *((each.value, each.label) for each in standing), (ELSE, "Something else")]
        holds = {code: "It has run out" if code in over else "In force now" for code in codes}
        field.widget.hints = holds | {ELSE: "It is not in force on this record"}
        self.fields[f"{name}_else"] = forms.ChoiceField(
            label="If it was something else: what?",
            choices=[("", "Choose"), *rest[len(none) :]],
            required=False,
        )
        self.fields[f"{name}_else"].conditional = True
        self.narrowed.append(name)
        known = self.initial.get(name)
        if known and known not in codes:
            self.initial = self.initial | {name: ELSE, f"{name}_else": known}

    def clean(self):
        """Give what was chosen below where it was something else."""
        cleaned = super().clean()
        for name in self.narrowed:
            other = cleaned.pop(f"{name}_else", "")
            if cleaned.get(name) == ELSE:
                cleaned[name] = other
                if not other:
                    self.add_error(f"{name}_else", "Choose what it was.")
        return cleaned

    def offer_terms(self, terms):
        """Offer the terms that hold the suspect, each (code, words, condition); without any only words are asked."""
        self.terms = {code: condition for code, _, condition in terms}
        self.fields["breached_terms"].choices = [(code, words) for code, words, _ in terms]
        if not terms:
            del self.fields["breached_terms"]
            self.fields["other_term"].label = "Which term was breached?"

    def breached(self):
        """Return the terms that were breached as the service takes them."""
        chosen = [self.terms[code] for code in self.cleaned_data.get("breached_terms", ())]
        return [*chosen, *({"text": line} for line in self.cleaned_data["other_term"].splitlines() if line.strip())]

    def details(self):
        """Return the details as the service takes them."""
        found = {name: self.cleaned_data.get(name) for name in (*self.asked, "note")}
        for name in {"voluntary", "arrested"} & set(found):
            found[name] = found[name] == "yes" if found[name] else None
        if "other_term" in found:
            del found["other_term"]
            found["breached_terms"] = self.breached()
        if "offence" in found and not found["offence"]:
            found |= {"offence": found["offence_text"], "offence_text": None}
        if self.with_conditions and (self.conditions() or found.get("route") not in NO_LICENCE):
            found["conditions"] = self.conditions()
        return found


class CorrectEvent(RecordEvent):
    """What is right, and what was wrong."""

    def __init__(self, *args, with_views=False, officers=None, **kwargs):
        super().__init__(*args, **kwargs)
        if officers is not None:
            self.fields["authorised_by_id"] = OfficerChoice(
                label="Who authorised the right conditions or last day?",
                required=False,
                help_text="Leave it empty if you did.",
            )
            offer(self, officers, "authorised_by_id")
        if with_views:
            self.fields["views_sought"] = yes_or_no(
                "Was the victim asked for their views of it?",
                required=False,
                help_text="Must be answered where the conditions or the last day change.",
            )
            self.fields["victim_views"] = LongText(
                label="What did the victim say, or why were they not asked?", rows=4, required=False
            )
        self.fields["reason"] = LongText(label="What was wrong?", rows=3, help_text="It stays with the record.")
        speak_plainly(self)

    def decided(self):
        """Return who authorised the right one, and the victim's views of it, where the page asks for them."""
        found = {name: self.cleaned_data[name] for name in VIEWS if name in self.fields}
        if "views_sought" in found:
            found["views_sought"] = {"yes": True, "no": False}.get(found["views_sought"])
        if "authorised_by_id" in found:
            found["authorised_by_id"] = found["authorised_by_id"] or None
        return found


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="What was wrong?", rows=4, help_text="It stays with the record.")
