"""The targets: for each sort of file that a stranger may bring, what reads and uses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fuzzing.outcome import Outcome
from fuzzing.targets import changes, configuration, diff, pack, snapshot, waivers

Target = Callable[[bytes], Outcome]

TARGETS: Mapping[str, Target] = {
    "snapshot": snapshot.run,
    "pack": pack.run,
    "waivers": waivers.run,
    "changes": changes.run,
    "diff": diff.run,
    "configuration": configuration.run,
}
