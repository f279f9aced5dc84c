"""Where a timer is not kept as the practice names it: who owes it, on which clock, by what proof, and why."""

DIFFERS: dict[int, str] = {
    1: "Practice: the response officer. It is not known yet who goes: whoever logged the call answers, on the list of "
    "the unit that is sent.",
    2: "As timer 1.",
    3: "As timer 1.",
    5: "Practice: at once. The grade that is suggested counts the cut-off when the call is saved, a supervisor looks "
    "within the time of timer 7, and nothing is closed before somebody has looked at the grade again.",
    6: "Practice: a gate before the unit arrives. No page can hold a unit back: minutes run, and whoever arrives is "
    "asked whether they had been told.",
    8: "Practice: the force. A named person, the owner of the case, owes it.",
    10: "Practice: standard only. Every grade is signed off by somebody else.",
    14: "Practice: medium and standard. The owner of a measure accepts it at every level.",
    16: "Practice: the giver. The receiver owes the answer, and the giver owns the case until it is accepted.",
    17: "Practice: 24 hours or a working day. The hours hold: risk does not wait for Monday.",
    18: "Practice: the IDVA. She has no part in this record: the MARAC coordinator sees that she has tried.",
    23: "Practice: analyst. There is no such role: the flag is raised at once, and a CRU officer reviews it.",
    24: "Practice: police legal services. They have no part in this record: the owner of the case sees to it.",
    25: "As timer 24.",
    26: "Practice: the custody officer. The owner of the case sees to it; an arrest under a DAPN has the same hours.",
    27: "Seven days before is kept under timer 50, for every order.",
    28: "Practice: the subject of the order, monitored. The owner of the case looks for it.",
    29: "Practice: one working day, of a release too. Of a release she hears the same day (timer 43).",
    32: "Practice: the custody officer. The owner of the case brings about the decision.",
    34: "Practice: a superintendent. An inspector on duty finds one; the policy asks for the rank.",
    35: "Practice: magistrates. The owner of the case has it applied for.",
    38: "Practice: witness care for everything. Of a release by a court the owner of the case tells her the same day; "
    "the rest is owed by whoever cares for her as a witness, and by the owner of the case until somebody does.",
    39: "Owed by whoever cares for her as a witness, and by the owner of the case until somebody does.",
    40: "As timer 39.",
    41: "Practice: probation, which has no part in this record. Whoever cares for her as a witness sees that it comes.",
    42: "Practice: the police. A named person, the owner of the case, owes it.",
    43: "Practice: the owner for everything, on each of the days. The risk is assessed anew once before he is out, the "
    "plan is reviewed 28, 14 and 7 days before, the victim is told 14, 7 and one day before and on the day. Telling is "
    "owed by whoever keeps in touch with her while the sentence lasts, and by the owner until somebody does.",
    44: "As timer 43, of telling her.",
    45: "Practice: the police. The safeguarding team owes it.",
    46: "Practice: the CRU for both. In danger at once no team that keeps office hours is waited for: the owner of the "
    "case refers within the hour.",
    47: "Practice: a team of its own. The safeguarding team is it, by an officer who may know of the request.",
    48: "As timer 47.",
    49: "As timer 47.",
    51: "Practice: the combined safeguarding team, the CRU or a sergeant, by the level. So it is; the owner of the "
    "case reviews where they are of that team, and without a level it counts as high.",
    52: "Practice: the community safety partnership, which has no part in this record. The safeguarding team asks it.",
    53: "Practice: a board. Each recommendation has a named officer, and the safeguarding team chases.",
    54: "Practice: analyst. There is no such role: the safeguarding team owes it.",
    56: "As timer 54.",
}
"""By the number of the timer; of a timer that is not here owner, clock and proof are as the practice names them."""
