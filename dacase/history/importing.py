"""The whole run: check the headers, then file by file stage, judge and load, then names and flags for everybody met."""

import csv
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from accounts import queries as accounts
from accounts import services as accounts_services
from core.errors import Refused
from core.reading import Unreadable, header
from core.sql import joined_at_once
from dacase.history import judging, loading, staging
from dacase.history.files import FILES
from incidents import services as incidents
from people import services as people

# One import at a time; a second waits.
LOCK = 7_203_116
NAMES_AT_ONCE = 20_000
# From here on the whole computation is quicker than that of the people named.
EVERYBODY = 20_000
REPORT = "rejected.csv"


@dataclass
class Summary:
    """What a run did: for each file the rows read, loaded, known before and refused; flags; pairs of
    records that may be one person; seconds."""

    dry_run: bool
    files: dict = field(default_factory=dict)
    not_read: list = field(default_factory=list)
    refused: int = 0
    rejected: str = ""
    flags: dict = field(default_factory=dict)
    duplicates: int = 0
    rows: int = 0
    seconds: float = 0.0


def run(folder, *, now, dry_run=False, source="history", force_code="", report=None, progress):
    """Import a folder; return its Summary. Raises Refused with one line when nothing can be loaded at all.

    `progress` has `bar(title, total)` that gives a function (size), see the command. `now` is the moment after
    which everything lies in the future.
    """
    started = time.monotonic()
    if not 0 < len(source) <= 60:
        raise Refused("Give a name of 1 to 60 characters with --source.")
    present = {file: folder / file.name for file in FILES if (folder / file.name).is_file()}
    headers = read_headers(folder, present)
    report = writable(report or folder)
    summary = Summary(dry_run, not_read=strangers(folder))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        force = the_force(force_code, source)
        staging.prepare(FILES)
        for file, path in present.items():
            with progress.bar(file.name, path.stat().st_size) as told:
                read = staging.stage(file, path, headers[file], now, told)
                with joined_at_once(read > EVERYBODY):
                    judging.judge(file, source)
                    loaded = loading.load(file, source=source, force_id=force.pk)
            summary.files[file.name] = {"read": read, "loaded": loaded}
        work_out(summary, source, now, progress)
        look_for_duplicates(summary, source, force, now, progress)
        count_refused(summary)
        summary.rejected = str(write_report(report))
        if dry_run:
            transaction.set_rollback(True)
    summary.rows = sum(counts["read"] for counts in summary.files.values())
    summary.seconds = round(time.monotonic() - started, 3)
    return summary


def read_headers(folder, present):
    """Return {file: names of its columns}; raise Refused with a sentence for each missing column of each file."""
    if not present:
        names = ", ".join(file.name for file in FILES)
        raise Refused(f"There is nothing to import in {folder}: none of {names} is there.")
    headers, faults = {}, []
    for file, path in present.items():
        try:
            headers[file] = header(path, file.columns, file.required)
        except Unreadable as unreadable:
            faults.append(str(unreadable))
    if faults:
        raise Refused(" ".join(faults))
    return headers


def strangers(folder):
    """Return the names of CSV files that no import reads, so that a misspelt one is not passed over in silence."""
    known = {REPORT, *[file.name for file in FILES]}
    return sorted(path.name for path in folder.glob("*.csv") if path.name not in known)


def writable(folder):
    """Return the folder of the report, or refuse before anything is loaded."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise Refused(f"{REPORT} cannot be written in {folder}. Name another folder with --report.")
    return Path(folder)


def the_force(code, source):
    """Return the force whose history it is: the one named, the only one at home, or whom this source sent to before.

    A new installation founds its force.
    """
    forces = list(accounts.forces())
    if code:
        chosen = [force for force in forces if force.code == code]
        if not chosen:
            raise Refused(f"There is no force with the code {code}.")
        return chosen[0]
    forces = [force for force in forces if not force.guest]
    if len(forces) > 1:
        known = forces_of(source)
        codes = ", ".join(force.code for force in forces)
        forces = [force for force in forces if force.pk in known]
        if len(forces) != 1:
            raise Refused(f"There are several forces. Say whose history it is with --force: {codes}.")
    return forces[0] if forces else accounts_services.found_force(code="force", name="Our force", units={})


def forces_of(source):
    """Return the ids of the forces to which this source has sent incidents."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT force_id FROM incidents_incident WHERE source = %s", [source])
        return {row[0] for row in cursor.fetchall()}


def work_out(summary, source, now, progress):
    """File the new names for search and bring the flags of everybody met up to date."""
    met = people_met(source)
    named = people_met(source, ("people", "aliases"))
    with progress.bar("names", len(named)) as told:
        for start in range(0, len(named), NAMES_AT_ONCE):
            some = named[start : start + NAMES_AT_ONCE]
            people.index_names(some)
            told(len(some))
    if summary.files.get("people.csv", {}).get("loaded"):
        people.count_names()
    with progress.bar("flags", 1) as told:
        if len(met) > EVERYBODY:
            analyse()
        summary.flags = incidents.heal_flags(at=now, people=met if len(met) <= EVERYBODY else None)
        told(1)


def look_for_duplicates(summary, source, force, now, progress):
    """Put those of the people loaded who may be on record twice into the queue, for somebody to decide."""
    named = people_met(source, ("people", "aliases"))
    with progress.bar("duplicates", len(named)) as told:
        search = people.search_duplicates(named, force_id=force.pk, at=now, progress=told)
    summary.duplicates = search.found if search else 0


MET = {
    "people": "SELECT external_id FROM history_people",
    "aliases": "SELECT person FROM history_aliases",
    "relationships": "SELECT person FROM history_relationships UNION SELECT other FROM history_relationships",
    "involvements": "SELECT person FROM history_involvements",
}


def people_met(source, files=tuple(MET)):
    """Return the ids of the people named in the good rows of these files."""
    named = " UNION ".join(MET[file] for file in files)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM people_person WHERE source = %s AND external_id IN ({named}) ORDER BY id", [source]
        )
        return [row[0] for row in cursor.fetchall()]


GROWN = (
    *("people_person", "people_personname", "people_phone", "people_residence", "people_relationship"),
    *("incidents_incident", "incidents_allegation"),
)


def analyse():
    """Let the database see how much was loaded, so that it chooses plans for many rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(GROWN)}")


def count_refused(summary):
    """Put into the summary how many rows of each file were refused, and how many said nothing new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, count(*) FROM history_refused GROUP BY 1")
        refused = dict(cursor.fetchall())
    summary.refused = sum(refused.values())
    for name, counts in summary.files.items():
        counts["refused"] = refused.get(name, 0)
        counts["known"] = counts["read"] - counts["loaded"] - counts["refused"]


def write_report(folder):
    """Write file, line and reason of every refused row, and only the header when there is none; return the path."""
    path = folder / REPORT
    order = " ".join(f"WHEN '{file.name}' THEN {place}" for place, file in enumerate(FILES))
    with connection.chunked_cursor() as cursor, path.open("w", newline="", encoding="utf-8") as report:
        cursor.execute(f"SELECT file, line, reason FROM history_refused ORDER BY CASE file {order} END, line")
        writer = csv.writer(report)
        writer.writerow(["file", "line", "reason"])
        writer.writerows(cursor)
    return path
