"""What can happen to an officer's account."""

POSTING_GRANTED = "accounts.posting_granted"
POSTING_ENDED = "accounts.posting_ended"
