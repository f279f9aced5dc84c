"""Who owes a duty, as an owner rule says and as an entry keeps it."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """Who owes a duty: the officer who answers for it, and the team on whose list it stands."""

    officer_id: uuid.UUID
    role: str = ""
    unit_id: uuid.UUID | None = None

    def as_json(self):
        """Return the form that an Entry keeps."""
        return [str(self.officer_id), self.role, str(self.unit_id) if self.unit_id else None]

    @classmethod
    def from_json(cls, value):
        """Read back what `as_json` wrote."""
        officer, role, unit = value
        return cls(uuid.UUID(officer), role, uuid.UUID(unit) if unit else None)
