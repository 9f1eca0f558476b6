"""libyaml's event stream with nothing kept: the floor for reading YAML in Python."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    for _event in yaml.parse(file, Loader=yaml.CSafeLoader):
        pass
