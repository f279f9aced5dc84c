"""The shape of what machines send about assessments. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import ORDINARY, ByCode, DayOrMoment, OneOf
from incidents.states import Children
from law import circumstances
from people import dates
from risk.states import INSTRUMENTS, Grade, Source, Value

PARTS = {"value", "comment", "source"}


class AnswersField(ByCode):
    """Answers by item code: a value, or {value, comment, source}."""

    child = serializers.JSONField(allow_null=True)

    def to_internal_value(self, data):
        """Refuse what is not an answer."""
        answers = super().to_internal_value(data)
        if len(answers) > 200:
            raise serializers.ValidationError("At most 200 answers.")
        return {code: self.one(code, answer) for code, answer in answers.items()}

    def one(self, code, answer):
        """Return one answer as {value, comment, source}, or say what is wrong with it."""
        given = answer if isinstance(answer, dict) else {"value": answer}
        if set(given) - PARTS:
            raise wrong(code, f"An answer has {', '.join(sorted(PARTS))}, and nothing else.")
        if given.get("value") not in Value.values:
            raise wrong(code, f"Use one of {', '.join(Value.values)}.")
        for value in given.values():
            if not isinstance(value, str) or not ORDINARY.fullmatch(value) or len(value) > 4000:
                raise wrong(code, "Use text of at most 4000 ordinary characters.")
        if given.get("source", Source.VICTIM) not in Source.values:
            raise wrong(code, f"The source is one of {', '.join(Source.values)}.")
        return given


class LeftOutField(ByCode):
    """Why further questions cannot be asked: {set: reason}."""

    child = serializers.CharField(max_length=1000, allow_blank=True)


def wrong(code, sentence):
    """Return the error of one answer, under its code."""
    return serializers.ValidationError({code[:40]: [sentence]})


class Child(serializers.Serializer):
    """A child by name, with the date of birth as far as it is known."""

    given_name = serializers.CharField(max_length=300)
    family_name = serializers.CharField(max_length=300, required=False, allow_blank=True)
    born_on = serializers.CharField(max_length=20, required=False, allow_blank=True)

    def validate_born_on(self, value):
        """Refuse what is no date with the sentence that says how to give one."""
        try:
            dates.read(value)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None
        return value


class GivenAnswer(serializers.Serializer):
    """One answer, and the version of what stood when it was given (nought for nothing)."""

    value = OneOf(Value.choices, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    source = OneOf(Source.choices, required=False)
    version = serializers.IntegerField(required=False, default=0, min_value=0, max_value=2**31 - 1)


class GivenField(serializers.Serializer):
    """What is said besides the questions, and what stood when it was written."""

    now = serializers.CharField(allow_blank=True, max_length=4000)
    was = serializers.CharField(allow_blank=True, max_length=4000)


class KeepUndecided(serializers.Serializer):
    """What stands beside other answers until its author chooses; both empty once they have."""

    answers = ByCode(child=GivenAnswer(), required=False)
    besides = ByCode(child=GivenField(), required=False)


class KeepAnswers(serializers.Serializer):
    """Single answers as they are given, by item code; and what is said besides, by the name of its field."""

    answers = ByCode(child=GivenAnswer(), required=False)
    besides = ByCode(child=GivenField(), required=False)
    undecided = KeepUndecided(required=False)


class StartAssessment(serializers.Serializer):
    """A new draft, with its first answers where they are known."""

    case = serializers.UUIDField(source="case_id")
    incident = serializers.UUIDField(source="incident_id", required=False, allow_null=True)
    instrument = OneOf(INSTRUMENTS, required=False)
    for_officer = serializers.UUIDField(source="for_officer_id", required=False, allow_null=True)
    answers = AnswersField(required=False)


class SubmitAssessment(serializers.Serializer):
    """The grade with its reasons; answers and children that were not saved before may come with it.

    Further questions that an answer opens are answered among `answers`, or left out with a reason in
    `left_out`. A set of which nothing is sent is marked as not asked, and a specialist looks at it.
    """

    grade = OneOf(Grade.choices)
    grade_reasons = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    answers = AnswersField(required=False)
    children = OneOf(Children.choices, required=False)
    children_named = Child(many=True, required=False, max_length=30)
    observations = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    left_out = LeftOutField(required=False)
    assessed_at = DayOrMoment(required=False)
    lock_version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class CorrectAssessment(SubmitAssessment):
    """What is different from what was signed, and why; what is not sent stays."""

    reason = serializers.CharField(max_length=4000)
    grade = OneOf(Grade.choices, required=False)
    assessed_at = None


class SignOff(serializers.Serializer):
    """A sign-off of exactly the content that was read."""

    content_hash = serializers.CharField(max_length=64)
    grade = OneOf(Grade.choices, required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000)


class SendBack(serializers.Serializer):
    """Exactly the content that was read goes back, with what is missing or wrong."""

    content_hash = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=4000)


class Confirm(serializers.Serializer):
    """Nothing from the author; from whoever stands in for one who is gone, against what they checked it."""

    checked = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class Disown(serializers.Serializer):
    """What is not as the officer gave it."""

    reason = serializers.CharField(max_length=4000)


class DeclareConflict(serializers.Serializer):
    """Who is close, and how; only oversight reads it."""

    reason = serializers.CharField(max_length=4000)


class Recommendation(serializers.Serializer):
    """A safety measure that is recommended: one of the menu, or OTHER in words; for whom, and by when."""

    measure = serializers.CharField(max_length=40)
    what = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    owner = serializers.UUIDField(source="owner_id", required=False, allow_null=True)
    due_on = serializers.DateField()


class ReviewGrade(serializers.Serializer):
    """A grade with its reasons, and the measures that are recommended."""

    grade = OneOf(Grade.choices)
    reasons = serializers.CharField(max_length=4000)
    recommendations = Recommendation(many=True, required=False, max_length=20)


class ReadAssessment(ReviewGrade):
    """A specialist's own grade of what is read twice."""

    urgent = serializers.BooleanField(required=False)


class ProposeDowngrade(serializers.Serializer):
    """A lower level, why, and the day on which it returns."""

    grade = OneOf(Grade.choices)
    reason = serializers.CharField(max_length=4000)
    until_on = serializers.DateField()


class AgreeDowngrade(serializers.Serializer):
    """Agreeing as the second person, with a note where there is something to say."""

    note = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class RefuseDowngrade(serializers.Serializer):
    """Why the level is not lowered."""

    note = serializers.CharField(max_length=4000)


class DisputeGrade(serializers.Serializer):
    """The grade that is held to be right, and why; `for_agency` names the partner who asked, where it was one."""

    wanted = OneOf(Grade.choices)
    reasons = serializers.CharField(max_length=4000)
    for_agency = serializers.CharField(max_length=100, required=False, allow_blank=True)


class DecideDispute(serializers.Serializer):
    """The arbiter's decision, with the reasons that both sides read."""

    grade = OneOf(Grade.choices)
    reasons = serializers.CharField(max_length=4000)


class ReadDispute(serializers.Serializer):
    """Nothing: that one has read it."""


class RecordCircumstance(serializers.Serializer):
    """A change of circumstances in a case."""

    kind = OneOf(choices=[each.code for each in circumstances.CHOSEN])
    occurred_on = serializers.DateField()
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
