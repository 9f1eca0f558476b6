"""A small organisation with something of everything, for what needs one beside its input."""

from __future__ import annotations

from functools import cache

from orgcheck.organisation import Organisation
from orgcheck.packs import bundled
from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

TEXT = SourceText(
    "sample.yaml",
    """\
organisation: {en: Example Agency, fi: Esimerkkivirasto}
version: "2024"
valid_from: 2024-01-01
kinds: {agency: {top: true}, unit: {parents: [agency, unit]}}
bodies:
- {id: board, name: Board, type: organ}
- {id: audit-committee, name: Audit Committee, type: committee, reports_to: board}
posts:
- {id: director, name: Director, unit: agency, reports_to: board}
- {id: chief, name: Chief of Services, vacant: true}
units:
- {id: agency, name: Agency, kind: agency, top: true, head: director}
- id: services
  name: {en: Services, fi: Palvelut}
  kind: unit
  parent: agency
  head: chief
  responsibilities: [advice, {id: permits, name: permits}, advice]
  sites: [Oulu, {id: turku, name: Turku}]
  figures: {fte: 12.5, headcount: 13}
  tags: [operational]
- {id: north, name: Services, kind: unit, parent: services, sites: [Oulu], acronym: {fi: PP}}
- id: audit
  name: Internal Audit
  kind: unit
  parent: agency
  reports_to: board
  lines: [{to: audit-committee, type: functional, basis: charter}]
  links: [{type: hears, to: services}]
  attributes: {charter: true, since: 1999}
  replaces: [inspection]
- {id: lost, name: Lost, parent: ghost}
responsibilities:
- {id: advice, name: advice to customers, statutory: true}
""",
)


@cache
def organisation() -> Organisation:
    """The organisation."""
    return Organisation.of(load([TEXT], "sample"))


@cache
def good_practice() -> Pack:
    """The pack that comes with the program and fits any organisation."""
    return read_pack(bundled("builtin:good-practice"))
