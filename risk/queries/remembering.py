"""What the records already say beside a question: never an answer, only something to ask about."""

from datetime import timedelta

from core.models import Entry
from incidents import queries as incidents
from law import circumstances, clocks, severity
from risk.events import CIRCUMSTANCE_RECORDED

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
    "stalking_before": ("stalking", "harassment"),
    "stalking_damage": ("damage",),
    "stalking_threats": ("threat_to_kill",),
    "honour_threats": ("threat_to_kill",),
}
# Items and the recorded changes of circumstances that bear on them.
CHANGES = {
    "separation": ("SEPARATION",),
    "honour_leaving": ("SEPARATION",),
    "pregnant": ("PREGNANCY",),
    "child_under_one": ("PREGNANCY",),
    "contact_conflict": ("CHILD_CONTACT",),
    "child_contact": ("CHILD_CONTACT",),
    "suicide": ("SUICIDE_THREAT",),
    "freq_suicide": ("SUICIDE_THREAT",),
    "weapons": ("WEAPON_ACCESS",),
    "freq_weapon": ("WEAPON_ACCESS",),
    "money": ("SUSPECT_WORK",),
    "substance_mh": ("SUSPECT_HEALTH", "SUSPECT_SUBSTANCES"),
    "stalking_substance": ("SUSPECT_SUBSTANCES",),
}
# Items and what the journal of the case tells of the suspect, in words.
TOLD = {
    "breach": {"custody.breached": "breach of bail or an order"},
    "criminal": {
        "custody.arrested": "arrest",
        "custody.charged": "charge",
        "custody.sentenced": "sentence",
    },
    "weapons": {"incidents.firearms_found": "firearms certificate"},
    "freq_weapon": {"incidents.firearms_found": "firearms certificate"},
}
WITHDRAWN = "custody.event_withdrawn"
OTHERS = ("hurt_others", "freq_others", "criminal", "stalking_violent_past")
OFTEN = ("more_often", "freq_change")
YEAR = timedelta(days=365)
MOST = 3


def records_beside(case, *, reader, at):
    """Return {item code: words} of what this reader may know from the records, in three queries.

    From the reports in the case, what changed, what happened to the suspect, and cases about somebody else, which
    are counted and never named: the page is open beside the victim.
    """
    found = {}
    for source in (from_reports(case, at), from_journal(case), from_other_cases(case, reader)):
        for code, told in source.items():
            found.setdefault(code, []).append(told)
    return {code: "; ".join(told) + "." for code, told in found.items()}


def from_reports(case, at):
    """Return what the reports in a case say, the newest first."""
    reports = list(incidents.incidents_of(case.pk))
    found = {
        code: told
        for code, names in FACTS.items()
        if (told := words([each for each in reports if any(severity.said(each.facts.get(name)) for name in names)]))
    }
    year = [each for each in reports if each.reported_at > at - YEAR]
    if len(year) > 1:
        found |= dict.fromkeys(OFTEN, f"{len(year)} reports in the last twelve months")
    return found


def from_journal(case):
    """Return what the journal of the case tells, the newest first, without what was withdrawn."""
    wanted = {WITHDRAWN, CIRCUMSTANCE_RECORDED, *(event for events in TOLD.values() for event in events)}
    rows = list(Entry.objects.filter(case_id=case.pk, event__in=wanted).order_by("-occurred_at", "-recorded_at"))
    withdrawn = {row.subject_id for row in rows if row.event == WITHDRAWN}
    found = {}
    for row in rows:
        if row.subject_id in withdrawn:
            continue
        for code, said in bears_on(row):
            found.setdefault(code, []).append(f"{said}, {clocks.london_day(row.occurred_at):%-d %b %Y}")
    return {code: "recorded: " + ", ".join(said[:MOST]) for code, said in found.items()}


def bears_on(entry):
    """Return [(item code, words)] of the questions on which one entry bears."""
    if entry.event == CIRCUMSTANCE_RECORDED:
        kind = entry.facts["kind"]
        return [(code, circumstances.BY_CODE[kind].title) for code, kinds in CHANGES.items() if kind in kinds]
    return [(code, events[entry.event]) for code, events in TOLD.items() if entry.event in events]


def from_other_cases(case, reader):
    """Return how many cases there are against the same suspect about somebody else, of those the reader may know."""
    against = incidents.visible_to(reader).filter(suspect__identity=case.suspect.identity_id).exclude(pk=case.pk)
    count = against.exclude(victim__identity=case.victim.identity_id).count()
    said = "one case about somebody else" if count == 1 else f"{count} cases about others"
    return dict.fromkeys(OTHERS, said) if count else {}


def words(reports):
    """Return which reports say so, by number and day."""
    if not reports:
        return ""
    named = [f"{each.number} of {each.reported_on:%-d %b %Y}" for each in reports[:MOST]]
    more = f" and {len(reports) - MOST} more" if len(reports) > MOST else ""
    return f"reported in {', '.join(named)}{more}"
