"""What makes inputs from nothing, for each target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from fuzzing.by_schema import pack_input, settings_input, waivers_input
from fuzzing.making import changes_input, diff_input, snapshot_input

MAKERS: Mapping[str, Callable[[Random], bytes]] = {
    "snapshot": snapshot_input,
    "diff": diff_input,
    "changes": changes_input,
    "pack": pack_input,
    "waivers": waivers_input,
    "configuration": settings_input,
}
