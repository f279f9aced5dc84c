"""What lower apps ask of upper ones, in one place."""

from accounts import presenters as accounts_presenters
from accounts import queries as accounts_queries
from accounts import services as accounts_services
from children import services as children_services
from core import access, duties, escalation, journal_queries, outbox
from custody import presenters as custody_presenters
from custody import queries as custody_queries
from custody import services as custody_services
from dacase import deciding, known, leaving, owners, reactions, standing, story, tied
from deaths import presenters as deaths_presenters
from deaths import queries as deaths_queries
from deaths import services as deaths_services
from incidents import presenters as incidents_presenters
from incidents import queries as incidents_queries
from incidents import services as incidents_services
from incidents.presenters import checks, knowledge, script
from incidents.services import calls, cases, contact, crossing, supervision, transfers
from marac import presenters as marac_presenters
from marac import queries as marac_queries
from marac import services as marac_services
from oversight import services as oversight_services
from people import presenters as people_presenters
from people import queries as people_queries
from people import services as people_services
from regular import services as regular_services
from risk import presenters as risk_presenters
from risk import services as risk_services
from risk.queries import reading as risk_reading
from risk.services import correcting, rising
from safety_plans import queries as safety_plans_queries
from safety_plans import services as safety_plans_services
from witness_care import presenters as witness_care_presenters
from witness_care import queries as witness_care_queries
from witness_care import services as witness_care_services


def connect():
    """Fill every table once."""
    duties.OWNERS.update(owners.OWNERS)
    journal_queries.KNOWN.update(
        {
            incidents_queries.COUNTER: incidents_queries.counters_visible_to,
            custody_queries.ADDRESS_LOOK: custody_queries.looks_visible_to,
        }
    )
    access.LEVELS_KEPT_FROM[:] = [risk_reading.levels_kept_from]
    duties.NOT_OWED[:] = [owners.not_owed]
    duties.LOOK_AHEAD[:] = [standing.look_ahead]
    incidents_presenters.IN_FORCE[:] = [custody_presenters.in_force]
    incidents_presenters.ALSO_TOLD[:] = [custody_presenters.contact_log, witness_care_presenters.contact_log]
    incidents_presenters.STILL_OWED[:] = [story.owed_again]
    outbox.REACTIONS.update(reactions.REACTIONS)
    accounts_services.HOLDS[:] = [
        leaving.cases_held,
        incidents_services.investigations_held,
        custody_services.contact_owners_held,
        witness_care_services.contacts_held,
        deaths_services.families_held,
        leaving.duties_held,
    ]
    accounts_queries.HELD.update(
        {
            "cases": incidents_queries.held_by,
            "investigations": incidents_queries.count_investigated_by,
            "victims": custody_queries.count_contact_owned_by,
            "witnesses": witness_care_queries.count_held,
            "families": deaths_queries.count_held,
            "measures": safety_plans_queries.count_held,
            "actions": marac_queries.count_held,
            "duties": leaving.count_owed,
        }
    )
    accounts_services.MOVES[:] = [
        risk_services.open_unread,
        incidents_services.move_cases,
        incidents_services.move_investigations,
        custody_services.move_contact_owners,
        witness_care_services.move_contacts,
        deaths_services.move_families,
        safety_plans_services.move_measures,
        marac_services.move_actions,
        leaving.move_duties,
    ]
    accounts_presenters.CAME[:] = [incidents_presenters.came]
    accounts_services.MOVES_BACK[:] = [
        incidents_services.move_back,
        incidents_services.move_investigations_back,
        custody_services.move_contact_owners_back,
        witness_care_services.move_contacts_back,
        deaths_services.move_families_back,
        safety_plans_services.move_measures_back,
        marac_services.move_actions_back,
        leaving.move_duties_back,
    ]
    people_services.AFTER_IDENTITY_CHANGE[:] = [
        incidents_services.identities_changed,
        deaths_services.identities_changed,
        custody_services.seek_in_cases_of,
    ]
    people_services.AFTER_SAFE_ADDRESS[:] = [
        risk_services.victim_changed,
        contact.check_contacts,
        custody_services.seek_in_cases_of,
    ]
    people_services.AFTER_BRINGING[:] = [risk_services.brought]
    people_services.AFTER_PARTING[:] = [risk_services.parted]
    people_services.AFTER_MARKER[:] = [risk_services.marker_set]
    people_services.AFTER_TIE[:] = [incidents_services.tie_declared, tied.tie_declared]
    people_presenters.ABOVE[:] = [incidents_presenters.of_person]
    people_queries.NOT_OURS[:] = [incidents_queries.answered_for_elsewhere]
    people_queries.HIDDEN[:] = [
        people_queries.Rule(hides=incidents_queries.people_hidden_from, doubts=incidents_queries.people_in_question)
    ]
    people_queries.HIDDEN_RECORDS[:] = [incidents_queries.records_hidden_from]
    escalation.SWEEPS[:] = [
        supervision.sweep,
        oversight_services.sweep,
        accounts_services.start_absences,
        incidents_services.sound_alarms,
        incidents_services.watch_investigators,
        leaving.tell_of_unreachable,
        leaving.tell_of_no_address,
        custody_services.watch_contact_owners,
        custody_services.watch_feeds,
        custody_services.watch_orders,
        custody_services.watch_bail,
        regular_services.open_periods,
        risk_services.watch_downgrades,
        risk_services.watch_reads,
        deciding.move_from_gone,
        risk_services.begin_policies,
        risk_services.watch_contact,
    ]
    supervision.KNOWN_ABOVE[:] = [marac_queries.known_of]
    calls.AFTER_NAMING[:] = [custody_services.seek_in_cases]
    calls.REFERRED_BEFORE[:] = [marac_queries.referred_before]
    people_queries.CONSEQUENCES[:] = [incidents_queries.consequence]
    people_queries.OPEN_CASES[:] = [incidents_queries.gravest_open_cases]
    people_queries.TOGETHER[:] = [incidents_queries.opposed]
    people_services.NEVER_ONE[:] = [incidents_queries.never_one]
    checks.ABOVE[:] = [known.of_custody]
    crossing.AFTER_CROSSING[:] = [
        custody_services.cross_contact_owner,
        witness_care_services.cross_contact,
        deaths_services.cross_families,
        safety_plans_services.cross_measures,
        marac_services.cross_actions,
        marac_services.cross_listing,
        risk_services.case_crossed,
    ]
    transfers.AFTER_LEAVING[:] = [marac_services.end_with_case, custody_services.leave_questions]
    cases.AFTER_GIVING[:] = [
        witness_care_services.case_given,
        custody_services.case_given,
        deaths_services.case_given,
    ]
    cases.AFTER_OPENING[:] = [
        deaths_services.case_opened,
        risk_services.case_opened,
        risk_services.follow_one,
        custody_services.case_opened,
        custody_services.seek_in_new_case,
    ]
    incidents_queries.PARTS[:] = [witness_care_queries.has_part]
    cases.READY_TO_CLOSE[:] = [safety_plans_queries.ready_to_close, leaving.duties_left]
    correcting.AFTER_CONFLICT[:] = [deciding.conflict_declared]
    cases.STILL_RUNS[:] = [custody_queries.still_runs]
    rising.AFTER_RISE[:] = [children_services.judge_again]
    script.ABOVE[:] = [deaths_presenters.behind_questions]
    knowledge.ABOVE[:] = [
        ("the level of risk", risk_presenters.known),
        ("bail and orders", custody_presenters.known),
        ("MARAC", marac_presenters.known),
    ]
