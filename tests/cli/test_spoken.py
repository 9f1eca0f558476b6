"""No English stands in what a command says in another language, in any format that people read.

All words of the data are in Greek letters, so that every Latin one is the program's own.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from hatch_build import CATALOGUES
from orgcheck.cli import main
from orgcheck.reports.formats import formats
from orgcheck.snapshot import model
from tests.cli.runs import written
from tests.language.catalogues import catalogue
from tests.language.greek import greek, greek_pack, greek_snapshot
from tests.repositories import Repository

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "tests" / "data"
MINISTRY = [DATA / "ministry" / name for name in ("before.yaml", "after.yaml")]
KELA = [PROJECT / "snapshots" / name for name in ("2023.yaml", "2024.yaml")]

BEFORE = """\
organisation: Ξo
version: '2023'
responsibilities_complete: true
units:
  - id: x1
    name: Ξa
    top: true
    units:
      - {id: x2, name: {en: Ξb, et: Ξbet}, responsibilities: [ξd, ξe], sites: [Qqs]}
      - {id: x3, name: Ξc, responsibilities: [ξf], figures: {ξn: 1200}}
      - {id: x4, name: Ξd, units: [{id: x5, name: Ξe}]}
      - {id: x6, name: Ξf, kind: ξk}
"""
AFTER = """\
organisation: Ξo
version: '2024'
responsibilities_complete: true
units:
  - id: x1
    name: Ξa
    top: true
    units:
      - {id: x7, name: Ξg, replaces: [x2, x3], responsibilities: [ξd, ξf], figures: {ξn: 1300}}
      - {id: x5, name: Ξe}
      - {id: x6, name: Ξh, kind: ξl, reports_to: x5}
      - {id: x8, name: Ξi}
"""
SYNTAX = "organisation: Α\nunits:\n  - {id: α, name: β: γ}\n"
FORM = """
organisation: [α]
valid_from: ηη
unit: 1
posts: {a: β}
people: [{id: π}, ρ]
bodies: [{id: "α β", name: ""}]
units:
  - {id: α, name: Α, top: ηη, figures: {χ: ψ}, sites: ηη, kind: κ}
  - {id: β, name: {}, head: χ, parent: ω, ηη: 1, reports_to: β}
  - {id: β, name: Β, parent: β}
"""
REGISTER = """\
register: true
organisation: Α
version: "7"
responsibilities:
- {id: δ, name: δδ, statutory: true, earlier: [{until: 2018-12-31, name: δε}]}
units:
- {id: μ, name: Μ, top: true, responsibilities: [δ]}
- {id: τ, name: Τ, parent: μ, valid_to: 2019-12-31}
- id: φ
  name: Φ
  parent: μ
  earlier: [{until: 2018-12-31, name: Χ, parent: τ}]
- {id: ξ, name: Ξ, parent: τ}
"""
PEOPLE = """\
organisation: Α
version: "1"
people: [{id: π1}, {id: π2, name: Ππ}, {id: π3}]
posts: [{id: λ, name: Λ, unit: τ, holders: [π1, π3]}]
units:
- {id: μ, name: Μ, top: true}
- {id: τ, name: Τ, parent: μ, head: λ, members: [π2]}
"""
RULES = """\
pack: ρ
rules:
- {id: P1, statement: Σ., for: {id: τ}, assert: {heads_are_members: true}}
- {id: P2, statement: Σ., for: {of: people}, assert: {must_have: name}}
- {id: P3, statement: Σ., assert: {cel: "unit.head.startsWith('a')"}}
- {id: P4, statement: Σ., assert: {value: {cel: "size(unit.members)", min: 5}}}
- {id: P5, statement: Σ., for: {id: ψψ}, assert: {must_have: [head]}}
change_rules:
- {id: P6, statement: Σ., assert: {responsibilities_kept: true}}
"""
WRONG = """\
pack: ρ
rules:
- id: W1
  statement: Σ.
  assert: {must_have: head}
  pass: [{units: [{id: α, name: Α, top: true}]}]
