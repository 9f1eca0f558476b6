"""Reports that people read call kinds, figures, lines and statuses as the organisation does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

import orgcheck
from orgcheck.changes.compare import compare
from orgcheck.language import calling, speaking
from orgcheck.reports.format import Options
from orgcheck.reports.formats import formats, report_on
from orgcheck.reports.formats.text import structure
from orgcheck.snapshot.words import terms_of
from tests.building import organisation

OWN = """
organisation: {fi: Koe, sv: Prov}
languages: [fi, sv]
kinds:
  dept: {top: true, name: {fi: osasto, sv: avdelning}, plural: {fi: osastot, sv: avdelningar}}
  team: {parents: [dept], name: {fi: tiimi, sv: lag}, plural: {fi: tiimit, sv: lag}}
terms:
  headcount: {name: {fi: väki, sv: folk}}
  functional: {name: {fi: ammattilinja, sv: facklinje}}
  shares: {name: {fi: jakaa tilat, sv: delar lokaler}}
  draft: {name: {fi: valmistelussa, sv: under beredning}}
  room: {name: {fi: huone, sv: rum}}
status: draft
units:
  - {id: a, name: {fi: Ylin, sv: Högst}, kind: dept, top: true, figures: {headcount: 3}}
  - id: b
    name: {fi: Toinen}
    kind: team
    parent: a
    figures: {headcount: 4}
    lines: [{to: a, type: functional}]
    links: [{type: shares, to: a}]
    attributes: {room: 12}
  - {id: c, name: Kolmas, kind: team, parent: a}
"""
LATER = (
    OWN.replace("status: draft", "status: proposed")
    .replace("headcount: 4", "headcount: 6")
    .replace("room: 12", "room: 14")
    .replace("name: Kolmas, kind: team, parent: a", "name: Kolmas, kind: dept, parent: a")
)
PACK = """
pack: own
rules:
  - id: R1
    statement: {en: Few., fi: Harvat., se: Unnán.}
    fix: {en: Fewer., se: Unnit.}
    for: {top: true}
    assert: {sum: {figure: headcount, max: 5}}
  - {id: R2, statement: Parent., for: {id: b}, assert: {parent_kind: team}}
  - {id: R3, statement: Line., for: {id: c}, assert: {line_to: {to: a, type: functional}}}
