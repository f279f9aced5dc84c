"""One sentence for each event of custody, as the timeline of a case tells it. No names."""

from datetime import date, datetime

from custody import events
from custody.states import (
    AddressOutcome,
    BreachOf,
    ConditionKind,
    Hearing,
    Kind,
    Method,
    Offence,
    Order,
    Result,
    Route,
    Sentence,
    Wanted,
)
from law import clocks

AGAIN = " It is asked for again, since what had answered it does not count."


def shown(name, value):
    """Return a detail as the page shows it: days and moments as such."""
    if name in ("bail_ends_on", "release_on", "as_at", "expires_on", "from_on"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name == "hearing_at" else value


def condition_words(condition):
    """Return one condition in words."""
    kind = ConditionKind(condition["kind"])
    if kind == ConditionKind.OTHER:
        return condition["text"]
    return ": ".join(filter(None, (kind.label, condition["text"])))


def label(choices, code, otherwise=""):
    """Return the words of a code in small letters, or others where there is none."""
    return choices(code).label.lower() if code in choices.values else otherwise


def by_whom(facts):
    """Say who decided on bail."""
    return " by the court" if facts.get("by_court") else ""


def bail_words(facts):
    """Say that bail was granted, by whom, and with how many conditions."""
    count = facts.get("conditions") or 0
    many = "no conditions" if not count else f"{count} condition{'s' if count > 1 else ''}"
    return f"Bail granted{by_whom(facts)}, with {many}."


def again(facts):
    """Say that an event is told again, because what had answered it was withdrawn."""
    return AGAIN if facts.get("again") else ""


def arrest_words(facts):
    """Say that the suspect was arrested, and for what breach."""
    breach = label(BreachOf, facts.get("breach_of"))
    return (f"Suspect arrested for breach: {breach}." if breach else "Suspect arrested.") + again(facts)


def charge_words(facts):
    """Say that the suspect was charged, and with what where the list has it."""
    code = facts.get("offence")
    known = code in Offence.values and code != Offence.OTHER
    return f"Suspect charged{f': {in_sentence(Offence(code).label)}' if known else ''}." + again(facts)


def in_sentence(title):
    """Return a title as it stands within a sentence: its first letter small, but for an abbreviation."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def sentence_words(facts):
    """Say what the sentence was."""
    sentence = label(Sentence, facts.get("sentence"), "prison" if facts.get("custodial") else "")
    months = f"{facts['months']} months" if facts.get("months") else ""
    what = ", ".join(filter(None, (sentence, months)))
    return f"Suspect sentenced{': ' if what else ''}{what}.{again(facts)}"


def order_words(what):
    """Return the words for an order that was made, refused or has ended."""
    return lambda facts: (
        f"{Order(facts['kind']).label} {what}." if facts.get("kind") in Order.values else (f"Protective order {what}.")
    )


def hearing_words(what):
    """Return the words for a hearing that was listed or vacated."""

    def words(facts):
        kind = facts.get("hearing")
        again = " at another time" if what == "listed" and facts.get("of") else ""
        known = kind in Hearing.values and kind != Hearing.OTHER
        return f"{Hearing(kind).label if known else 'Hearing'} {what}{again}."

    return words


def told_words(facts):
    """Say of what the victim was told, and how."""
    what = Kind(facts["kind"]).label.lower()
    return f"Victim told ({label(Method, facts.get('method'))}): {what}."


def matter_words(facts):
    """Say that something happened in a matter that was not named, and what."""
    what = Kind(facts["kind"]).label.lower()
    return f"Something happened to the suspect in a matter that was not named: {what}. Does it concern this case?"


def asked_words(event):
    """Return of an event what may be read before it is known which case it concerns."""
    when = event.effective_at.astimezone(clocks.LONDON)
    return f"{event.get_kind_display().lower()}, {when:%-d %B %Y at %H:%M}, from {event.source}"


def choice_words(case):
    """Return a case as it is offered to whoever looks for the case of an event."""
    if case.state != "CLOSED":
        return str(case)
    return f"{case} (closed {case.closed_at.astimezone(clocks.LONDON):%-d %B %Y}: it is reopened, and you own it)"


def said_rows(message):
    """Return what a message said that could not be taken in, as (key, value) in words."""
    said = message.said | (message.said.get("details") or {})
    labels = {
        "source_event_id": "Number of the message",
        "effective_at": "Happened",
        "victim_views": "The victim's views",
    }
    names = [name for name in said if name != "details" and said[name] not in (None, "", [])]
    return [(labels.get(name, name.replace("_", " ").capitalize()), plainly(said[name])) for name in names]


def term_words(term):
    """Return a condition as a message told it, whether or not we know its kind."""
    kind = term.get("kind")
    named = ConditionKind(kind).label if kind in ConditionKind.values and kind != ConditionKind.OTHER else ""
    return ": ".join(filter(None, (named, str(term.get("text") or ""))))


def plainly(value):
    """Return a value of a message as it came, in words: a list line by line, and yes or no as such."""
    if isinstance(value, list):
        return {"lines": [term_words(each) if isinstance(each, dict) else str(each) for each in value]}
    return {True: "Yes", False: "No"}.get(value, value) if isinstance(value, bool) else value


def said(words):
    """Return a sentence that does not depend on the facts."""
    return lambda facts: words + again(facts)


SENTENCES = {event: said(f"{Kind(kind).label}.") for kind, event in events.BY_KIND.items()} | {
    events.ARRESTED: arrest_words,
    events.INTERVIEWED: said("Suspect interviewed under caution."),
    events.CHARGED: charge_words,
    events.BAIL_GRANTED: bail_words,
    events.BAIL_VARIED: lambda facts: f"Bail changed{by_whom(facts)}.",
    events.REMANDED: said("Suspect kept in custody."),
    events.RELEASED_UNDER_INVESTIGATION: said("Suspect released under investigation: no conditions hold him."),
    events.NOTICE_CONSIDERED: said("A protection notice was considered; none was given."),
    events.COURT_HEARD: lambda facts: f"Case heard in court{label_after(Result, facts.get('result'))}.",
    events.HEARING_LISTED: hearing_words("listed"),
    events.HEARING_VACATED: hearing_words("vacated"),
    events.SENTENCED: sentence_words,
    events.RELEASE_DATE_KNOWN: said("Date of release made known."),
    events.RELEASED: lambda facts: f"Suspect released from custody{label_after(Route, facts.get('route'))}.",
    events.RECALLED: said("Suspect recalled to prison."),
    events.BREACHED: lambda facts: (
        f"Breach: {label(BreachOf, facts.get('breach_of'), 'bail or an order')}.{again(facts)}"
    ),
    events.ORDER_MADE: order_words("made"),
    events.ORDER_VARIED: order_words("varied"),
    events.ORDER_WEAKENED: said("The order asks less of the suspect than before, or ends sooner."),
    events.NOT_SO: said("What was said to follow from that event does not, by what became known since."),
    events.ORDER_REFUSED: order_words("refused"),
    events.ORDER_ENDED: order_words("has ended"),
    events.VICTIM_TOLD: told_words,
    events.VICTIM_NOT_REACHED: lambda facts: f"Victim not reached: {Kind(facts['kind']).label.lower()}.",
    events.VICTIM_CONTACT_OWNER_NAMED: said("An officer was named to keep in touch with the victim."),
    events.VICTIM_CONTACT_UNREACHABLE: said(
        "Whoever keeps in touch with the victim cannot be reached. A supervisor was told."
    ),
    events.VICTIM_CONTACT_REACHABLE: said("Whoever keeps in touch with the victim can be reached again."),
    events.EVENT_KEPT: lambda facts: f"{Kind(facts['kind']).label}: kept without a case.",
    events.MATTER_ASKED: matter_words,
    events.MATTER_TAKEN: lambda facts: f"{Kind(facts['kind']).label}: it concerns this case, and was taken in.",
    events.MATTER_DECLINED: lambda facts: f"{Kind(facts['kind']).label}: it does not concern this case.",
    events.EVENT_UNCLAIMED: lambda facts: f"{Kind(facts['kind']).label}: it concerns none of the cases asked.",
    events.EVENT_PLACED: lambda facts: (
        f"{Kind(facts['kind']).label}: {'taken into a case' if facts.get('concerns') else 'it concerns no case'}."
    ),
    events.MESSAGE_REFUSED: lambda facts: (
        f"A system asked to {label(Wanted, facts.get('wanted'))} what it had told, and that could not be taken in."
    ),
    events.MESSAGE_SETTLED: said("Somebody looked at what a system had corrected or withdrawn."),
    events.ADDRESS_NAMED: said("An address that is kept safe was found in what was written of the suspect."),
    events.ADDRESS_LOOKED_AT: lambda facts: f"The address was looked at. {AddressOutcome(facts['outcome']).label}.",
    events.ADDRESS_TOLD: said("The victim was told that the suspect knows the address."),
    events.ADDRESS_NOT_TOLD: said("The victim was not reached to be told that the suspect knows the address."),
    events.ADDRESS_NOTIFIED: said("The suspect gave name and address under an order."),
    events.ORDER_LAPSED: order_words("has run out"),
    events.BAIL_LAPSED: said("Police bail has run out, and its conditions hold no longer."),
    events.FEED_SILENT: said("A feed fell silent."),
    events.FEED_HEARD: said("The feed speaks again."),
    events.FEED_SET: said("The rhythm of a feed was changed."),
    events.EVENT_WITHDRAWN: lambda facts: f"Withdrawn: {Kind(facts['kind']).label.lower()}.",
    events.BAIL_RESTATED: said("The last day of bail still stands."),
    events.RELEASE_RESTATED: said("The date of release still stands."),
    events.ORDER_RESTATED: said("The last day of the order still stands."),
    events.HEARING_RESTATED: said("The hearing that was listed before stands again."),
    events.NOTICE_ANSWERED: said("The court had already decided on this notice."),
    events.BREACH_ARREST_KNOWN: said("The arrest for this breach is on record by itself."),
    events.AT_LIBERTY: said("The suspect, who was held, is at liberty by that decision."),
    events.BREACH_ANSWERED: said("The court had already heard this breach."),
}


def label_after(choices, code):
    """Return ": words" for a code, or nothing."""
    words = label(choices, code)
    return f": {words}" if words else ""
