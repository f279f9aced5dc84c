"""What a safety plan does after something happened elsewhere."""

import uuid

from accounts import queries as accounts
from risk import queries as risk
from safety_plans import services


def take_recommendations(entry, delivery_id):
    """Turn what a review of the risk recommends into proposed measures, exactly once however often delivered."""
    review_id = uuid.UUID(entry.facts["review"])
    services.propose_recommended(
        case_id=entry.case_id,
        review_id=review_id,
        recommendations=list(risk.recommendations_of(review_id)),
        by=accounts.officer(entry.by_id),
        at=entry.recorded_at,
    )