"""
# The words of the snapshot that nobody is told who is told the terms.
WORDS = re.compile(r"\b(dept|headcount|functional|draft|room)\b")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    folder = tmp_path_factory.mktemp("terms")
    texts = {"old.yaml": OWN, "new.yaml": LATER, "pack.yaml": PACK}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    old, new, pack = (str(folder / name) for name in texts)
    return old, new, pack


def of_change(files: tuple[str, str, str], format: str, language: str | None) -> str:
    old, new, pack = files
    result = orgcheck.review(old, new, rules=[pack], language=language)
    return shown(report_on("changes", result, format, Options(language=language)))


def of_findings(files: tuple[str, str, str], format: str, language: str | None) -> str:
    result = orgcheck.check(files[1], rules=[files[2]], language=language)
    return shown(report_on("findings", result, format, Options(language=language)))


def shown(report: str | bytes) -> str:
    """What a report says, without the places and ids, the script and the style of a page."""
    assert isinstance(report, str)
    report = re.sub(r"<(script|style)\b.*?</\1>", "", report, flags=re.S)
    return re.sub(r"<[^>]*>|\S*\.yaml", "", report)


# What a PDF says is made of the same parts as the paper.
CHANGES = [
    name for name, one in formats().items() if one.speaks and one.changes and name != "paper-pdf"
]
FINDINGS = [name for name, one in formats().items() if one.speaks and one.findings]


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("format", CHANGES)
def test_a_report_on_a_change_is_in_the_terms(
    files: tuple[str, str, str], format: str, language: str
) -> None:
    text = of_change(files, format, language)
    assert WORDS.findall(text) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("format", FINDINGS)
def test_a_report_on_findings_is_in_the_terms(
    files: tuple[str, str, str], format: str, language: str
) -> None:
    text = of_findings(files, format, language)
    assert {"fi": "osasto", "sv": "avdelning"}[language] in text
    assert [word for word in WORDS.findall(text) if word != "room"] == []


def test_what_happened_is_told_in_the_terms(files: tuple[str, str, str]) -> None:
    text = of_change(files, "text", "fi")
    assert "Yksikkö Kolmas: laji on nyt osasto, aiemmin tiimi" in text
    assert "Yksikkö Toinen: väki 4, nyt 6" in text
    assert "Yksikkö Toinen: huone 12, nyt 14" in text
    assert "Rakennetiedosto: tila ”valmistelussa”, nyt ”ehdotettu”" in text
    assert "c ei täytä: ammattilinja" not in text


@pytest.mark.parametrize("format", [name for name, one in formats().items() if not one.speaks])
def test_programs_are_told_the_words_of_the_snapshot(
    files: tuple[str, str, str], format: str
) -> None:
    for subject, report in (("changes", of_change), ("findings", of_findings)):
        if getattr(formats()[format], subject) is not None:
            text = report(files, format, None)
            assert not re.search("osasto|avdelning|tiimi|folk|väki", text)
            assert report(files, format, "fi") == text.replace("Högst", "Ylin") or "Koe" in text


def test_a_finding_is_the_same_one_whatever_things_are_called(
    files: tuple[str, str, str],
) -> None:
    data = yaml.safe_load(LATER)
    data.pop("terms")
    for kind in data["kinds"].values():
        kind.pop("name")
        kind.pop("plural")
    plain = yaml.safe_dump(data, allow_unicode=True)
    assert "osasto" not in plain
    rules = [files[2]]
    named = orgcheck.validate(organisation(LATER), rules=rules)
    unnamed = orgcheck.validate(organisation(plain), rules=rules)
    assert [one.fingerprint for one in named] == [one.fingerprint for one in unnamed]
    assert [one.message for one in named] == [one.message for one in unnamed]


def test_english_reports_are_in_the_terms_too() -> None:
    text = OWN.replace("name: {fi: osasto,", "name: {en: department, fi: osasto,")
    known = organisation(text)
    with calling(terms_of([known.snapshot])):
        assert "Ylin (a) · department" in structure.tree(known)
    assert "Ylin (a) · dept" in structure.tree(known)


def test_a_term_that_a_language_lacks_is_that_of_the_first_owed() -> None:
    known = organisation(OWN)
    with calling(terms_of([known.snapshot])), speaking("de"):
        assert "(b) · tiimi" in structure.tree(known, language="de")


def test_several_units_of_a_kind_are_called_by_its_plural() -> None:
    known = organisation(OWN)
    with calling(terms_of([known.snapshot])), speaking("sv"):
        assert structure.tree(known, language="sv").splitlines()[1] == "lag: 2"


def test_many_units_of_another_kind_are_told_by_plurals() -> None:
    units = "".join(f"  - {{id: u{n}, name: U{n}, kind: team, parent: a}}\n" for n in range(12))
    old = organisation(OWN + units)
    new = organisation(OWN + units.replace("kind: team", "kind: dept"))
    result = orgcheck.DiffResult(compare(old, new), old, new, language="sv")
    text = shown(report_on("changes", result, "text", Options(language="sv")))
    assert "12 enheter: nu avdelningar, tidigare lag: U0" in text


def test_the_texts_of_a_rule_are_in_a_language_that_has_no_catalogue(
    files: tuple[str, str, str],
) -> None:
    new = LATER.replace("fi: Toinen", "fi: Toinen, se: Nubbi")
    result = orgcheck.CheckResult(
        source="x",
        findings=tuple(orgcheck.validate(organisation(new), rules=[files[2]])),
        units=3,
        rules=("R1",),
        structure=organisation(new),
    )
    text = report_on("findings", [result], "text", Options(language="se"))
    assert "error R1 Unnán.\n" in text
    assert "  fix: Unnit.\n" in text


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("kinds: {unit: {}, organisation: {name: {fi: laitos}}}", "organisation: ”laitos”"),
        ("kinds: {unit: {}, organisation: {}}", "unit: ei ehtoja, organisation: ei ehtoja"),
    ],
)
def test_a_kind_that_is_called_as_a_field_is_written_as_its_author_did(
    added: str, told: str
) -> None:
    units = "units: [{id: a, name: A, top: true, kind: organisation}]"
    old, new = organisation(units), organisation(f"{added}\n{units}")
    result = orgcheck.DiffResult(compare(old, new), old, new, language="fi")
    assert told in shown(report_on("changes", result, "text", Options(language="fi")))


def test_a_new_line_is_told_by_the_word_for_its_type() -> None:
    old = organisation("units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]")
    lines = "lines: [{to: a, type: functional}]"
    new = organisation(
        f"units: [{{id: a, name: A, top: true}}, {{id: b, name: B, parent: a, {lines}}}]"
    )
    result = orgcheck.DiffResult(compare(old, new), old, new, language="fi")
    finnish = shown(report_on("changes", result, "text", Options(language="fi")))
    assert "raportointisuhteen (toiminnallinen) yksikölle A" in finnish


def test_names_in_a_sentence_follow_the_alphabet_of_the_language() -> None:
    names = ["Åland", "Öst", "Zon", "Äril"]
    units = "units: [{id: top, name: T, top: true}"
    parts = "".join(f", {{id: u{n}, name: {name}, parent: top}}" for n, name in enumerate(names))
    old = organisation(f"{units}{parts}]")
    new = organisation(f"{units}, {{id: x, name: X, parent: top, replaces: [u0, u1, u2, u3]}}]")
    result = orgcheck.DiffResult(compare(old, new), old, new, language="sv")
    swedish = shown(report_on("changes", result, "text", Options(language="sv")))
    assert "Enheterna Zon, Åland, Äril och Öst slogs samman till" in swedish
    english = shown(report_on("changes", replace(result, language=None), "text", Options()))
    assert "Åland, Äril, Öst and Zon merged into X" in english


def test_a_term_in_another_language_than_the_page_says_which(files: tuple[str, str, str]) -> None:
    result = orgcheck.check(files[1], language="de")
    page = report_on("findings", result, "html", Options(language="de"))
    assert isinstance(page, str)
    assert '<small><bdi lang="fi">tiimi</bdi></small>' in page
    result = orgcheck.check(files[1], language="sv")
    page = report_on("findings", result, "html", Options(language="sv"))
    assert isinstance(page, str)
    assert "<small>lag</small>" in page


def test_a_body_is_told_in_the_tree_by_the_word_for_its_type() -> None:
    bodies = "bodies: [{id: b, name: B, type: organ}]"
    shown_in = organisation(f"units: [{{id: a, name: A, top: true}}]\n{bodies}")
    with speaking("fi"):
        assert "B (b) · toimielin" in structure.tree(shown_in, language="fi")
