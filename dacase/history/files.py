"""The files of a history: their columns, in the order in which they are loaded, and where their rows are staged."""

from collections.abc import Callable
from dataclasses import dataclass

from dacase.history import checking

INCIDENT = (
    "incident_id occurred_at reported_at kind address postcode violence strangulation sexual_assault weapon injury "
    "threat_to_kill stalking harassment damage breach_of"
).split()
PLACE = "place_text text, postcode text, place_key text"


@dataclass(frozen=True)
class File:
    """One CSV file: its columns, which must be there, how a row is checked, and the columns of its staging table."""

    name: str
    columns: tuple
    required: tuple
    check: Callable
    staged: str

    @property
    def table(self):
        """The temporary table of its rows."""
        return "history_" + self.name.removesuffix(".csv")

    @property
    def texts(self):
        """The staged columns in which nothing is an empty text, never NULL."""
        return [column.split()[0] for column in self.staged.split(", ") if column.endswith(" text")]


FILES = (
    File(
        "people.csv",
        ("person_id", "given_name", "family_name", "born_on", "sex", "phone", "address", "postcode"),
        ("person_id",),
        checking.person,
        "external_id text, given_name text, family_name text, born_on date, born_precision text, sex text, "
        f"phone text, {PLACE}, unknown boolean",
    ),
    File(
        "aliases.csv",
        ("person_id", "given_name", "family_name"),
        ("person_id",),
        checking.alias,
        "person text, given_name text, family_name text",
    ),
    File(
        "relationships.csv",
        ("person_id", "other_person_id", "kind", "from_on", "until_on"),
        ("person_id", "other_person_id", "kind"),
        checking.relationship,
        "person text, other text, kind text, from_on date, until_on date",
    ),
    File(
        "incidents.csv",
        tuple(INCIDENT),
        ("incident_id", "occurred_at"),
        checking.incident,
        "external_id text, occurred_at timestamptz, reported_at timestamptz, reported_on date, kind text, facts jsonb, "
        f"rank smallint, violent boolean, {PLACE}",
    ),
    File(
        "involvements.csv",
        ("incident_id", "person_id", "role"),
        ("incident_id", "person_id", "role"),
        checking.involvement,
        "incident text, person text, role text",
    ),
    File(
        "firearms.csv",
        ("certificate", "holder_person_id", "address", "postcode", "valid_from", "valid_until"),
        ("certificate", "postcode"),
        checking.firearm,
        f"certificate text, person text, {PLACE}, valid_from date, valid_until date",
    ),
)
