"""Keeping how a victim can be reached safely."""

from core.errors import Refused, Stale
from law import clocks
from people import normal, queries, sharing
from people.models import SafeChannel, SafeContact, SafeTime
from people.states import ChannelKind

CHANGED = "Somebody brought this up to date after you opened the page. Look at it again and repeat your change."
HOME = (
    "The address of this victim is protected. Write no postcode and no home of theirs here, whichever it is: more "
    "people read this than may know where they live. Say through whom, or at which other place, they are reached."
)


def keep_safe_contact(
    person, *, channels, when_safe, safe_times=(), never, code_word="", who_may_answer="", others, seen, by, at
):
    """Keep a new version of how `person` is reached safely, in the caller's transaction; return the SafeContact.

    `channels` is {kind: number, address or name}; `safe_times` are (days of the week, begin, end), 1 is Monday and the
    clock is London's, beside what `when_safe` says in words; `others` are the people she must be safe from, with whom
    no channel may be shared; `seen` is the version that was on the screen, 0 for none. Asks for no
    permission: that is the caller's.
    """
    queries.hold([person.pk])
    latest = queries.latest_safe_contact(person.pk)
    if (latest.version if latest else 0) != seen:
        raise Stale(CHANGED)
    channels = {kind: normal.kept(to) for kind, to in channels.items() if normal.kept(to)}
    check_words(channels, when_safe, never)
    check_days(safe_times)
    check_not_shared(channels, sharing.known_of(others, clocks.london_day(at)))
    places = {kind.lower(): to for kind, to in channels.items() if kind in sharing.PLACES}
    said = dict(zip(sharing.WORDS, (when_safe, who_may_answer, never), strict=True))
    check_gives_no_home_away(person, places | said)
    contact = SafeContact.objects.create(
        person=person,
        version=seen + 1,
        when_safe=normal.kept(when_safe),
        never=normal.kept(never),
        code_word=normal.kept(code_word),
        who_may_answer=normal.kept(who_may_answer),
        confirmed_at=at,
        confirmed_by=by,
    )
    for kind, to in channels.items():
        SafeChannel.objects.create(contact=contact, kind=kind, to=to, key=sharing.key_of(kind, to))
    named = dict.fromkeys((day, begins, ends) for days, begins, ends in safe_times for day in days)
    SafeTime.objects.bulk_create(
        SafeTime(contact=contact, day=day, begins=begins, ends=ends) for day, begins, ends in named
    )
    return contact


def check_words(channels, when_safe, never):
    """Refuse what does not say how, when, and what must never happen."""
    if not channels:
        raise Refused(
            "Give at least one way of reaching the victim. In person, at a place they choose, is one.", "phone"
        )
    for kind in {ChannelKind.PHONE, ChannelKind.TEXT} & channels.keys():
        if len(normal.phone(channels[kind])) < 5:
            raise Refused("This is not a telephone number. Give the whole number, with its area code.", kind.lower())
    if ChannelKind.EMAIL in channels and "@" not in channels[ChannelKind.EMAIL]:
        raise Refused("This is not an e-mail address. It has a name, an @ and a domain.", "email")
    if not normal.kept(when_safe):
        raise Refused(
            "Say when it is safe, such as weekdays between nine and three. 'At any time' is an answer.", "when_safe"
        )
    if not normal.kept(never):
        raise Refused(
            "Say what must never be left or sent, such as a message on the machine. 'Nothing to add' is an answer.",
            "never",
        )


def check_days(safe_times):
    """Refuse a safe time on no day of the week."""
    for days, _, _ in safe_times:
        if not days or set(days) - set(range(1, 8)):
            raise Refused("Say on which days of the week this time is safe.", "days_1")


def check_gives_no_home_away(person, said):
    """Refuse a home or a postcode in what is `said`, {input: text}, of somebody whose address is protected.

    More people read how a victim is reached than may know where they live. It is refused whichever home it is, so that
    nobody learns from it which place is protected.
    """
    if queries.kept_safe_address(person) is None:
        return
    for field, text in said.items():
        if queries.names_a_home(text, [person.pk]):
            raise Refused(HOME, field)


def check_not_shared(channels, known):
    """Refuse a way that also reaches somebody she must be safe from."""
    for kind, to in channels.items():
        if sentence := sharing.why_shared(kind, to, known):
            raise Refused(sentence, kind.lower())
