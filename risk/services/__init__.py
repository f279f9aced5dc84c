"""The commands of risk assessment, by the names that people use for them."""

from risk.services.circumstances import (
    brought,
    marker_set,
    parted,
    record_circumstance,
    suspect_known,
    victim_changed,
    watch_contact,
)
from risk.services.correcting import correct_assessment, declare_conflict
from risk.services.disputing import decide_dispute, dispute_grade, read_dispute
from risk.services.downgrading import (
    agree_downgrade,
    case_opened,
    propose_downgrade,
    refuse_downgrade,
    watch_downgrades,
)
from risk.services.intervals import begin_policies, case_crossed, follow_one, heal_intervals, set_interval_policy
from risk.services.keeping import keep_answers
from risk.services.opening import open_unread, watch_reads
from risk.services.questions import acknowledge_version, load_wording
from risk.services.reading import arbitrate, read_assessment, set_review_policy
from risk.services.records import assess_from_record
from risk.services.reviewing import review_grade
from risk.services.signing import return_assessment, sign_off_assessment
from risk.services.submitting import submit_assessment
from risk.services.vouching import confirm_assessment, disown_answers
from risk.services.writing import save_answers, set_draft_aside, start_assessment

__all__ = [
    "decide_dispute",
    "dispute_grade",
    "read_dispute",
    "acknowledge_version",
    "agree_downgrade",
    "case_opened",
    "propose_downgrade",
    "refuse_downgrade",
    "watch_downgrades",
    "brought",
    "marker_set",
    "parted",
    "record_circumstance",
    "suspect_known",
    "victim_changed",
    "begin_policies",
    "case_crossed",
    "follow_one",
    "heal_intervals",
    "set_interval_policy",
    "watch_contact",
    "open_unread",
    "watch_reads",
    "arbitrate",
    "load_wording",
    "read_assessment",
    "set_review_policy",
    "assess_from_record",
    "confirm_assessment",
    "correct_assessment",
    "declare_conflict",
    "disown_answers",
    "keep_answers",
    "return_assessment",
    "review_grade",
    "save_answers",
    "set_draft_aside",
    "sign_off_assessment",
    "start_assessment",
    "submit_assessment",
]
