"""What can happen when the house looks back."""

ROUND_BEGUN = "oversight.round_begun"
SAMPLE_DRAWN = "oversight.sample_drawn"
CHECK_SCORED = "oversight.check_scored"
ROUND_FINISHED = "oversight.round_finished"
FEEDBACK_READ = "oversight.feedback_read"
