"""Words for custody, bail, court, prison and orders. A position is derived (custody.fold); it has no moves."""

from django.db.models import TextChoices

from law.offences import BOOK
from law.ranks import RANKS


class Kind(TextChoices):
    """What happened to the suspect."""

    WANTED = "WANTED", "Wanted"
    ARRESTED = "ARRESTED", "Arrested"
    INTERVIEWED = "INTERVIEWED", "Interviewed under caution"
    CHARGED = "CHARGED", "Charged"
    BAIL_GRANTED = "BAIL_GRANTED", "Bail granted"
    BAIL_VARIED = "BAIL_VARIED", "Bail varied"
    BAIL_ENDED = "BAIL_ENDED", "Bail ended"
    REMANDED = "REMANDED", "Kept in custody (remanded)"
    RELEASED_UNDER_INVESTIGATION = "RELEASED_UNDER_INVESTIGATION", "Released under investigation"
    NO_FURTHER_ACTION = "NO_FURTHER_ACTION", "No further action"
    HEARING_LISTED = "HEARING_LISTED", "Hearing listed"
    HEARING_VACATED = "HEARING_VACATED", "Hearing vacated"
    COURT_HEARD = "COURT_HEARD", "Heard in court"
    SENTENCED = "SENTENCED", "Sentenced"
    VCS_REFERRED = "VCS_REFERRED", "Victim referred to the Victim Contact Scheme"
    VCS_NOT_QUALIFYING = "VCS_NOT_QUALIFYING", "Offence does not qualify for the Victim Contact Scheme"
    RELEASE_DATE_KNOWN = "RELEASE_DATE_KNOWN", "Release date known"
    RELEASED = "RELEASED", "Released from custody"
    RECALLED = "RECALLED", "Recalled to prison"
    LICENCE_ENDED = "LICENCE_ENDED", "Licence ended"
    BREACHED = "BREACHED", "Breach of bail or an order"
    ORDER_MADE = "ORDER_MADE", "Protective order made"
    ORDER_VARIED = "ORDER_VARIED", "Protective order varied"
    ORDER_REFUSED = "ORDER_REFUSED", "Protective order refused"
    ORDER_ENDED = "ORDER_ENDED", "Protective order ended"
    DVPN_SERVED = "DVPN_SERVED", "Domestic violence protection notice served"
    DAPN_SERVED = "DAPN_SERVED", "Domestic abuse protection notice served"
    ADDRESS_NOTIFIED = "ADDRESS_NOTIFIED", "Name and address given under an order"
    NOTICE_CONSIDERED = "NOTICE_CONSIDERED", "Protection notice considered, none given"
    DECEASED = "DECEASED", "Suspect has died"


# What happens to him wherever he is: told without a case, it goes into every open one against him. All else is decided
# or done in one matter, and goes nowhere of itself while it is not said which. In doubt a kind stays off this list: a
# question asked the same day costs less than another matter's terms, or the end of its bail, on the wrong page.
OF_THE_PERSON = (
    Kind.WANTED,
    Kind.ARRESTED,
    Kind.RELEASE_DATE_KNOWN,
    Kind.RELEASED,
    Kind.RECALLED,
    Kind.LICENCE_ENDED,
    Kind.DECEASED,
)
# By these somebody under arrest goes free: so he does in every case into which that arrest went.
SETS_FREE = (Kind.BAIL_GRANTED, Kind.RELEASED_UNDER_INVESTIGATION, Kind.NO_FURTHER_ACTION)

