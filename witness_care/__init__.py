"""The victim as a witness: court dates, who cares for her, what she needs in court, her statement and her rights."""
