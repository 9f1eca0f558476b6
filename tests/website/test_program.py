"""orgcheck in the browser: what it finds is what the command finds, and nothing leaves the page."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orgcheck.cli.running import run
from orgcheck.rules.integrity import RULES
from tests.browser.chromium import Browser, Page
from tests.regenerate import ROOT

Files = dict[str, str]
GOOD = ("--rules", "builtin:good-practice")


def text(path: str) -> str:
    """A file of the repository, as a page is handed it."""
    return (ROOT / path).read_bytes().decode("utf-8")


def cases() -> Iterator[tuple[str, Files, tuple[str, ...]]]:
    """What is asked of both: a name, the files, and the words of the command."""
    yield from kela()
    for rule in RULES:
        files = {"newer.yaml": rule.fails, "older.yaml": rule.passes}
        yield rule.id, files, ("validate", "newer.yaml")
        yield f"{rule.id} mended", files, ("diff", "newer.yaml", "older.yaml")
    for path in sorted((ROOT / "tests/rules/integrity/golden").glob("*.yaml")):
        files = {"newer.yaml": path.read_bytes().decode()}
        yield path.stem, files, ("validate", "newer.yaml", *GOOD)
    for base in sorted((ROOT / "tests/data/merge").glob("*/base.yaml")):
        for side in ("ours", "theirs"):
            files = {"older.yaml": base.read_text("utf-8")}
            files["newer.yaml"] = (base.parent / f"{side}.yaml").read_text("utf-8")
            yield f"{base.parent.name} {side}", files, ("diff", "older.yaml", "newer.yaml", *GOOD)
    catalogue = {"rules.yaml": text("examples/catalogue.yaml")}
    yield "catalogue", catalogue, ("rules", "test", "rules.yaml", "builtin:good-practice")


def kela() -> Iterator[tuple[str, Files, tuple[str, ...]]]:
    """The worked example and the ministry, under their own rules."""
    ministry = (f"tests/data/ministry/{one}.yaml" for one in ("before", "after", "rules"))
    for name, older, newer, rules in (
        ("Kela", "snapshots/2023.yaml", "snapshots/2024.yaml", "rules/kela.yaml"),
        ("ministry", *ministry),
    ):
        files = {"older.yaml": text(older), "newer.yaml": text(newer), "rules.yaml": text(rules)}
        for packs in (("--rules", "rules.yaml"), GOOD, ("--rules", "rules.yaml", *GOOD)):
            yield f"{name} {packs}", files, ("validate", "newer.yaml", *packs)
            yield f"{name} diff {packs}", files, ("diff", "older.yaml", "newer.yaml", *packs)


CASES = list(cases())


def told(folder: Path, files: Files, words: tuple[str, ...]) -> dict[str, Any]:
    """What the command says of the files, in a folder that has nothing else."""
    for name, content in files.items():
        (folder / name).write_bytes(content.encode("utf-8"))
    out, said = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(said),
    ):
        status = run(words)
    return {"status": status, "out": out.getvalue(), "said": said.getvalue()}


@pytest.fixture(scope="module")
def page(chromium: Browser, address: str) -> Page:
    """The page, with its program loaded."""
    page = chromium.page()
    page.visit(f"{address}/browser.html")
    return page


def asked(page: Page, files: Files, words: tuple[str, ...]) -> dict[str, Any]:
    """What the page says of the same."""
    given = f"{json.dumps(files)}, {json.dumps(words)}"
    answer: dict[str, Any] = page.value(f"document.getElementById('try-orgcheck').run({given})")
    return answer


@pytest.mark.parametrize(("name", "files", "words"), CASES, ids=[name for name, *_ in CASES])
def test_what_is_found_is_what_the_command_finds(
    page: Page,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    files: Files,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    form = () if words[0] == "rules" else ("--format", "json")
    here = told(tmp_path, files, (*words, *form))
    there = asked(page, files, (*words, *form))
    if name.startswith("ORG001"):
        # A text that is no YAML: libyaml has other words for it than its twin in Python.
        assert there["status"] == here["status"]
        assert "newer.yaml:4:32" in there["said"] or '"rule": "ORG001"' in there["out"]
    else:
        assert there == here


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "{cel: \"timestamp('2024-01-01T00:00:00Z') < timestamp('2025-01-01T00:00:00Z')\"}",
            "timestamp",
        ),
        ('{cel: "unit.depth == 1u"}', "1u"),
    ],
)
def test_an_expression_that_is_not_known_there_is_refused_and_not_guessed(
    page: Page, rule: str, words: str
) -> None:
    pack = f"pack: p\nrules:\n  - id: R1\n    statement: S.\n    for: {{}}\n    assert: {rule}\n"
    files = {"newer.yaml": text("snapshots/2024.yaml"), "rules.yaml": pack}
    answer = asked(page, files, ("validate", "newer.yaml", "--rules", "rules.yaml"))
    assert answer["status"] == 2
    assert f"{words} is not available in the browser; the command has it" in answer["said"]


def test_a_person_loads_the_example_breaks_it_and_sees_the_finding(
    chromium: Browser, address: str
) -> None:
    page = chromium.page()
    page.visit(f"{address}/browser.html")
    page.click("#try-orgcheck .try-buttons button:nth-of-type(3)")
    wait(page, "document.querySelector('#try-newer').value.includes('internal-audit')")
    page.value(
        "(() => { const text = document.querySelector('#try-newer'); text.value = text.value"
        ".replace('    parent: kela\\n    reports_to: director-general\\n',"
        " '    parent: shared-services\\n'); })()"
    )
    page.click("#try-orgcheck .try-buttons button:nth-of-type(1)")
    wait(page, "document.querySelector('#try-said').textContent.includes('status 1')")
    (told,) = page.seen("#try-out")
    assert "error KELA001" in told
    assert "fix: Give internal-audit `reports_to: director-general`." in told
    page.click("#try-orgcheck .try-buttons button:nth-of-type(2)")
    wait(page, "document.querySelector('#try-out').textContent.includes('merged into')")

    sent = [one["request"] for one in page.events("Network.requestWillBeSent")]
    local = (address, "about:srcdoc", "data:")
    assert [one["url"] for one in sent if not one["url"].startswith(local)] == []
    assert {one["method"] for one in sent} == {"GET"}


def wait(page: Page, condition: str) -> None:
    """Wait until something holds in a page; four minutes at most."""
    page.value(
        "new Promise((done, gone) => { let left = 2400; const look = () => {"
        f"if ({condition}) done(true); else if (left-- === 0) gone(new Error('never came'));"
        "else setTimeout(look, 100); }; look(); })"
    )
