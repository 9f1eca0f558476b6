"""Waiver files: read, and held against what is found in an organisation."""

from __future__ import annotations

from datetime import date

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, refused, told
from fuzzing.parts import texts_of
from orgcheck.rules.bundled import bundled
from orgcheck.rules.engine import findings_of
from orgcheck.rules.waivers.applying import settle, unwaivable_rules
from orgcheck.rules.waivers.health import Examined, Run, findings_about
from orgcheck.rules.waivers.model import WaiverError
from orgcheck.rules.waivers.reading import read_waivers

_DAY = date(2024, 6, 1)


def run(data: bytes) -> Outcome:
    """Read waivers, set findings aside by them, and judge the waivers themselves."""
    texts = texts_of(data, 2)
    if texts is None:
        return Outcome(REFUSED)
    try:
        waivers = read_waivers(texts)
    except WaiverError as error:
        return refused(error.problems, texts)
    organisation, packs = sample.organisation(), [sample.good_practice()]
    found = findings_of(organisation, packs)
    settled = settle(found, waivers, _DAY, unwaivable_rules(packs))
    run = Run(
        packs=packs,
        applies=lambda _: True,
        examined=[Examined(organisation, found)],
        waived=settled.waived,
    )
    about = findings_about(waivers, _DAY, run)
    sources = [*texts, sample.TEXT, bundled(packs[0].source)]
    kind = "read and used" if settled.waived else "read"
    return told([*settled.findings, *about], sources, kind)
