"""The shape of what machines send about calls. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import ORDINARY, Moment, OneOf
from incidents.states import Channel, CheckResult, Children, Connected, Decision, Grade, IncidentKind, Role
from law import thrive
from law.allocation import ROUTES
from law.checks import LIST
from law.supervision import BY_CODE
from people import dates
from people.states import Kind, Sex

# A call takes fewer; what is over is kept as a draft (`incidents.policies.MOST_PEOPLE`).
MOST_SENT = 5000


class BornField(serializers.CharField):
    """A date of birth as far as it is known: 1984-03-07, 1984-03 or 1984."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, required=False, allow_blank=True, allow_null=True, **kwargs)

    def to_internal_value(self, data):
        """Refuse what is no date with the sentence that says how to give one."""
        text = super().to_internal_value(data)
        try:
            dates.read(text)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None
        return text


class PersonInCall(serializers.Serializer):
    """One person in a call: `person_id` of a match, or a description."""

    role = OneOf(Role.choices)
    person_id = serializers.UUIDField(required=False, allow_null=True)
    given_name = serializers.CharField(max_length=300, required=False, allow_blank=True, trim_whitespace=False)
    family_name = serializers.CharField(max_length=300, required=False, allow_blank=True, trim_whitespace=False)
    born_on = BornField()
    sex = OneOf([*Sex.choices], required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    unknown = serializers.BooleanField(required=False)
    relation = OneOf(Kind.choices, required=False, allow_blank=True)


class Link(serializers.Serializer):
    """`of` is the <kind> of `to`: places in `people`, from 0."""

    kind = OneOf(Kind.choices)
    of = serializers.IntegerField(min_value=0)
    to = serializers.IntegerField(min_value=0)


class FactsField(serializers.DictField):
    """What is known, by name: words, numbers, yes or no; at most a hundred, none nested."""

    child = serializers.JSONField()

    def to_internal_value(self, data):
        """Refuse facts that are not plain."""
        facts = super().to_internal_value(data)
        if len(facts) > 100:
            raise serializers.ValidationError("At most 100 facts.")
        for name, value in facts.items():
            if not ORDINARY.fullmatch(name) or len(name) > 200:
                raise serializers.ValidationError("The name of a fact must be at most 200 ordinary characters.")
            if value is not None and not isinstance(value, str | bool | int | float):
                raise serializers.ValidationError(f"The fact {name[:60]} must be a word, a number, or yes or no.")
            if isinstance(value, str) and (not ORDINARY.fullmatch(value) or len(value) > 500):
                raise serializers.ValidationError(f"The fact {name[:60]} must be at most 500 ordinary characters.")
        return facts


class Thrive(serializers.Serializer):
    """What was looked at under each letter of THRIVE, in a few words."""

    def get_fields(self):
        """Return one line for each letter."""
        return {
            code: serializers.CharField(max_length=thrive.MOST, required=False, allow_blank=True)
            for code in thrive.CODES
        }


class Script(serializers.Serializer):
    """What was asked: answers by the code of the question, and the version; without one, that of the day."""

    version = serializers.CharField(max_length=20, required=False, allow_blank=True)
    answers = serializers.DictField(child=serializers.CharField(max_length=1000, allow_blank=True))


class LogCall(serializers.Serializer):
    """A call with the people in it."""

    channel = OneOf(Channel.choices)
    people = PersonInCall(many=True, allow_empty=False, max_length=MOST_SENT)
    relationships = Link(many=True, required=False, max_length=200)
    what = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    kind = OneOf(IncidentKind.choices, required=False)
    connected = OneOf(Connected.choices, required=False, allow_blank=True)
    address = serializers.CharField(max_length=400, required=False, allow_blank=True)
    postcode = serializers.CharField(max_length=12, required=False, allow_blank=True)
    occurred_at = Moment(required=False)
    reported_at = Moment(required=False)
    caller_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    dropped = serializers.BooleanField(required=False)
    children = OneOf(Children.choices, required=False)
    facts = FactsField(required=False)
    grade = OneOf(Grade.choices, required=False, allow_blank=True)
    grade_note = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    thrive = Thrive(required=False)
    script = Script(required=False)

    def validate(self, attrs):
        """Refuse links between places where nobody stands."""
        count = len(attrs["people"])
        for link in attrs.get("relationships", ()):
            if max(link["of"], link["to"]) >= count or link["of"] == link["to"]:
                raise serializers.ValidationError(
                    {"relationships": "A relationship joins two different people of this call, by their places."}
                )
        return attrs


class Acknowledge(serializers.Serializer):
    """What a supervisor looked at (all that waits, where none is named), and what was decided."""

    criteria = serializers.ListField(child=OneOf(list(BY_CODE)), required=False, max_length=30)
    decision = OneOf(Decision.choices)
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000)


class SendUnit(serializers.Serializer):
    """A unit by its call sign."""

    unit = serializers.CharField(max_length=30)


class AllocateInvestigation(serializers.Serializer):
    """Who investigates; another than suggested needs a reason."""

    route = OneOf([*ROUTES])
    investigator = serializers.UUIDField(source="investigator_id", required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=4000)


class CheckAnswer(serializers.Serializer):
    """What one check gave."""

    code = OneOf(LIST.codes)
    result = OneOf([code for code in CheckResult.values if code])
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000)


class AnswerChecks(serializers.Serializer):
    """Answers to some checks of an incident."""

    answers = CheckAnswer(many=True, allow_empty=False, max_length=len(LIST.codes))


class Nothing(serializers.Serializer):
    """Saying yes needs no words."""


class Why(serializers.Serializer):
    """A reason, in words."""

    reason = serializers.CharField(max_length=4000)


class Handed(serializers.Serializer):
    """What the next owner must know: answers by the codes of the checklist, and anything else."""

    checklist = serializers.DictField(
        child=serializers.CharField(max_length=4000, allow_blank=True), required=False, allow_empty=True
    )
    must_know = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class OfferCase(Handed):
    """To whom a case is offered."""

    to_id = serializers.UUIDField()


class SendTransfer(Handed):
    """Who is asked in a force outside this house, and how."""

    force_name = serializers.CharField(max_length=100)
    to_name = serializers.CharField(max_length=200)
    to_role = serializers.CharField(max_length=200)
    reached_by = serializers.CharField(max_length=200)


class AcceptTransfer(serializers.Serializer):
    """Who accepted there and when, what proves it, and the duties that stay here."""

    accepted_by = serializers.CharField(max_length=200)
    accepted_at = Moment()
    reference = serializers.CharField(max_length=100)
    evidence = serializers.CharField(max_length=4000)
    stays = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=200)
