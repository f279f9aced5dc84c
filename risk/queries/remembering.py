"""What the records already say beside a question: never an answer, only something to ask about."""

from datetime import timedelta

from incidents import queries as incidents
from law import severity

# Items and the facts of an incident that bear on them.
FACTS = {
    "injury": ("injury",),
    "strangle": ("strangulation",),
    "freq_neck": ("strangulation",),
    "weapons": ("weapon",),
    "freq_weapon": ("weapon",),
    "sexual": ("sexual_assault",),
    "freq_sexual": ("sexual_assault",),
    "threat_kill": ("threat_to_kill",),
    "freq_threats_kill": ("threat_to_kill",),
    "stalking": ("stalking", "harassment"),
    "freq_after_leaving": ("stalking", "harassment"),
    "breach": ("breach", "breach_of"),
    "freq_damage": ("damage",),
    "freq_hit": ("injury",),
}
OFTEN = ("more_often", "freq_change")
YEAR = timedelta(days=365)
MOST = 3


def records_beside(case_id, at):
    """Return {item code: words} of what the reports in a case say, the newest first, in one query."""
    reports = list(incidents.incidents_of(case_id))
    found = {
        code: told
        for code, names in FACTS.items()
        if (told := words([each for each in reports if any(severity.said(each.facts.get(name)) for name in names)]))
    }
    year = [each for each in reports if each.reported_at > at - YEAR]
    if len(year) > 1:
        found |= dict.fromkeys(OFTEN, f"{len(year)} reports in the last twelve months.")
    return found


def words(reports):
    """Return which reports say so, by number and day."""
    if not reports:
        return ""
    named = [f"{each.number} of {each.reported_on:%-d %b %Y}" for each in reports[:MOST]]
    more = f" and {len(reports) - MOST} more" if len(reports) > MOST else ""
    return f"reported in {', '.join(named)}{more}."