# Two events of one instant are read in this order, as they follow each other in life: bail ends before it is
# granted anew, and a prisoner is released on the bail that the court granted him.
IN_ONE_INSTANT = (
    Kind.WANTED,
    Kind.BREACHED,
    Kind.ARRESTED,
    Kind.INTERVIEWED,
    Kind.DVPN_SERVED,
    Kind.DAPN_SERVED,
    Kind.NOTICE_CONSIDERED,
    Kind.BAIL_ENDED,
    Kind.NO_FURTHER_ACTION,
    Kind.RELEASED_UNDER_INVESTIGATION,
    Kind.CHARGED,
    Kind.HEARING_LISTED,
    Kind.HEARING_VACATED,
    Kind.COURT_HEARD,
    Kind.SENTENCED,
    Kind.VCS_REFERRED,
    Kind.VCS_NOT_QUALIFYING,
    Kind.RELEASED,
    Kind.RECALLED,
    Kind.RELEASE_DATE_KNOWN,
    Kind.BAIL_GRANTED,
    Kind.BAIL_VARIED,
    Kind.REMANDED,
    Kind.ORDER_ENDED,
    Kind.ORDER_REFUSED,
    Kind.ORDER_MADE,
    Kind.ORDER_VARIED,
    Kind.ADDRESS_NOTIFIED,
    Kind.LICENCE_ENDED,
    Kind.DECEASED,
)


class FeedRhythm(TextChoices):
    """How often a feed is expected to speak (law.feeds)."""

    CUSTODY = "CUSTODY", "Custody system: several times a day"
    COURT = "COURT", "Court results: every working day"
    PRISON = "PRISON", "Prison or probation: every few days"
    NOT_WATCHED = "NOT_WATCHED", "Not watched"


class Status(TextChoices):
    """Where the suspect stands."""

    NOT_KNOWN = "", "Nothing on record"
    WANTED = "WANTED", "Wanted"
    ARRESTED = "ARRESTED", "Under arrest"
    VOLUNTARY_INTERVIEW = "VOLUNTARY_INTERVIEW", "Interviewed as a volunteer, at liberty"
    PRE_CHARGE_BAIL = "PRE_CHARGE_BAIL", "On police bail"
    BAIL_ENDED = "BAIL_ENDED", "At liberty: bail has ended, no conditions"
    UNDER_INVESTIGATION = "UNDER_INVESTIGATION", "Released under investigation: no conditions"
    NO_FURTHER_ACTION = "NO_FURTHER_ACTION", "No further action: no conditions"
    CHARGED_REMANDED = "CHARGED_REMANDED", "Remanded in custody"
    CHARGED_COURT_BAIL = "CHARGED_COURT_BAIL", "On court bail"
    CHARGED_UNCONDITIONAL = "CHARGED_UNCONDITIONAL", "Charged, at liberty without conditions"
    CONVICTED_AWAITING = "CONVICTED_AWAITING", "Convicted, waiting for sentence"
    COURT_ENDED = "COURT_ENDED", "Acquitted or discontinued: no conditions"
    SENTENCED_COMMUNITY = "SENTENCED_COMMUNITY", "Community sentence"
    SENTENCED_SUSPENDED = "SENTENCED_SUSPENDED", "Suspended sentence"
    SENTENCED_CUSTODY = "SENTENCED_CUSTODY", "In prison, sentenced"
    SENTENCED_OTHER = "SENTENCED_OTHER", "Sentenced"
    HOSPITAL_ORDER = "HOSPITAL_ORDER", "Hospital order"
    TEMPORARY_RELEASE = "TEMPORARY_RELEASE", "Temporarily released from prison"
    HOME_DETENTION_CURFEW = "HOME_DETENTION_CURFEW", "Released on home detention curfew"
    ON_LICENCE = "ON_LICENCE", "Released on licence"
    RELEASED = "RELEASED", "Released from custody"
    UNLAWFULLY_AT_LARGE = "UNLAWFULLY_AT_LARGE", "Unlawfully at large, or released in error"
    RECALLED = "RECALLED", "Recalled to prison"
    LICENCE_EXPIRED = "LICENCE_EXPIRED", "Sentence served"
    DECEASED = "DECEASED", "Has died"


ON_BAIL = (Status.PRE_CHARGE_BAIL, Status.CHARGED_COURT_BAIL)
IN_CUSTODY = (
    Status.ARRESTED,
    Status.CHARGED_REMANDED,
    Status.SENTENCED_CUSTODY,
    Status.HOSPITAL_ORDER,
    Status.RECALLED,
)
# Only here may conditions be shown as holding. Released under investigation is not among them: there are none.
MAY_HAVE_CONDITIONS = (
    *ON_BAIL,
    Status.SENTENCED_COMMUNITY,
    Status.SENTENCED_SUSPENDED,
    Status.SENTENCED_OTHER,
    Status.TEMPORARY_RELEASE,
    Status.HOME_DETENTION_CURFEW,
    Status.ON_LICENCE,
)


