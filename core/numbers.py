"""Reading identifiers that people and machines send."""

import uuid


def identifier(text):
    """Return the UUID that a text is, or None when it is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
