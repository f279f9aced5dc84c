"""The names under which people are filed for search; all of it derived by `people.indexing`."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from people.models.persons import Person


class PersonName(models.Model):
    """One pair of name forms under which a person is filed, with the date of birth beside it for search.

    Derived by `people.indexing`; both indexes hold all that a search reads, so it never visits the rows.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    given = models.CharField(max_length=60)
    family = models.CharField(max_length=60)
    born_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["family", "given", "born_on"], include=["person"], name="name_by_family"),
            models.Index(fields=["given", "born_on"], include=["family", "person"], name="name_by_given"),
            models.Index(fields=["born_on"], include=["family", "given", "person"], name="name_by_birth"),
        ]


class NameKey(models.Model):
    """The dictionary of names: each distinct word under every key by which a misspelling of it is found.

    Two calls that bring the same new name at one moment may both file it; readers take words as a set,
    and no call ever waits for another.
    """

    key = models.CharField(max_length=70)
    word = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["key", "word"], name="name_key"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), condition=Q(key__startswith="="), name="name_alike"),
        ]


class NameCount(models.Model):
    """How many people bear a name, counted now and then: a rare name that agrees says more."""

    word = models.CharField(max_length=60, primary_key=True)
    people = models.PositiveIntegerField()
