"""`yaml.load` with libyaml: what a script that reads a snapshot usually does."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    yaml.load(file, Loader=yaml.CSafeLoader)
