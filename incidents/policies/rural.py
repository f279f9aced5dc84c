"""May these places be counted as the country?"""

import re

from core.errors import Refused

PLACE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9]([A-Z]{2})?)?")


def check_force(forces, code):
    """Return the force with a code, or refuse one that is not there, naming those that are."""
    by_code = {force.code: force for force in forces}
    if code not in by_code:
        raise Refused(f'There is no force "{code}". There are: {", ".join(by_code) or "none"}.')
    return by_code[code]


def check_places(places):
    """Refuse a list of no place, and one with a line that is no postcode; an empty line is passed over."""
    wrong = [str(number) for number, place in enumerate(places, start=1) if place and not PLACE.fullmatch(place)]
    if wrong:
        raise Refused(
            f"Neither a postcode nor the beginning of one, as CT15 or CT15 7: line {', '.join(wrong)}. "
            "Nothing was changed."
        )
    if not any(places):
        raise Refused("The list names no place, so nothing was changed. Give one postcode or its beginning a line.")