- {id: W2, statement: Σ., assert: {must_have: kind}}
"""
WAIVERS = "waivers:\n- {rule: P2, unit: π1, reason: Α, approved_by: Β, permanent: true}\n"
WAIVERS += "- {rule: P1, unit: τ, reason: Α, approved_by: Β, expires: 2020-01-31}\n"

TABLE = """\
Name,Code,Parent,Headcount,Start,ζζ
Α,1,,5,2024-01-31,x
Β,2,1,4,3/4/2024,x
Γ,2,1,many,,x
Δ,4,Β,,,x
Ε,5,Ψψ,2,,x
ρ@ρ.ρρ,6,ρ@ρ.ρρ,2,,x
Total,,,11,,
,8,1,,,
Ζ,9,,,,
"""
ORDERS = f"""
validate α2.yaml --rules ρ.yaml --report=
validate α2.yaml --rules ρ.yaml -v
validate α2.yaml --rules ρ.yaml --statistics
validate α2.yaml --rules ρ.yaml -q
validate α2.yaml --rules ρ.yaml --against α1.yaml --report=
validate κ2.yaml --rules κρ.yaml --report=
validate κ2.yaml κ1.yaml --isolated
validate συν.yaml --report=
validate μορ.yaml --report= -v
validate πρ.yaml --rules πρ-ρ.yaml --waivers πρ-ω.yaml --as-of 2024-01-31 --report= -v
validate reg.yaml --all-dates --report=
validate reg.yaml@2018-06-01
diff α1.yaml α2.yaml --rules ρ.yaml --report=
diff α1.yaml α2.yaml --rules ρ.yaml -v
diff α2.yaml α1.yaml --report=
diff ο1.yaml ο2.yaml --report=
diff ο2.yaml ο1.yaml --report=
diff κ1.yaml κ2.yaml --rules κρ.yaml --report= -v
diff πρ.yaml πρ2.yaml --rules πρ-ρ.yaml --report= -v
diff reg.yaml@2018-06-01 reg.yaml --report=
show α2.yaml
show α2.yaml 1020
show α2.yaml 1020/{greek("head")}
show α2.yaml {greek("minister")}
show πρ.yaml π1
show reg.yaml φ
why 1020 α2.yaml --rules ρ.yaml
why {greek("internal-audit")} κ2.yaml --rules κρ.yaml
compare α1.yaml α2.yaml α1.yaml --rules ρ.yaml --report=
history κ1.yaml κ2.yaml --report= -v
history α1.yaml α2.yaml --report=
history reg.yaml --report= -v
history α1.yaml α2.yaml --duty {greek("peat")}
lineage 2000 α1.yaml α2.yaml --report= -v
lineage φ reg.yaml --report=
crosswalk α1.yaml α2.yaml -v
restate {greek("headcount")} --from α1.yaml --to α2.yaml
merge β.yaml β1.yaml β2.yaml --report=
merge γ.yaml γ1.yaml γ2.yaml --report=
merge ι.yaml ι1.yaml ι2.yaml --report=
export α2.yaml -o τ2.csv
export πρ.yaml -o τ3.graphml
export α2.yaml -o τ4.popolo --format popolo
chart α2.yaml --format svg
chart α1.yaml --against α2.yaml --format html
chart κ1.yaml --against κ2.yaml --format svg
chart κ2.yaml --format mmd --depth 1
rules list --rules ρ.yaml
rules test λ.yaml
rules strength πρ.yaml --rules πρ-ρ.yaml
explain MIN003 --rules ρ.yaml
explain MIN101 --rules ρ.yaml
explain ORG007
import τ.csv -o τ.yaml
baseline α2.yaml --rules ρ.yaml --update
"""


# A pack, and a file of waivers, in which hardly anything is right.
FAULTS = """\
pack: ρ
qq: 1
parameters: {qq: 1}
rules:
- {id: Q1, statement: Σ., assert: {cel: "unit.qq == 1"}}
- {id: Q2, statement: Σ., assert: {cel: "unit.name == 1"}}
- {id: Q3, statement: Σ., assert: {cel: "unit.name +"}}
- {id: Q4, statement: Σ., assert: {cel: "unit.tags.filter(1)"}}
- {id: Q5, statement: Σ., assert: {cel: "qq(unit.name)"}}
- {id: Q6, statement: Σ., assert: {cel: "unit.name.matches('[')"}}
- {id: Q7, statement: Σ., assert: {cel: "'1' in unit.name"}}
- {id: Q8, statement: Σ., assert: {cel: "1 == 1"}}
- {id: Q9, statement: Σ., assert: {cel: "size()"}}
- {id: Q10, statement: Σ., assert: {cel: "-unit.name == 1"}}
- {id: Q11, statement: Σ., assert: {cel: "unit.name < 1"}}
- {id: Q12, statement: Σ., assert: {cel: "unit.head"}}
- {id: Q13, statement: Σ., assert: {value: {cel: "unit.name", min: 5}}}
- {id: Q14, statement: Σ., assert: {value: {cel: "size(unit.tags)", min: 5, max: 2}}}
- {id: Q15, statement: Σ., assert: {qq: 1}}
- {id: Q16, statement: Σ., assert: {must_have: qq}}
- {id: Q17, statement: Σ., assert: {must_have: []}}
- {id: Q18, statement: Σ., assert: {matches: {name: "("}}}
- {id: Q19, statement: Σ., assert: {children: {}}}
- {id: Q20, statement: Σ., assert: {distinct: name}}
- {id: Q21, statement: Σ., assert: {custom: qq}}
- {id: Q21, statement: {}, for: {qq: 1}, assert: {}}
- {id: "ξ ξ", statement: [], severity: qq, assert: {must_have: {}}}
- {id: Q22, statement: Σ., for: {of: qq}, assert: {reports_to: 1}}
- {id: Q23, statement: Σ., for: {of: posts}, assert: {children: {min: 1}}}
- {id: Q24, statement: Σ., message: "{unit.name", assert: {cel: "true"}}
- {id: Q25, statement: Σ., applies_to: {}, assert: {must_have: head}}
- {id: Q26, statement: Σ., basis: 1, assert: {must_have: head}, pass: 1, fail: []}
- {id: ORG001, statement: Σ., assert: {must_have: head}}
- {id: Q27, assert: {not_both: [members]}}
change_rules:
- {id: Q28, statement: Σ., on: [qq], assert: {forbidden: true}}
- {id: Q29, statement: Σ., on: [], assert: {max_share: 2}}
- {id: Q30, statement: Σ., assert: {must_have: head}}
- {id: Q31, statement: Σ., over: all, assert: {at_most: {events: 1, within: qq}}}
- {id: Q32, statement: Σ., where: "event.qq == 1", assert: {forbidden: true}}
"""
UNFIT_WAIVERS = """\
waivers:
- {rule: P2, unit: π1, reason: Α, approved_by: Β}
- {rule: P2, unit: π1, reason: Α, approved_by: Β, permanent: true, expires: 2020-01-31}
- {rule: P2, unit: π1, reason: Α, approved_by: Β, permanent: true}
- {rule: P2, unit: π1, reason: Α, approved_by: Β, permanent: true}
- 1
- {qq: 1}
"""
REFUSED = """
qq
validate @2010
validate ''
validate α2.yaml -o ''
validate α2.yaml --qq
validate α2.yaml --rules qq
validate α2.yaml --rules σφ.yaml
validate α2.yaml --rules builtin:qq
validate α2.yaml --waivers σω.yaml
validate α2.yaml --waivers qq.yaml
validate α2.yaml --select QQ
validate α2.yaml --ignore ORG001
validate α2.yaml --format qq
validate α2.yaml --as-of qq
validate α2.yaml --max-size qq
validate α2.yaml --max-size 0
validate α2.yaml --report qq
validate α2.yaml --against α1.yaml --all-dates
validate α2.yaml α1.yaml --against α1.yaml
validate α2.yaml --format json --statistics
validate α2.yaml@qq
validate α2.yaml@2024-01-01
validate qq:α2.yaml
validate - -
diff α1.yaml
diff α1.yaml α2.yaml α2.yaml
diff α1.yaml α2.yaml -o α2.yaml
diff α1.yaml α2.yaml --threshold qq
diff α1.yaml α2.yaml --threshold likeness=qq
diff α1.yaml α2.yaml --threshold qq=1
diff α1.yaml α2.yaml --accept qq=qr --yes
diff α1.yaml α2.yaml --accept qq
diff α1.yaml α2.yaml --yes
show α2.yaml qq
why qq α2.yaml
chart α2.yaml --show qq
chart α2.yaml -o q.qq
chart α2.yaml --root qq
chart α2.yaml --page A4 --format dot
export
export α2.yaml -o q.qq
export α2.yaml --format qq
history
history α1.yaml α1.yaml
history --git qq
history α1.yaml α2.yaml --duty qq
history α1.yaml α2.yaml --duty qq --register
lineage qq α1.yaml α2.yaml
crosswalk α1.yaml
restate qq --from α1.yaml --to α2.yaml
merge reg.yaml α1.yaml α2.yaml
merge α1.yaml α2.yaml qq.yaml
merge α1.yaml α1.yaml α2.yaml --partial --format text
waive qq α2.yaml
waive qq α2.yaml --permanent --expires 2030-01-31
baseline α2.yaml qq.yaml
explain QQ
rules test
rules test qq.yaml
rules test σφ.yaml
import qq.csv
import τ.csv --prune
import α2.yaml --format csv
apply α1.yaml α2.yaml
invert α1.yaml
changed --base qq
conflicts --with qq
"""


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the data, which is the current one."""
    folder = tmp_path_factory.mktemp("greek")
    for number, (ministry, kela) in enumerate(zip(MINISTRY, KELA, strict=True), 1):
        written(folder / f"α{number}.yaml", greek_snapshot(ministry))
        written(folder / f"κ{number}.yaml", greek_snapshot(kela))
    written(folder / "ρ.yaml", greek_pack(DATA / "ministry" / "rules.yaml", *MINISTRY))
    written(folder / "κρ.yaml", greek_pack(PROJECT / "rules" / "kela.yaml", *KELA))
    for letter, case in _CASES.items():
        for end, side in (("", "base"), ("1", "ours"), ("2", "theirs")):
            text = greek_snapshot(DATA / "merge" / case / f"{side}.yaml")
            written(folder / f"{letter}{end}.yaml", text)
    others = {"συν": SYNTAX, "μορ": FORM, "reg": REGISTER, "πρ": PEOPLE, "πρ-ρ": RULES}
    vacant = PEOPLE.replace("holders: [π1, π3]", "vacant: true")
    others |= {
        "πρ-ω": WAIVERS,
        "σω": UNFIT_WAIVERS,
        "λ": WRONG,
        "σφ": FAULTS,
        "πρ2": vacant,
        "ο1": BEFORE,
        "ο2": AFTER,
    }
    written(folder / "τ.csv", TABLE)
    for name, text in others.items():
        written(folder / f"{name}.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


_CASES = {"β": "merged-differently", "γ": "two-names", "ι": "inferred-on-one-side"}
# What may say nothing but what it wrote, and where.
_WRITING = ("import", "export")
# What has something to say of findings alone, or of what goes wrong.
_MAY_BE_EMPTY = ("stderr", "concise", "github")
_SUBJECTS = {
    "validate": "findings",
    "diff": "changes",
    "compare": "scenarios",
    "history": "histories",
    "lineage": "lineages",
}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("order", ORDERS.strip().splitlines())
def test_no_english_is_said_in_another_language(order: str, language: str, folder: Path) -> None:
    words = shlex.split(order)
    found = {}
    for told in said(words, language, folder):
        for name, text in told.items():
            assert text.strip() or words[0] in _WRITING or name in _MAY_BE_EMPTY, name
            if english := english_in(text, language):
                found[name] = english
    assert found == {}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("order", REFUSED.strip().splitlines())
def test_what_cannot_be_done_is_said_without_english(order: str, language: str) -> None:
    _, err = run(*shlex.split(order), "--lang", language)
    # How a command is written is the same in every language.
    told = [line for line in err.splitlines() if "[OPTIONS]" not in line]

    assert told
    assert english_in(_OF_FILES.sub("", "\n".join(told)), language) == []


# What a file or a command line has to say in English: the path to a value, the words to choose from
# (where they end a line), options, commands, and what the engine of patterns says.
_OF_FILES = re.compile(
    r"(?<=\d: )[\w.]+(\[\d+\])?(?=: )|(?<=[:”] )(max|min) .*|--[\w-]+|`[^`]*`|\{.*?\}|missing .*"
    r"|(?<=: )\w+(, [\w-]+){2,}|(?<=väntade ett av ).*|\btrue\b|”[^”]*”|\"[^\"]*\"|/\S+"
    r"|\b(units|posts|likeness|event|head|unit)\b"
)


# What ends a run; each names what is at fault in Greek letters, options and keys.
ENDED = """
validate ω.yaml
validate τ.csv@2018-06-01 --isolated
validate μορ.yaml --rules ω.yaml
validate α2.yaml --rules builtin:ω
validate α2.yaml --ignore Ω1 --rules ρ.yaml
validate α2.yaml --waivers ω.yaml
validate α2.yaml --config ω.toml
validate α2.yaml --isolated --config ω.toml
validate α2.yaml --threshold ω
validate α2.yaml --against ω
validate reg.yaml@ω
history . --rules ρ.yaml
history α1.yaml α1.yaml
history --git ω.yaml
show α2.yaml ω
show .
chart α2.yaml --show ω
lineage ω α1.yaml α2.yaml
restate ω --from α1.yaml --to α2.yaml
why ω α2.yaml --rules ρ.yaml
explain Ω
diff α1.yaml α2.yaml --accept ω=ψ
diff α1.yaml α2.yaml --rules . --as-of ω
export α2.yaml -o ω
export α2.yaml --format ω
import ω.csv
import . --format csv
apply τ.csv α1.yaml
invert .
rules test
waive Ω1 α2.yaml --reason Α --approved-by Β
"""


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("order", ENDED.strip().splitlines())
def test_what_ends_a_run_is_said_without_english(order: str, language: str, folder: Path) -> None:
    assert folder.is_dir()
    out, err = run(*shlex.split(order), "--lang", language)

    # Options, and what is to be written, stand as they are.
    said = re.sub(r"\S*[/=.]\S*|--?[a-z-]+|\b[A-Z_]{3,}\b|'[^']*'", " ", err)
    assert out == ""
    assert said.strip()
    assert english_in(said, language) == []


BRANCHES = """
changed --base main --rules ρ.yaml
changed --base main --rules ρ.yaml --format markdown
conflicts --with ψ
conflicts --with ψ --format markdown
hook validate ν.yaml
hook diff ν.yaml
"""


@pytest.fixture(scope="module")
def repository(folder: Path) -> Path:
    """A repository with a branch that reorganises, and another that names a unit otherwise."""
    before, after, rules = (folder / name for name in ("γ.yaml", "γ1.yaml", "ρ.yaml"))
    made = Repository.made(folder / "κλ")
    made.write("ν.yaml", before.read_text("utf-8"))
    made.write("ρ.yaml", rules.read_text("utf-8"))
    made.commit("Α")
    for branch, file in (("ψ", folder / "γ2.yaml"), ("χ", after)):
        made.git("checkout", "--quiet", "-b", branch, "main")
        made.write("ν.yaml", file.read_text("utf-8"))
        made.commit("Β")
    made.write("ν.yaml", before.read_text("utf-8"))
    made.git("add", "ν.yaml")
    return made.folder


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("order", BRANCHES.strip().splitlines())
def test_no_english_is_said_of_branches_in_another_language(
    order: str, language: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(repository)
    out, err = run(*shlex.split(order), "--lang", language)

    assert out.strip()
    assert english_in(out + err, language) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_repository_is_begun_without_english(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Repository.made(tmp_path / "κλ").folder)
    out, err = run("init", "--lang", language)

    # Files and commands stand apart, each on a line of its own.
    said = [line for line in (out + err).splitlines() if not line.startswith("  ")]
    assert "".join(said).strip()
    assert english_in(re.sub(r"\S+[/]\S+", "", "\n".join(said)), language) == []


def english_in(text: str, language: str) -> list[str]:
    """The words of a text that only English sentences have."""
    return sorted(set(_WORD.findall(plain(text).lower())) & english_alone(language))


def said(words: Sequence[str], language: str, folder: Path) -> Iterator[dict[str, str]]:
    """What a command says on both streams, and in the files of its reports."""
    command, wanted = words[0], [word for word in words if word != "--report="]
    every = len(wanted) < len(words)
    if every and command == "merge":
        for form in speaking("merges"):
            out, err = run(*wanted, "--format", form, "--lang", language)
            yield {form: out, "stderr": err}
        return
    forms = speaking(_SUBJECTS[command]) if every else []
    further = [f"--report={form}:{form}.out" for form in forms]
    out, err = run(*wanted, *further, "--lang", language)
    files = {form: (folder / f"{form}.out").read_text("utf-8") for form in forms}
    yield {"stdout": out, "stderr": err, **files}


def speaking(subject: str) -> list[str]:
    """The formats with such a report that people read as text."""
    pages = (name for name, form in formats().items() if form.speaks and getattr(form, subject))
    return [name for name in pages if name not in ("text", "paper-pdf")]


def run(*arguments: str) -> tuple[str, str]:
    """What a run of the program writes to standard output and to standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit):
        main(arguments)
    return tuple(_text(stream) for stream in (out, err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer: Any = stream.buffer
    return buffer.getvalue().decode("utf-8")


# -- what counts as English ------------------------------------------------------------------------

_WORD = re.compile(r"\b[a-z]{2,}\b")
_PLACEHOLDER = re.compile(r"\{\w+\}|`[^`]*`|\]\(#[^)]*\)")
# What is no sentence: style and script, names of elements, keys and files.
_NO_WORDS = re.compile(
    r"<style.*?</style>|<script.*?</script>|<code>.*?</code>|`[^`]*`|&\w+;", re.DOTALL
)
# A flowchart of Mermaid, in which what is read stands in quotes.
_FLOWCHART = ("---\n", "flowchart ")
# Of an element only what is read out of its attributes is a sentence.
_TAG = re.compile(r"<[^>]*>")
_READ_OUT = re.compile(r'(?:title|alt|aria-label|placeholder)="([^"]*)"')
# What a command to a runner of CI says beside its message and its title.
_COMMAND = re.compile(r"^::(?:error|warning|notice) file=[^:]*?title=", re.MULTILINE)
# Keys and words of the format, which reports name as they are written.
_KEYS = {"organ", "committee", "functional", "matrix", "advisory", "other", "expires"}
_KEYS |= {"true", "false", "yaml"}
_KEYS |= {field for part in vars(model).values() for field in getattr(part, "model_fields", ())}


def plain(text: str) -> str:
    """What of a report people read, without markup and keys."""
    if text.startswith(_FLOWCHART):
        return unescape(" ".join(re.findall(r'"([^"]*)"', text)))
    text = re.sub(r"```mermaid\n(.*?)```", lambda chart: plain(chart[1]), text, flags=re.DOTALL)
    text = _NO_WORDS.sub(" ", _COMMAND.sub("", text))
    text = _TAG.sub(lambda tag: f" {' '.join(_READ_OUT.findall(tag.group()))} ", text)
    return unescape(text)


@cache
def english_alone(language: str) -> frozenset[str]:
    """The words of sentences that no translation has."""
    messages = [one for one in catalogue(CATALOGUES / f"{language}.po") if one.id]
    english = _words_of(text for one in messages for text in _texts(one.id))
    own = _words_of(text for one in messages for text in _texts(one.string))
    return frozenset(english - own - _KEYS)


def _words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(_PLACEHOLDER.sub("", text).lower())}


def _texts(words: str | Sequence[str]) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words


def test_words_that_only_english_has_are_known() -> None:
    for language in ("fi", "sv"):
        assert {"the", "was", "were", "and", "of", "moved"} <= english_alone(language)
