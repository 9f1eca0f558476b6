"""The lineage of a unit as a Mermaid flowchart: a box for each unit, an arrow for each handover."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.kinds import kind_word
from orgcheck.charts.descent import not_drawn
from orgcheck.descent.graph import Lifetime
from orgcheck.descent.lineage import Lineage
from orgcheck.escaping import IN_MERMAID, mermaid_label, without_commands
from orgcheck.language import tr
from orgcheck.reports.lineage import LineageWords

# A flowchart with more boxes than these is no picture any more; the nearest relatives are drawn.
_MOST_BOXES = 120
# How much of a name stands in a box.
_NAME = 90
# Lines that turn at right angles leave room for what stands on them, and a box is as wide as the
# words of one line.
_HEAD = (
    "---",
    "config: {flowchart: {curve: step, nodeSpacing: 60, wrappingWidth: 320}}",
    "---",
    "flowchart LR",
)
_STYLES = (
    "classDef subject fill:#fbf1db,stroke:#7a4d00,color:#16181d,stroke-width:3px",
    "classDef unit fill:#f4f5f7,stroke:#5b6270,color:#16181d",
    "classDef ended fill:#f4f5f7,stroke:#a1281f,color:#16181d,stroke-dasharray:5 4",
)


def report(lineage: Lineage) -> str:
    """The flowchart of a lineage, from the earliest units on the left to the latest."""
    lines = _lines(LineageWords(lineage))
    return without_commands("".join(f"{line}\n" for line in lines), IN_MERMAID)


def _lines(words: LineageWords) -> Iterator[str]:
    lineage = words.lineage
    drawn = sorted(lineage.nearest(_MOST_BOXES))
    ids = {lifetime: f"u{number}" for number, lifetime in enumerate(drawn)}
    yield from _HEAD
    for lifetime, id in ids.items():
        yield f'  {id}["{_label(lifetime, words)}"]:::{_style(lifetime, lineage)}'
    home = lineage.history.descent.lifetime_of
    for edge in lineage.edges():
        ends = home(edge.old), home(edge.new)
        if edge.bond.persists or not all(end in ids for end in ends):
            continue
        said = kind_word(edge.kind), words.label(edge.new.version)
        label = "<br/>".join(map(mermaid_label, said))
        yield f'  {ids[ends[0]]} -->|"{label}"| {ids[ends[1]]}'
    for lifetime in drawn:
        reuse = lineage.reuse(lifetime)
        if reuse is not None and home(reuse.old) in ids:
            used = tr("id used again {version}", version=words.label(reuse.new.version))
            label = mermaid_label(used)
            yield f'  {ids[home(reuse.old)]} -.-|"{label}"| {ids[lifetime]}'
    left_out = len(lineage.related) - len(drawn)
    if left_out:
        yield f'  more["{mermaid_label(not_drawn(left_out))}"]'
    yield from (f"  {style}" for style in _STYLES)


def _style(lifetime: Lifetime, lineage: Lineage) -> str:
    if lifetime in lineage.subjects:
        return "subject"
    return "ended" if lineage.end_of(lifetime) is not None else "unit"


def _label(lifetime: Lifetime, words: LineageWords) -> str:
    """The names that a unit had, one after the other, and from when to when it is recorded."""
    names = dict.fromkeys(words.name(node) for node in lifetime)
    first, last = words.label(lifetime[0].version), words.label(lifetime[-1].version)
    recorded = tr("recorded {first} to {last}", first=first, last=last)
    if first == last:
        recorded = tr("recorded in {version}", version=first)
    lines = [mermaid_label(name, _NAME) for name in names]
    return "<br/>".join((*lines, mermaid_label(recorded)))
