"""The shapes of people in the API."""

from rest_framework import serializers

from core.shapes import OneOf
from people import dates
from people.states import PERSONALLY_CONNECTED, Kind, MarkerKind


class BornField(serializers.CharField):
    """A date of birth to look for, as far as it is known: 1984-03-07, 1984-03 or 1984."""

    def to_internal_value(self, data):
        """Refuse what is no date with the sentence that says how to give one."""
        text = super().to_internal_value(data)
        try:
            dates.heard(text)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None
        return text


class Search(serializers.Serializer):
    """What is asked; everything that is given counts."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=600, help_text="A name, in any order.")
    given_name = serializers.CharField(required=False, allow_blank=True, max_length=300)
    family_name = serializers.CharField(required=False, allow_blank=True, max_length=300)
    born_on = BornField(required=False, allow_blank=True, max_length=20, help_text="1984-03-07, 1984-03 or 1984.")
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    postcode = serializers.CharField(required=False, allow_blank=True, max_length=12)
    address = serializers.CharField(required=False, allow_blank=True, max_length=400)


class Marker(serializers.Serializer):
    """One warning about a person, an address or a number, as it is shown to somebody who is about to act."""

    id = serializers.UUIDField()
    kind = OneOf(MarkerKind.choices)
    words = serializers.CharField()
    about = OneOf([("person", "Person"), ("address", "Address"), ("phone", "Telephone number")])
    of = serializers.CharField()
    reason = serializers.CharField()
    from_on = serializers.DateField()
    expires_on = serializers.DateField()
    unconfirmed = serializers.BooleanField(help_text="Its day of review has passed and nobody confirmed it since.")


class RelationshipOfPerson(serializers.Serializer):
    """A connection of a person: `of` is the <kind> of `to`, from one day until another where these are known."""

    id = serializers.UUIDField()
    kind = OneOf(Kind.choices)
    of = serializers.UUIDField(source="of_id")
    to = serializers.UUIDField(source="to_id")
    from_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True)
    personally_connected = serializers.SerializerMethodField(help_text="Whether the Act's list has this kind.")

    def get_personally_connected(self, link) -> bool:
        """Say whether the Act's list has it."""
        return link.kind in PERSONALLY_CONNECTED


class RelationshipsOfPerson(serializers.Serializer):
    """The connections of a person."""

    results = RelationshipOfPerson(many=True)


class Relate(serializers.Serializer):
    """The other person is the <kind> of the person in the path. The same again with its end ends it."""

    other_id = serializers.UUIDField()
    kind = OneOf(Kind.choices)
    from_on = serializers.DateField(required=False, allow_null=True)
    until_on = serializers.DateField(required=False, allow_null=True)


class Found(serializers.Serializer):
    """One person who may be meant."""

    id = serializers.UUIDField(source="person.pk")
    external_id = serializers.SerializerMethodField(help_text="The id of the import that brought the record, or null.")
    name = serializers.CharField(source="person")
    born_on = serializers.SerializerMethodField(help_text="As far as it is known: 1984-03-07, 1984-03, 1984 or null.")
    score = serializers.SerializerMethodField(help_text="0 to 1: how likely it is that this person is meant.")
    why = serializers.ListField(child=serializers.CharField())
    markers = Marker(many=True)

    def get_external_id(self, match) -> str | None:
        """Return the sender's id, or null."""
        return match.external_id or None

    def get_born_on(self, match) -> str | None:
        """Return the date of birth as far as it is known, or null."""
        return match.person.born.text if match.person.born else None

    def get_score(self, match) -> float:
        """Return the score to four places."""
        return round(match.score, 4)


class Results(serializers.Serializer):
    """People who may be meant, best first."""

    results = Found(many=True)
