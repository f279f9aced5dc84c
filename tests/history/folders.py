"""A good folder of history, and how to import one and read its report."""

import csv
import io
import json

from django.core.management import call_command

PEOPLE = """person_id,given_name,family_name,born_on,sex,phone,address,postcode
p-1,Asha,"O'Vale, born Crane",1990-04-05,F,07700 900123,14 Harbour Row,ct16 1vo
p-2,Dorian,Crane,1988-01,male,,14 Harbour Row,CT16 1VO
p-3,Bryn,Lode,1985,f,,"3 Mill Lane, Kiln House",CT1 2IK
p-4,,,,,,,
"""
ALIASES = "person_id,given_name,family_name\np-2,Dorrie,\n"
RELATIONSHIPS = """person_id,other_person_id,kind,from_on,until_on
p-2,p-1,ex_partner,2015,2019-06
p-2,p-3,partner,,
"""
INCIDENTS = """incident_id,occurred_at,reported_at,kind,address,postcode,violence,weapon,injury,breach_of
i-1,2025-12-30T23:30,2026-01-03,,14 Harbour Row,CT16 1VO,used,knife,yes,
i-2,2026-05-02,,Harassment,,,threatened,,,
i-3,2026-07-01T00:30+01:00,,dispute,,,not_stated,,0,police bail
"""
INVOLVEMENTS = """incident_id,person_id,role
i-1,p-1,victim
i-1,p-2,suspect
i-1,p-4,child
i-2,p-3,victim
i-2,p-2,suspect
i-3,p-1,victim
i-3,p-2,Suspect
"""
FIREARMS = "certificate,holder_person_id,address,postcode,valid_from,valid_until\nF-1,p-2,,CT16 1VO,2024-01-01,2029\n"
GOOD = {
    "people": PEOPLE,
    "aliases": ALIASES,
    "relationships": RELATIONSHIPS,
    "incidents": INCIDENTS,
    "involvements": INVOLVEMENTS,
    "firearms": FIREARMS,
}


def run(folder, *options):
    """Import a folder; return the summary."""
    out = io.StringIO()
    call_command("import_history", str(folder), "--json", *options, stdout=out)
    (line,) = out.getvalue().splitlines()
    return json.loads(line)


def refused(folder):
    """Return [(file, line, reason)] of the report."""
    with (folder / "rejected.csv").open(newline="", encoding="utf-8") as report:
        rows = list(csv.reader(report))
    assert rows[0] == ["file", "line", "reason"]
    return [(name, int(line), reason) for name, line, reason in rows[1:]]
