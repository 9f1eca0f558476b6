"""Waiver files: read, and held against what is found in an organisation."""

from __future__ import annotations

from datetime import date

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, refused, told
from fuzzing.parts import texts_of
from orgcheck.packs import bundled
from orgcheck.rules.structure_rules import findings_of
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.rules.waivers.findings import Examined, Run, findings_about
from orgcheck.rules.waivers.model import InvalidWaivers, apply_waivers, unwaivable_rules

_DAY = date(2024, 6, 1)


def run(data: bytes) -> Outcome:
    """Read waivers, set findings aside by them, and judge the waivers themselves."""
    texts = texts_of(data, 2)
    if texts is None:
        return Outcome(REFUSED)
    try:
        waivers = read_waivers(texts)
    except InvalidWaivers as error:
        return refused(error.problems, texts)
    organisation, packs = sample.organisation(), [sample.good_practice()]
    found = findings_of(organisation, packs)
    applied = apply_waivers(found, waivers, _DAY, unwaivable_rules(packs))
    run = Run(
        packs=packs,
        applies=lambda _: True,
        examined=[Examined(organisation, found)],
        waived=applied.waived,
    )
    about = findings_about(waivers, _DAY, run)
    sources = [*texts, sample.TEXT, bundled(packs[0].source)]
    kind = "read and used" if applied.waived else "read"
    return told([*applied.findings, *about], sources, kind)
