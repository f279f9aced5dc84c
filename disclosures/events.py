"""What happens to a request for disclosure. None of it stands on the story of a case."""

REQUEST_RECEIVED = "disclosures.request_received"
CHECKS_MADE = "disclosures.checks_made"
FACE_TO_FACE = "disclosures.face_to_face"
DECIDED = "disclosures.decided"
DISCLOSED = "disclosures.disclosed"
NOT_DISCLOSED = "disclosures.not_disclosed"
WITHDRAWN = "disclosures.withdrawn"
