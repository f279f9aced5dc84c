"""Invented names, places and numbers. Nobody lives at these postcodes and nobody answers these telephones."""

STARTS = "Al Bel Cor Dan El Fen Gar Hal Is Jor Kel Lor Mar Nel Or Per Quin Ros Sel Tam Ul Ver Wen Yar Zel".split()
WOMEN = "a ana elle essa ia ina isa ora wyn ya".split()
MEN = "an ard as en ian ic in on or us".split()
FAMILY = "Ald Bram Cald Dun Ell Farn Grim Hax Ing Kil Lam Mald Nor Orm Pen Quar Rav Stan Thorn Ulv Wes Yar".split()
FAMILY_ENDS = (
    "aby acre bold dell erson fold gate hook ier lock man mott neld over sett thwaite ton vale wick yard".split()
)
STREETS = (
    "Anchor Bluebell Chalk Dovecote Elder Furrow Granary Heron Ivy Juniper Kiln Larch Millrace Nettle Orchard".split()
)
WAYS = "Row Lane Close Street Road Way".split()
TOWNS = {
    "Ashford": "TN23",
    "Canterbury": "CT1",
    "Chatham": "ME4",
    "Dartford": "DA1",
    "Deal": "CT14",
    "Dover": "CT16",
    "Folkestone": "CT20",
    "Gravesend": "DA11",
    "Herne Bay": "CT6",
    "Maidstone": "ME15",
    "Margate": "CT9",
    "Ramsgate": "CT11",
    "Sheerness": "ME12",
    "Sittingbourne": "ME10",
    "Tonbridge": "TN9",
    "Whitstable": "CT5",
}
# No postcode ends in these letters, so none of ours is anybody's.
NEVER_LAST = "CIKMOV"


def given_name(random, sex):
    """Return an invented given name."""
    return random.choice(STARTS) + random.choice(WOMEN if sex == "F" else MEN)


def family_name(random):
    """Return an invented family name."""
    return random.choice(FAMILY) + random.choice(FAMILY_ENDS)


def address(random):
    """Return (address, postcode) of a house that is not there."""
    town = random.choice(sorted(TOWNS))
    ending = "".join(random.choice(NEVER_LAST) for _ in range(2))
    text = f"{random.randint(1, 180)} {random.choice(STREETS)} {random.choice(WAYS)}, {town}"
    return text, f"{TOWNS[town]} {random.randint(1, 9)}{ending}"


def phone(random):
    """Return a mobile number from the range that Ofcom keeps for drama, which nobody has."""
    return f"07700 900{random.randint(0, 999):03d}"
