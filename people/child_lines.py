"""Children who are named in lines: first name, last name, date of birth as far as it is known, with commas."""

from people import dates

PARTS = ("given_name", "family_name", "born_on")


def written(children):
    """Return the children as lines, as an officer would type them."""
    return "\n".join(", ".join(each.get(part) or "" for part in PARTS).rstrip(", ") for each in children)


def read(words):
    """Return the child of each line; raise ValueError, with a sentence, for a line that is not one."""
    return [child for line in words.splitlines() if (child := child_in(line))]


def child_in(line):
    """Return the child that a line names, or None for an empty line."""
    given, family, born = ([part.strip() for part in line.split(",", 2)] + ["", ""])[:3]
    if not (given or family or born):
        return None
    if any(letter.isdigit() for letter in given + family):
        raise ValueError(f"{line.strip()}: write first name, last name, date of birth, with commas.")
    try:
        dates.read(born)
    except ValueError as error:
        raise ValueError(f"{given} {family}: {error}") from None
    return dict(zip(PARTS, (given, family, born), strict=True))
