"""Reorganisations for the tests of reports: a readable one, and one whose names are hostile."""

from __future__ import annotations

import json
from functools import cache

from orgcheck.changes.compare import compare
from orgcheck.policy.examination import verdict
from orgcheck.results import Control, DiffResult, Review
from orgcheck.rules.structure_rules import findings_of
from tests.building import organisation

BEFORE = """
organisation: {en: Harbour Authority, fi: Satamalaitos}
version: "2023"
status: in-force
decision: {body: council, date: 2022-11-01, reference: minute 4/2022}
bodies:
- {id: council, name: Council, type: organ}
posts:
- {id: director, name: Director, unit: authority, reports_to: council}
- {id: engineer, name: Chief Engineer, unit: works}
responsibilities:
- {id: dredging, name: dredging of the fairway, basis: Harbour Act s. 4, statutory: true}
units:
- {id: authority, name: {en: Harbour Authority, fi: Satamalaitos}, top: true, head: director}
- {id: traffic, name: {en: Traffic, fi: Liikenne}, parent: authority}
- {id: pilots, name: Pilots, parent: traffic, responsibilities: [pilotage], figures: {posts: 12}}
- {id: works, name: Works, parent: authority, head: engineer, responsibilities: [dredging, quays]}
- {id: stores, name: Stores, parent: works, sites: [North Quay]}
- {id: survey, name: Survey, parent: authority, responsibilities: [soundings], figures: {posts: 4}}
- {id: museum, name: Museum, parent: authority, responsibilities: [exhibitions]}
- {id: archive, name: Archive, parent: museum}
- {id: audit, name: Audit, parent: authority, reports_to: council}
"""
AFTER = """
organisation: {en: Harbour Authority, fi: Satamalaitos}
version: "2024"
status: proposed
bodies:
- {id: council, name: Council, type: organ}
posts:
- {id: director, name: Director, unit: authority, reports_to: council}
- {id: pilot-master, name: Pilot Master, unit: pilots, vacant: true}
responsibilities:
- {id: dredging, name: dredging of the fairway, basis: Harbour Act s. 4, statutory: true}
units:
- {id: authority, name: {en: Harbour Authority, fi: Satamalaitos}, top: true, head: director}
- {id: traffic, name: {en: Vessel Traffic, fi: Alusliikenne}, parent: authority}
- {id: pilots, name: Pilots, parent: authority, head: pilot-master, figures: {posts: 10}}
- id: engineering
  name: Engineering
  parent: authority
  replaces: [works, survey]
  responsibilities: [dredging, quays, soundings, pilotage]
  figures: {posts: 4}
- {id: stores, name: Stores, parent: engineering, sites: [North Quay]}
- {id: audit, name: Audit, parent: authority}
- {id: grants, name: Grants, parent: authority, split_from: [traffic]}
"""


def change(before: str, after: str) -> DiffResult:
    """What happened between two texts, judged by integrity alone."""
    old = organisation(before, name="2023.yaml")
    new = organisation(after, name="2024.yaml")
    judged = verdict(findings_of(old, ()), findings_of(new, ()))
    return DiffResult(compare(old, new, inference=False), old, new, Review(judged, Control()))


@cache
def harbour() -> DiffResult:
    """A reorganisation with an event of nearly every kind."""
    return change(BEFORE, AFTER)


@cache
def hostile(text: str) -> DiffResult:
    """A reorganisation in which a text stands wherever the format takes one."""
    # NUL and lone surrogates are refused; other control characters are data, escaped as in JSON.
    text = text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    before = _hostile(text, version="1")
    units = {unit["id"]: unit for unit in before["units"]}
    after = _hostile(text, version=f"2 {text}")
    after["units"] = [
        units["top"],
        {**units["moves"], "parent": "top"},
        {**units["renamed"], "name": f"{text} afresh"},
        {**units["loses"], "responsibilities": [], "attributes": {text: f"{text} now"}},
        {**units["gains"], "responsibilities": [text], "head": None, "reports_to": "body"},
        {"id": "merged", "name": f"{text} merged", "parent": "top", "replaces": ["one", "two"]},
        {"id": "dangling", "name": text, "parent": f"no {text}"},
    ]
    after["posts"] = [{**before["posts"][0], "vacant": True}]
    return change(json.dumps(before), json.dumps(after))


def _hostile(text: str, version: str) -> dict[str, list[dict[str, object]]]:
    def unit(id: str, parent: str, **more: object) -> dict[str, object]:
        return {"id": id, "name": f"{text} {id}", "kind": text, "parent": parent, **more}

    return {
        "organisation": text,  # type: ignore[dict-item]
        "version": version,  # type: ignore[dict-item]
        "source": text,  # type: ignore[dict-item]
        "decision": {"reference": text, "basis": text},  # type: ignore[dict-item]
        "bodies": [{"id": "body", "name": text, "type": "organ"}],
        "posts": [{"id": "post", "name": text, "unit": "top"}],
        "units": [
            {"id": "top", "name": text, "kind": text, "top": True},
            unit("one", "top", responsibilities=[f"one {text}"], sites=[text]),
            unit("two", "top", responsibilities=[f"two {text}"], figures={text: 3}),
            unit("moves", "one"),
            unit("renamed", "top"),
            unit("loses", "top", responsibilities=[text], attributes={text: text}),
            unit("gains", "top", head="post", links=[{"type": text, "to": "top"}]),
            unit("gone", "top", responsibilities=[f"gone {text}"], tags=[text]),
        ],
    }


MANIFEST = """
reorganisation:
  title: {en: Fewer desks, fi: Vähemmän pöytiä}
  proposal: paper 12/2023
  measures:
  - id: M1
    statement: Works and Survey become Engineering.
    expects:
    - {kind: merge, old: [works, survey], new: [engineering]}
    effective: 2024-01-01
    owner: Director
    decision: {body: council, date: 2023-11-20, reference: minute 7/2023, basis: Harbour Act s. 2}
    consultation: {body: works council, status: heard, date: 2023-10-02}
    open_questions: [Where do the boats of Survey lie?]
  - id: M2
    statement: {en: The museum closes., fi: Museo suljetaan.}
    expects:
    - {kind: abolish, old: [museum]}
    - {kind: create, new: [gallery]}
"""


@cache
def declared() -> DiffResult:
    """The same reorganisation, with a manifest that declares a part of it."""
    return change(BEFORE, AFTER + MANIFEST)
