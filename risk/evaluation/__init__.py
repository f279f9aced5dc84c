"""Looking back at an instrument on the force's own data: does it tell cases apart, and for whom does it fail?

No instrument predicts well, and this is no licence to let one decide. An outcome is a further report, not the harm
itself: protection that worked makes a high grade look wrong, and what was never reported is not seen.
"""

from risk.evaluation.report import report
from risk.evaluation.statistics import Share, discrimination, wilson

__all__ = ["Share", "discrimination", "report", "wilson"]
