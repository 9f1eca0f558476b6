"""The decision paper as a PDF: one page to decide on, that can be read, by a screen reader too."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from orgcheck.changes.compare import compare
from orgcheck.errors import OrgcheckError
from orgcheck.language import speaking
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.paper.pdf import report
from orgcheck.results import Control, DiffResult, Review
from orgcheck.rules.structure_rules import findings_of
from tests import ministry
from tests.reports import rendered
from tests.reports.opened import Page
from tests.reports.pdfs import Pdf
from tests.reports.reorganisations import change, declared, hostile

LANGUAGES = ("en", "fi", "sv")
# What a person hears of a language where it is spoken.
FIRST = {"en": "1. Resolution", "fi": "1. Päätös", "sv": "1. Beslut"}
LAST = {"en": "7. Not stated", "fi": "7. Ei ilmoitettu", "sv": "7. Inte angivet"}
ANNEX = {"en": "Annex 1", "fi": "Liite 1", "sv": "Bilaga 1"}


@cache
def reorganised(language: str = "en") -> DiffResult:
    """The reorganisation of the ministry, with what its rules say."""
    old, new = ministry.before(), ministry.after()
    packs = [ministry.pack()]
    judged = verdict(findings_of(old, packs), findings_of(new, packs))
    return DiffResult(compare(old, new), old, new, Review(judged, Control()), language)


@cache
def written(language: str = "en") -> bytes:
    """Its paper."""
    with speaking(language):
        return report(reorganised(language))


def paper(change: DiffResult) -> Pdf:
    return Pdf(report(replace(change, review=None)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_of_the_ministrys_paper_can_be_decided_on(language: str) -> None:
    pages = Pdf(written(language)).pages

    assert len(pages) <= 5
    assert FIRST[language] in pages[0]
    assert LAST[language] in pages[0]
    assert ANNEX[language] in pages[1][:200]
    assert sum(f"{number}. " in pages[0] for number in range(1, 8)) == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_type_is_smaller_than_seven_points(language: str) -> None:
    assert min(Pdf(written(language)).sizes) >= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ministrys_change_is_drawn_in_each_language(language: str) -> None:
    assert [tag.sort for tag in Pdf(written(language)).tags].count("Figure") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_structures_stand_on_one_page(language: str) -> None:
    names = {"en": "Drinking Water", "fi": "Talousvesi", "sv": "Drinking Water"}
    last = {"en": "13 unchanged units", "fi": "13 ennallaan", "sv": "13 oförändrade"}
    (page,) = (page for page in Pdf(written(language)).pages if names[language] in page)

    assert page.count(last[language]) == 2


def test_no_type_of_a_picture_is_smaller_either() -> None:
    pdf = paper(declared())
    assert "Figure" in {tag.sort for tag in pdf.tags}
    assert min(pdf.sizes) >= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_titled_and_in_its_language(language: str) -> None:
    pdf = Pdf(written(language))
    sorts = Counter(tag.sort for tag in pdf.tags)

    assert pdf.root["/Lang"] == language
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert ministry.after().snapshot.reorganisation is not None
    title = {
        "en": "Reorganisation of the ministry in 2026",
        "fi": "Ministeriön uudistus 2026",
        "sv": "Reorganisation of the ministry in 2026",
    }[language]
    assert f"{title}</rdf:li>" in pdf.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert sorts["H1"] == 1
    assert sorts["H2"] >= 7
    assert sorts["Table"] >= 2
    assert sorts["TH"] >= 8
    assert sorts["LI"] >= 10


def test_a_picture_has_words_in_its_place() -> None:
    figures = [tag for tag in paper(declared()).tags if tag.sort == "Figure"]
    assert [one.alternative for one in figures] == [
        "What changes, as the lists of the structure before and after have it in words."
    ]


def test_a_draft_is_marked_on_every_page() -> None:
    pages = paper(declared()).pages
    assert len(pages) > 1
    assert all("DRAFT, not decided" in page for page in pages)


def test_the_same_versions_give_the_same_file_to_the_byte() -> None:
    assert report(reorganised()) == written()
    assert "CreateDate" not in Pdf(written()).metadata


def test_it_says_what_the_page_and_the_markdown_say() -> None:
    # What the picture says can be searched in the file.
    pdf = set(Pdf(written()).text.partition("The change as a picture")[0].split())
    page = set(Page(paper_html.report(reorganised())).text.split())
    markdown = set(rendered.Page(paper_markdown.report(reorganised())).text.split())

    # Names of facts are followed by a colon here and there, items by a sign.
    def plain(words: set[str]) -> set[str]:
        return {word.strip(":.,–·") for word in words} - {""}

    # The page and the file number their pages, or have a head on each.
    assert plain(markdown) - plain(pdf) == set()
    assert plain(page) - plain(pdf) <= {"The", "change", "as", "a", "picture"}
    assert {word for word in plain(pdf) - plain(page) if not word.isdigit()} <= {"/"}


MARKUP = [
    '#read("/etc/passwd") #import "@preview/x:0.1.0"',
    "$x^2$ @reference <label> `raw` *strong* _emph_",
    "= heading\n- item\n+ item\n/ term: what",
    "\\u{41} \\ ] [ } { ) ( // comment /* comment",
    "\"quoted\" 'single' ~ -- --- ...",
]


@pytest.mark.parametrize("text", MARKUP)
def test_names_are_no_markup(text: str) -> None:
    made = hostile(text)
    shown = " ".join(text.replace("\n", "\\x0a").split())
    assert shown.replace(" ", "") in paper(made).text.replace(" ", "")


def test_what_reorders_a_line_is_written_out() -> None:
    assert "\\u202egpj" in paper(hostile("\u202egpj")).text


def in_letters(name: str) -> Pdf:
    """The paper of a change that founds a unit of some name."""
    top = "units:\n- {id: top, name: Top, top: true}\n"
    return paper(change(top, f'{top}- {{id: new, name: "{name}", parent: top}}\n'))


@pytest.mark.parametrize("name", ["Länsi-Åland öst", "Œuvre à côté", "Διεύθυνση", "Ћирилица"])
def test_letters_of_europe_are_in_the_fonts_that_it_brings_along(name: str) -> None:
    pdf = in_letters(name)
    assert name in pdf.text
    assert "No font shows" not in pdf.text
    assert pdf.fonts <= {
        *("LibertinusSerif-Regular", "LibertinusSerif-Bold", "LibertinusSerif-Semibold"),
        *("DejaVuSansMono", "DejaVuSansMono-Bold", "NewCMMath-Regular", "NewCMMath-Bold"),
    }


def test_a_character_that_no_font_has_is_told_by_its_number() -> None:
    text = in_letters("Unit \U000e0100\ua6a0").text
    assert "[U+A6A0]" in text
    assert "No font shows these characters, so that their numbers stand in their place" in text


def test_who_lacks_typst_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OrgcheckError) as raised:
        report(declared())
    (problem,) = raised.value.problems
    assert problem.message == "a PDF needs Typst, which is not installed"
    assert problem.fix == (
        "install it with `pip install 'orgcheck[pdf]'`, or write --format paper, which a browser "
        "prints"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_verapdf_finds_nothing(tmp_path: Path, language: str) -> None:
    program = shutil.which("verapdf")
    if program is None:
        pytest.skip("veraPDF is not here: PDF/UA-1 is held by Typst's own checks and by the tags")
    file = tmp_path / "paper.pdf"
    file.write_bytes(written(language))
    command = [program, "--flavour", "ua1", "--format", "text", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout.startswith("PASS"), run.stdout
