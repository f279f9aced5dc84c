"""The shape of what machines send about disclosures. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import Moment, OneOf
from disclosures.states import Applicant, Decision, Route, ToWhom, WhyNot

LONG = 4000


def words(**kwargs):
    """Return a text of some lines."""
    return serializers.CharField(max_length=LONG, **kwargs)


class NewPerson(serializers.Serializer):
    """Somebody who is on no record: registered with the request."""

    given_name = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    family_name = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    born_on = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


class Receive(serializers.Serializer):
    """Who is at risk from whom, by number or as somebody new; who asked, and what gives concern."""

    at_risk_id = serializers.UUIDField(required=False, allow_null=True)
    at_risk_new = NewPerson(required=False)
    subject_id = serializers.UUIDField(required=False, allow_null=True)
    subject_new = NewPerson(required=False)
    route = OneOf(Route.choices)
    applicant = OneOf(Applicant.choices)
    applicant_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    applicant_contact = words(required=False, allow_blank=True)
    concern = words()
    received_at = Moment(required=False)

    def validate(self, sent):
        """Ask for exactly one of the number of a person and what is known of somebody new, on both sides."""
        for side in ("at_risk", "subject"):
            if bool(sent.get(f"{side}_id")) == bool(sent.get(f"{side}_new")):
                sentence = "Give the number of a person on record, or what is known of somebody new: one of the two."
                raise serializers.ValidationError({f"{side}_id": [sentence]})
        return sent


class Words(serializers.Serializer):
    """A step, in words."""

    words = words()
    taken_at = Moment(required=False)


class Decide(Words):
    """What the panel decided; each member on a line of `panel`."""

    decision = OneOf(Decision.choices)
    panel = words()


class Disclose(Words):
    """A disclosure that was made: said in person, to whoever can protect, with nothing handed over."""

    to_whom = OneOf(ToWhom.choices)
    safe_how = words()
    in_person = serializers.BooleanField()
    nothing_written = serializers.BooleanField()
    read_through = serializers.BooleanField()


class NotDisclose(Words):
    """Closed without a disclosure; why and who confirmed it, where the panel had decided to disclose."""

    read_through = serializers.BooleanField()
    why_not = OneOf(WhyNot.choices, required=False, allow_blank=True)
    confirmed_by_id = serializers.UUIDField(required=False, allow_null=True)