class ConditionKind(TextChoices):
    """What a condition asks of the suspect."""

    NO_CONTACT = "NO_CONTACT", "No contact"
    STAY_AWAY = "STAY_AWAY", "Stay away from a place"
    LIVE_AT = "LIVE_AT", "Live at a named address"
    CURFEW = "CURFEW", "Curfew"
    REPORT = "REPORT", "Report to a police station"
    TAG = "TAG", "Electronic tag"
    VACATE = "VACATE", "Leave the home"
    PROGRAMME = "PROGRAMME", "Attend a programme"
    OTHER = "OTHER", "Another condition"


class Order(TextChoices):
    """Notices and orders that protect."""

    DVPN = "DVPN", "Domestic violence protection notice"
    DVPO = "DVPO", "Domestic violence protection order"
    DAPN = "DAPN", "Domestic abuse protection notice"
    DAPO = "DAPO", "Domestic abuse protection order"
    NON_MOLESTATION = "NON_MOLESTATION", "Non-molestation order"
    OCCUPATION = "OCCUPATION", "Occupation order"
    RESTRAINING = "RESTRAINING", "Restraining order"
    STALKING = "STALKING", "Stalking protection order"
    FORCED_MARRIAGE = "FORCED_MARRIAGE", "Forced marriage protection order"
    FGM = "FGM", "Female genital mutilation protection order"
    OTHER = "OTHER", "Another order"


# What answers a notice of the police; an order of which nobody said which it is may be one of these.
ANSWERS_NOTICES = (Order.DVPO, Order.DAPO, Order.OTHER)
# What a court makes; notices are served by the police.
ORDERS_OF_COURT = [each for each in Order if each not in (Order.DVPN, Order.DAPN)]


class BreachOf(TextChoices):
    """What was breached."""

    BAIL = "BAIL", "Bail conditions"
    LICENCE = "LICENCE", "Licence conditions"
    DVPN = "DVPN", "Domestic violence protection notice"
    DVPO = "DVPO", "Domestic violence protection order"
    DAPN = "DAPN", "Domestic abuse protection notice"
    DAPO = "DAPO", "Domestic abuse protection order"
    NON_MOLESTATION = "NON_MOLESTATION", "Non-molestation order"
    OCCUPATION = "OCCUPATION", "Occupation order"
    RESTRAINING = "RESTRAINING", "Restraining order"
    STALKING = "STALKING", "Stalking protection order"
    FORCED_MARRIAGE = "FORCED_MARRIAGE", "Forced marriage protection order"
    FGM = "FGM", "Female genital mutilation protection order"
    OTHER = "OTHER", "Something else"


# What he may be charged with, by the list of offences; what is not on it is said in words.
Offence = TextChoices(
    "Offence",
    [(each.code, (each.code, each.title)) for each in BOOK.offences] + [("OTHER", ("OTHER", "Another offence"))],
)

# The ranks of the police, as whoever authorised a notice held one.
Rank = TextChoices("Rank", [(rank, (rank, rank.replace("_", " ").capitalize())) for rank in RANKS])


class Sentence(TextChoices):
    """What the court imposed."""

    CUSTODY = "CUSTODY", "Prison"
    SUSPENDED = "SUSPENDED", "Suspended sentence"
    COMMUNITY = "COMMUNITY", "Community sentence"
    HOSPITAL = "HOSPITAL", "Hospital order"
    OTHER = "OTHER", "Another sentence"


class Hearing(TextChoices):
    """What a court hearing is for."""

    FIRST = "FIRST", "First hearing"
    BAIL = "BAIL", "Bail hearing"
    PLEA = "PLEA", "Plea and case management"
    TRIAL = "TRIAL", "Trial"
    SENTENCE = "SENTENCE", "Sentence"
    APPEAL = "APPEAL", "Appeal"
    OTHER = "OTHER", "Another hearing"


