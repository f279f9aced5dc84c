"""Some years of invented history as a folder of CSV files, in the form in which a force would send its own.

Calibrated on Kent 2012/13 (HMIC 2014): about a quarter of calls come from somebody who called before. The same
seed and last day give the same files.
"""

import csv
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from random import Random

from dacase.demo import words
from dacase.history.files import FILES

YEARS = 4
# How often a couple is reported in those years, and how often it is so.
REPORTS = ((1, 66), (2, 16), (3, 9), (5, 6), (8, 3))
VIOLENCE = (("used", 38), ("threatened", 12), ("used_and_threatened", 6), ("none", 30), ("not_stated", 14))
KINDS = (("partner", 44), ("ex_partner", 34), ("parent", 8), ("child", 8), ("sibling", 6))
GRAVER = (
    ("injury", 0.2),
    ("strangulation", 0.05),
    ("threat_to_kill", 0.05),
    ("stalking", 0.08),
    ("harassment", 0.2),
    ("damage", 0.12),
)


def write(folder, *, couples, last_day, seed):
    """Write the files for so many couples into a folder; return how many rows they have together."""
    with ExitStack() as open_files:
        sheets = {}
        for file in FILES:
            sheet = csv.DictWriter(
                open_files.enter_context((folder / file.name).open("w", newline="", encoding="utf-8")), file.columns
            )
            sheet.writeheader()
            sheets[file.name] = sheet
        past = Past(Random(seed), last_day, sheets)
        for _ in range(couples):
            past.couple()
    return past.rows


def weighted(random, table):
    """Return one of the words of a table of (word, weight)."""
    every, weights = zip(*table, strict=True)
    return random.choices(every, weights)[0]


class Past:
    """Writes one couple after the other."""

    def __init__(self, random, last_day, sheets):
        self.random, self.last_day, self.sheets = random, last_day, sheets
        self.rows = self.people = self.incidents = 0
        self.suspects = []

    def put(self, name, **row):
        """Write one row."""
        self.sheets[f"{name}.csv"].writerow(row)
        self.rows += 1

    def person(self, sex, youngest, oldest, home):
        """Write somebody who lives there; return their id."""
        random, self.people = self.random, self.people + 1
        key, age = f"kent-p-{self.people}", random.randint(youngest * 365, oldest * 365)
        self.put(
            "people",
            person_id=key,
            given_name=words.given_name(random, sex),
            family_name=words.family_name(random),
            born_on=(self.last_day - timedelta(days=age)).isoformat()[: 10 if random.random() < 0.9 else 4],
            sex=sex,
            phone=words.phone(random) if random.random() < 0.5 else "",
            address=home[0],
            postcode=home[1],
        )
        if random.random() < 0.05:
            self.put("aliases", person_id=key, given_name="", family_name=words.family_name(random))
        return key

    def couple(self):
        """Write two people, what they are to each other, their children, and what was reported."""
        random, home = self.random, words.address(self.random)
        victim = self.person("F" if random.random() < 0.75 else "M", 17, 70, home)
        known = self.suspects and random.random() < 0.06
        suspect = (
            random.choice(self.suspects) if known else self.person("M" if random.random() < 0.8 else "F", 17, 65, home)
        )
        if not known:
            self.suspects.append(suspect)
        kind = weighted(random, KINDS)
        self.put("relationships", person_id=suspect, other_person_id=victim, kind=kind)
        children = [self.person(random.choice("FM"), 1, 15, home) for _ in range(random.choice((0, 0, 1, 2)))]
        for child in children:
            self.put("relationships", person_id=child, other_person_id=victim, kind="child")
        for report in range(weighted(random, REPORTS)):
            self.report(victim, suspect, children if report == 0 else (), home)
        if random.random() < 0.01:
            self.put(
                "firearms", certificate=f"F{self.people}", holder_person_id=suspect, address=home[0], postcode=home[1]
            )

    def report(self, victim, suspect, children, home):
        """Write one incident and who was in it."""
        random, self.incidents = self.random, self.incidents + 1
        day = self.last_day - timedelta(days=random.randint(1, YEARS * 365))
        moment = datetime.combine(day, datetime.min.time()) + timedelta(minutes=random.randint(0, 1439))
        facts = {name: "true" for name, chance in GRAVER if random.random() < chance}
        key = f"kent-i-{self.incidents}"
        self.put(
            "incidents",
            incident_id=key,
            occurred_at=moment.isoformat(timespec="minutes"),
            address=home[0],
            postcode=home[1],
            violence=weighted(random, VIOLENCE),
            weapon="knife" if random.random() < 0.03 else "",
            reported_at=min(day + timedelta(days=random.choice((0, 0, 0, 0, 1, 3))), self.last_day).isoformat(),
            **facts,
        )
        self.put("involvements", incident_id=key, person_id=victim, role="victim")
        self.put("involvements", incident_id=key, person_id=suspect, role="suspect")
        for child in children:
            self.put("involvements", incident_id=key, person_id=child, role="child")


def couples_for(rows):
    """Return how many couples give about so many rows."""
    return max(1, round(rows / 10))


def day_before(day: date):
    """Return the last day of the past."""
    return day - timedelta(days=1)
