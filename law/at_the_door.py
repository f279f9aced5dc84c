"""What an officer asks at the door, from at_the_door.toml beside this file."""

import tomllib
from pathlib import Path

ASK: tuple[str, ...] = tuple(
    tomllib.loads(Path(__file__).with_name("at_the_door.toml").read_text(encoding="utf-8"))["ask"]
)
"""The questions, the most urgent first."""
