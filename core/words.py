"""Words that leave the force: whoever sends them has read them, since no record knows each nickname and each place."""

from django import forms

from core.errors import Refused

READ = (
    "I have read every word of it. It gives nobody's home away, and names nobody who must not be named, by a nickname "
    "or in any other way"
)


def read_through(label=READ):
    """Return the input by which somebody confirms that they have read what leaves the force, and for what."""
    return forms.BooleanField(label=label, required=False)


def check_read(read):
    """Refuse to let words leave that nobody has read for what no record knows."""
    if read is not True:
        raise Refused(
            "Read every word of it first, and say that you did. Names and homes on record are looked for; a nickname, "
            "or a place that is only described, is seen by you alone.",
            "read_through",
        )
