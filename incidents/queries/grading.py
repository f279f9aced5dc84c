"""Reads of how calls came by their grades."""

from django.db.models import Exists, OuterRef

from incidents.models import Call, GradeDecision, Incident


def was_cut_off(incident_row):
    """Say whether a call about this incident was cut off."""
    return Call.objects.filter(incident=incident_row, dropped=True).exists()


def to_look_at_again(found=None):
    """Return those incidents whose call was cut off and whose grade nobody has looked at since."""
    cut_off = Call.objects.filter(incident=OuterRef("pk"), dropped=True)
    looked = GradeDecision.objects.filter(incident=OuterRef("pk"), again=True)
    found = Incident.objects.all() if found is None else found
    return found.filter(Exists(cut_off), ~Exists(looked))


def waiting_for_a_look(case_id):
    """Return the numbers of the incidents of a case whose grade must be looked at again."""
    found = to_look_at_again(Incident.objects.filter(allegations__case_id=case_id))
    return sorted(set(found.values_list("number", flat=True)))


def must_be_looked_at(incident_row):
    """Say whether the grade of this incident must be looked at again."""
    return to_look_at_again(Incident.objects.filter(pk=incident_row.pk)).exists()
