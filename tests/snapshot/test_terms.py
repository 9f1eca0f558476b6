"""An organisation's own terms are read with their places, and go where a snapshot goes."""

from __future__ import annotations

import pytest

from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.replay import apply
from orgcheck.snapshot.writing import yaml_of
from tests.building import organisation
from tests.merge.merging import merged, text_of

NAMED = """
organisation: Kela
languages: [fi, sv]
kinds:
  office: {top: true, name: {fi: virasto, sv: ämbetsverk}, plural: {fi: virastot, sv: ämbetsverk}}
terms:
  headcount: {name: {fi: henkilöstömäärä, sv: antal anställda}}
  functional: {name: ammatillinen linja}
units:
  - {id: a, name: A, kind: office, top: true, figures: {headcount: 3}}
"""
OTHERWISE = NAMED.replace("fi: virasto,", "fi: laitos,").replace("henkilöstömäärä", "henkilöstö")
UNNAMED = """
organisation: Kela
languages: [fi, sv]
kinds:
  office: {top: true}
units:
  - {id: a, name: A, kind: office, top: true, figures: {headcount: 3}}
"""


def test_kinds_and_other_words_have_names() -> None:
    snapshot = organisation(NAMED).snapshot
    assert snapshot.kinds is not None
    assert snapshot.kinds["office"].plural == {"fi": "virastot", "sv": "ämbetsverk"}
    assert snapshot.terms["functional"].name == "ammatillinen linja"


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ("  office: {name: {fi: [x]}}", "5:23", "expected a text"),
        ("  office: {names: {fi: virasto}}", "5:12", 'unknown key "names"'),
        ('  office: {name: ""}', "5:18", "empty"),
        ("  office: {name: {finnish!: virasto}}", "5:19", "language"),
        ("terms: {headcount: {plural: x}}", "5:20", "name"),
        ("terms: {headcount: staff}", "5:20", "expected a mapping"),
    ],
)
def test_what_is_no_term_is_told_with_its_place(line: str, place: str, said: str) -> None:
    head = "kinds:" if line.startswith("  ") else "languages: [fi]"
    text = f"organisation: Kela\nunits:\n  - {{id: a, name: A, top: true}}\n{head}\n{line}\n"
    (finding, *_) = [one for one in organisation(text).findings if one.rule == "ORG002"]
    assert finding.location is not None
    assert f"{finding.location.line}:{finding.location.column}" == place
    assert said in finding.message


@pytest.mark.parametrize("texts", [(UNNAMED, NAMED), (NAMED, OTHERWISE), (NAMED, UNNAMED)])
def test_a_change_of_terms_is_found_applied_and_undone(texts: tuple[str, str]) -> None:
    old, new = map(organisation, texts)
    changes = compare(old, new)
    fields = {event.field for event in changes.events}
    assert fields == {"kinds", "terms"}
    replayed = apply(changes, old)
    assert (replayed.kinds, replayed.terms) == (new.snapshot.kinds, new.snapshot.terms)
    undone = apply(invert(changes), new)
    assert (undone.kinds, undone.terms) == (old.snapshot.kinds, old.snapshot.terms)


def test_what_is_written_has_the_terms() -> None:
    known = organisation(NAMED).snapshot
    again = organisation(yaml_of(known)).snapshot
    assert (again.kinds, again.terms) == (known.kinds, known.terms)


def test_a_merge_keeps_the_terms_of_both_sides() -> None:
    ours = NAMED.replace("fi: virasto,", "fi: laitos,")
    theirs = NAMED.replace("terms:\n", "terms:\n  fte: {name: årsverken}\n")
    result = merged(NAMED, ours, theirs)
    assert result.conflicts == ()
    snapshot = organisation(text_of(result)).snapshot
    assert snapshot.kinds is not None
    assert snapshot.kinds["office"].name == {"fi": "laitos", "sv": "ämbetsverk"}
    assert list(snapshot.terms) == ["headcount", "functional", "fte"]


def test_two_terms_for_one_word_are_a_conflict() -> None:
    ours, theirs = (NAMED.replace("ammatillinen linja", name) for name in ("ohjaus", "linja"))
    (conflict,) = merged(NAMED, ours, theirs).conflicts
    (clash,) = conflict.clashes
    assert clash.slot is not None
    assert (clash.slot.field, clash.slot.part) == ("terms", "functional")
