"""What can happen to a suspect between arrest and the end of a sentence, and what we did about it."""

WANTED = "custody.wanted"
ARRESTED = "custody.arrested"
INTERVIEWED = "custody.interviewed"
CHARGED = "custody.charged"
BAIL_GRANTED = "custody.bail_granted"
BAIL_VARIED = "custody.bail_varied"
BAIL_ENDED = "custody.bail_ended"
REMANDED = "custody.remanded"
RELEASED_UNDER_INVESTIGATION = "custody.released_under_investigation"
NO_FURTHER_ACTION = "custody.no_further_action"
HEARING_LISTED = "custody.hearing_listed"
HEARING_VACATED = "custody.hearing_vacated"
COURT_HEARD = "custody.court_heard"
SENTENCED = "custody.sentenced"
VCS_REFERRED = "custody.vcs_referred"
VCS_NOT_QUALIFYING = "custody.vcs_not_qualifying"
RELEASE_DATE_KNOWN = "custody.release_date_known"
RELEASED = "custody.released"
RECALLED = "custody.recalled"
LICENCE_ENDED = "custody.licence_ended"
BREACHED = "custody.breached"
ORDER_MADE = "custody.order_made"
ORDER_VARIED = "custody.order_varied"
ORDER_REFUSED = "custody.order_refused"
ORDER_ENDED = "custody.order_ended"
DVPN_SERVED = "custody.dvpn_served"
DAPN_SERVED = "custody.dapn_served"
NOTICE_CONSIDERED = "custody.notice_considered"
ADDRESS_NOTIFIED = "custody.address_notified"
DECEASED = "custody.deceased"

# What we did.
VICTIM_TOLD = "custody.victim_told"
VICTIM_NOT_REACHED = "custody.victim_not_reached"
VICTIM_CONTACT_OWNER_NAMED = "custody.victim_contact_owner_named"
VICTIM_CONTACT_UNREACHABLE = "custody.victim_contact_unreachable"
VICTIM_CONTACT_REACHABLE = "custody.victim_contact_reachable"
EVENT_KEPT = "custody.event_kept"
EVENT_WITHDRAWN = "custody.event_withdrawn"

# Of which case it is, where no case was named.
MATTER_ASKED = "custody.matter_asked"
MATTER_TAKEN = "custody.matter_taken"
MATTER_DECLINED = "custody.matter_declined"
EVENT_UNCLAIMED = "custody.event_unclaimed"
EVENT_PLACED = "custody.event_placed"

# What a system corrected or withdrew, and what could not be taken in.
MESSAGE_REFUSED = "custody.message_refused"
MESSAGE_SETTLED = "custody.message_settled"

# An address that is kept safe, found in what was written down of the suspect.
ADDRESS_NAMED = "custody.address_named"
ADDRESS_LOOKED_AT = "custody.address_looked_at"
ADDRESS_TOLD = "custody.address_told"
ADDRESS_NOT_TOLD = "custody.address_not_told"

# What still stands, said again after an event that came late, was corrected or was withdrawn.
BAIL_RESTATED = "custody.bail_restated"
RELEASE_RESTATED = "custody.release_restated"
ORDER_RESTATED = "custody.order_restated"
HEARING_RESTATED = "custody.hearing_restated"
NOTICE_ANSWERED = "custody.notice_answered"
BREACH_ANSWERED = "custody.breach_answered"
BREACH_ARREST_KNOWN = "custody.breach_arrest_known"

# What follows from an event whose kind does not say it.
AT_LIBERTY = "custody.at_liberty"
ORDER_WEAKENED = "custody.order_weakened"
# It was said so, and an event that came late or was taken back shows that it is not so.
NOT_SO = "custody.not_so"

# What was found by comparing with the clock.
ORDER_LAPSED = "custody.order_lapsed"
BAIL_LAPSED = "custody.bail_lapsed"
FEED_SILENT = "custody.feed_silent"
FEED_HEARD = "custody.feed_heard"
FEED_SET = "custody.feed_set"

BY_KIND = {
    "WANTED": WANTED,
    "ARRESTED": ARRESTED,
    "INTERVIEWED": INTERVIEWED,
    "CHARGED": CHARGED,
    "BAIL_GRANTED": BAIL_GRANTED,
    "BAIL_VARIED": BAIL_VARIED,
    "BAIL_ENDED": BAIL_ENDED,
    "REMANDED": REMANDED,
    "RELEASED_UNDER_INVESTIGATION": RELEASED_UNDER_INVESTIGATION,
    "NO_FURTHER_ACTION": NO_FURTHER_ACTION,
    "HEARING_LISTED": HEARING_LISTED,
    "HEARING_VACATED": HEARING_VACATED,
    "COURT_HEARD": COURT_HEARD,
    "SENTENCED": SENTENCED,
    "VCS_REFERRED": VCS_REFERRED,
    "VCS_NOT_QUALIFYING": VCS_NOT_QUALIFYING,
    "RELEASE_DATE_KNOWN": RELEASE_DATE_KNOWN,
    "RELEASED": RELEASED,
    "RECALLED": RECALLED,
    "LICENCE_ENDED": LICENCE_ENDED,
    "BREACHED": BREACHED,
    "ORDER_MADE": ORDER_MADE,
    "ORDER_VARIED": ORDER_VARIED,
    "ORDER_REFUSED": ORDER_REFUSED,
    "ORDER_ENDED": ORDER_ENDED,
    "DVPN_SERVED": DVPN_SERVED,
    "DAPN_SERVED": DAPN_SERVED,
    "NOTICE_CONSIDERED": NOTICE_CONSIDERED,
    "ADDRESS_NOTIFIED": ADDRESS_NOTIFIED,
    "DECEASED": DECEASED,
}
