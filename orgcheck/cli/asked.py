"""What the options of a command say about rules, settings and waivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the options of a command say about rules; what they leave open is empty or None."""

    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    waivers: tuple[str, ...] = ()
    no_waivers: bool = False
    no_baseline: bool = False
    as_of: date | None = None
    config: str | None = None
    isolated: bool = False
