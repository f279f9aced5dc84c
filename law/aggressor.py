"""What is weighed before somebody signs who the primary aggressor is, from aggressor.toml beside this file."""

import tomllib
from pathlib import Path

_FOUND = tomllib.loads(Path(__file__).with_name("aggressor.toml").read_text(encoding="utf-8"))
WEIGH: tuple[str, ...] = tuple(_FOUND["weigh"])
SOURCE: str = _FOUND["source"]