class Result(TextChoices):
    """What the court decided at a hearing."""

    ADJOURNED = "ADJOURNED", "Adjourned"
    CONVICTED = "CONVICTED", "Convicted, sentence to follow"
    ACQUITTED = "ACQUITTED", "Acquitted"
    DISCONTINUED = "DISCONTINUED", "Discontinued"
    OTHER = "OTHER", "Something else"


class Route(TextChoices):
    """How somebody leaves custody."""

    LICENCE = "LICENCE", "On licence"
    HOME_DETENTION_CURFEW = "HOME_DETENTION_CURFEW", "On home detention curfew"
    TEMPORARY = "TEMPORARY", "On temporary licence"
    END_OF_SENTENCE = "END_OF_SENTENCE", "At the end of the sentence"
    COURT = "COURT", "By a court"
    ESCAPED = "ESCAPED", "Escaped, or did not return"
    IN_ERROR = "IN_ERROR", "Released in error"
    OTHER = "OTHER", "In another way"


# Only these have conditions of their own.
ON_LICENCE = (Route.LICENCE, Route.HOME_DETENTION_CURFEW, Route.TEMPORARY)


class Wanted(TextChoices):
    """What a system wanted done to what it had told."""

    CORRECTION = "CORRECTION", "Correct"
    WITHDRAWAL = "WITHDRAWAL", "Withdraw"


class Method(TextChoices):
    """How the victim was told."""

    IN_PERSON = "IN_PERSON", "In person"
    PHONE = "PHONE", "By telephone"
    THROUGH_IDVA = "THROUGH_IDVA", "Through her IDVA or advocate"
    VIDEO = "VIDEO", "By video call"
    EMAIL = "EMAIL", "By email"
    TEXT = "TEXT", "By text message"
    LETTER = "LETTER", "By letter"


# The way of safe contact that a method is, by its code. A video call is none that she is asked for.
CHANNEL = {each: str(each) for each in Method if each not in (Method.THROUGH_IDVA, Method.VIDEO)} | {
    Method.THROUGH_IDVA: "THROUGH"
}

# To which status a sentence, a verdict or a way out of prison leads.
SENTENCES = {
    Sentence.CUSTODY: Status.SENTENCED_CUSTODY,
    Sentence.SUSPENDED: Status.SENTENCED_SUSPENDED,
    Sentence.COMMUNITY: Status.SENTENCED_COMMUNITY,
    Sentence.HOSPITAL: Status.HOSPITAL_ORDER,
    Sentence.OTHER: Status.SENTENCED_OTHER,
}
RESULTS = {
    Result.CONVICTED: Status.CONVICTED_AWAITING,
    Result.ACQUITTED: Status.COURT_ENDED,
    Result.DISCONTINUED: Status.COURT_ENDED,
}
ROUTES = {
    Route.LICENCE: Status.ON_LICENCE,
    Route.HOME_DETENTION_CURFEW: Status.HOME_DETENTION_CURFEW,
    Route.TEMPORARY: Status.TEMPORARY_RELEASE,
    Route.END_OF_SENTENCE: Status.LICENCE_EXPIRED,
    Route.ESCAPED: Status.UNLAWFULLY_AT_LARGE,
    Route.IN_ERROR: Status.UNLAWFULLY_AT_LARGE,
}
# He goes back, or is to be brought back: the date that prison named before still lies ahead of him.
FOR_THE_TIME_BEING = (Route.TEMPORARY, Route.ESCAPED, Route.IN_ERROR)


class AddressOutcome(TextChoices):
    """What came of looking at an address that is kept safe and that was written down of the suspect."""

    NOT_THAT = "NOT_THAT", "It is another place, not the address that is kept safe"
    REWORDED = "REWORDED", "It is not written there any more, and the suspect never had these words"
    LEFT = "LEFT", "Nobody whom this case protects lives there any more"
    KNOWN = "KNOWN", "The suspect has these words, or knew the address: it is safe no longer"
