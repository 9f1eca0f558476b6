"""Pairs of snapshots, each with all that happened between them, as it shall stay.

NAME.old.yaml and NAME.new.yaml are the snapshots.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import yaml

from orgcheck.numbers import json_of
from tests.changes.comparing import changes

FOLDER = Path(__file__).with_name("golden")
PAIRS = sorted(path.name.removesuffix(".old.yaml") for path in FOLDER.glob("*.old.yaml"))


def written(name: str) -> str:
    """What happened between two snapshots, by what they say themselves: events and ledger."""
    change_set = changes(_text(f"{name}.old.yaml"), _text(f"{name}.new.yaml"))
    # The library that writes YAML here knows no decimals.
    told = json.loads(json_of(change_set.data()))
    for event in told["events"]:
        # A hash of what stands here in full.
        del event["fingerprint"]
    shown = {key: told[key] for key in ("events", "ledger")}
    return yaml.safe_dump(
        shown, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


GENERATED = {f"tests/changes/golden/{name}.changes.yaml": partial(written, name) for name in PAIRS}
