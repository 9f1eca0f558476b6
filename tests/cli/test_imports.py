"""What a command does not need is not imported: a hook is felt in tenths of a second."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runs import written

PROJECT = Path(__file__).parents[2]
KELA = """\
organisation: Kela
version: "2024"
posts: [{id: director-general, name: Director General, unit: kela}]
units:
- {id: kela, name: Kela, top: true, head: director-general, figures: {headcount: 1}}
- {id: shared-services, name: Shared Services, parent: kela}
- {id: internal-audit, name: Internal Audit, parent: shared-services}
"""
CODE = """
import sys
try:
    from orgcheck.cli import main
    main(sys.argv[1:])
except SystemExit as ended:
    print(ended.code, *sys.modules, sep="\\n", file=sys.stderr)
"""

# As the console script; `python -m` imports more itself.
PROCESS = "from orgcheck.__main__ import main; main()"


def modules(folder: Path, *arguments: str) -> set[str]:
    """The modules that a run imported, beside its exit status."""
    ended = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return set(ended.stderr.splitlines())


def imported(folder: Path, *arguments: str) -> set[str]:
    """The packages that a run imported, beside its exit status."""
    return {module.partition(".")[0] for module in modules(folder, *arguments)}


# What takes long to import: a command imports what it needs of it, and only then.
HEAVY = frozenset(
    (
        *("cel", "deepdiff", "hypothesis", "jinja2", "networkx", "numpy", "pydantic", "pygraphviz"),
        *("babel", "pydantic_core", "python_calamine", "rdflib"),
        *("rapidfuzz", "re2", "resvg_py", "typst", "rich", "ruamel", "scipy", "xlsxwriter", "yaml"),
    )
)
READING = ("yaml",)
COMMANDS: dict[str, tuple[str, ...]] = {
    "--help": (),
    "--version": (),
    "validate --help": (),
    "hook --help": (),
    "init": (),
    "changed": READING,
    "schema snapshot": ("pydantic", "pydantic_core"),
    "validate kela.yaml --format sarif": READING,
    "validate kela.yaml --lang fi": (*READING, "babel"),
    "validate kela.yaml --format html": (*READING, "jinja2"),
    "validate kela.yaml --rules plain.yaml": READING,
    "validate kela.yaml --rules patterns.yaml": (*READING, "re2"),
    "validate kela.yaml --rules expressions.yaml": (*READING, "cel"),
    "validate kela.yaml --rules plain.yaml --waivers waivers.yaml": READING,
    "validate moved.yaml --against kela.yaml": READING,
    "validate misspelt.yaml": (*READING, "rapidfuzz"),
    "diff kela.yaml moved.yaml --format json": (*READING, "pydantic_core"),
    "diff kela.yaml moved.yaml --format html": (*READING, "jinja2"),
    "diff kela.yaml moved.yaml --format paper": (*READING, "jinja2"),
    "diff kela.yaml moved.yaml -o paper.pdf": (*READING, "typst"),
    "diff kela.yaml moved.yaml --rules changes.yaml": READING,
    "diff kela.yaml renamed.yaml": READING,
    "diff kela.yaml slipped.yaml": (*READING, "rapidfuzz"),
    "diff kela.yaml slipped.yaml --no-inference": READING,
    "history kela.yaml later.yaml": READING,
    "lineage kela kela.yaml later.yaml": READING,
    "crosswalk kela.yaml later.yaml": READING,
    "crosswalk kela.yaml later.yaml -o table.xlsx": (*READING, "xlsxwriter"),
    "restate headcount --from kela.yaml --to later.yaml": READING,
    "apply changes.json kela.yaml": READING,
    "invert changes.json": (*READING, "pydantic_core"),
    "merge kela.yaml moved.yaml kela.yaml": READING,
    "conflicts --with HEAD": READING,
    "compare kela.yaml moved.yaml kela.yaml": READING,
    "merge-driver kela.yaml moved.yaml kela.yaml 7 kela.yaml": READING,
    "import hr.csv": READING,
    "import kela.xlsx": (*READING, "python_calamine"),
    "export kela.yaml --format csv": READING,
    "export kela.yaml -o k.xlsx": (*READING, "xlsxwriter"),
    "export kela.yaml -o k.ttl": (*READING, "rdflib"),
    "show kela.yaml": READING,
    "chart kela.yaml --format svg": READING,
    "chart kela.yaml --format png -o kela.png": (*READING, "resvg_py"),
    "chart moved.yaml --against kela.yaml --format mmd": READING,
    "explain ORG001": (),
    "explain A1 --rules plain.yaml": READING,
    "why kela kela.yaml --rules plain.yaml": READING,
    "waive A9 kela.yaml --rules broken.yaml --reason r --approved-by b --permanent --to w.yaml": (
        READING
    ),
    "baseline kela.yaml --rules plain.yaml": READING,
    "rules list": (),
    "rules test plain.yaml": READING,
    "rules strength kela.yaml --rules plain.yaml": READING,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands are run on."""
    folder = tmp_path_factory.mktemp("imports")
    written(folder / "kela.yaml", KELA)
    written(
        folder / "moved.yaml", KELA.replace("parent: shared", "reports_to: kela, parent: shared")
    )
    written(folder / "later.yaml", KELA.replace("2024", "2025"))
    recoded = KELA.replace("internal-audit", "auditing")
    written(folder / "renamed.yaml", recoded.replace("Audit", "Auditing"))
    written(folder / "slipped.yaml", recoded.replace("Internal", "Inetrnal"))
    written(folder / "misspelt.yaml", KELA.replace("parent: kela", "parnt: kela"))
    rule = "pack: p\nrules: [{{id: A1, statement: S, assert: {{{}}}}}]\n"
    written(folder / "plain.yaml", rule.format("must_have: [name]"))
    written(
        folder / "broken.yaml",
        rule.format("must_have: [kind]").replace("A1", "A9, for: {id: kela}"),
    )
    written(folder / "patterns.yaml", rule.format("matches: {name: '.'}"))
    written(folder / "expressions.yaml", rule.format("cel: unit.depth < 9"))
    written(folder / "changes.yaml", rule.format("declared: true").replace("rules", "change_rules"))
    waiver = "{rule: A1, unit: kela, reason: agreed, permanent: true}"
    written(folder / "waivers.yaml", f"waivers: [{waiver}]\n")
    written(folder / "hr.csv", "Code,Name,Parent\n1,Agency,\n2,Finance,1\n")
    (folder / "empty").mkdir()
    imported(folder, "export", "kela.yaml", "-o", "kela.xlsx")
    imported(folder, "diff", "kela.yaml", "moved.yaml", "--format", "json", "-o", "changes.json")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_what_it_needs(files: Path, command: str) -> None:
    folder = files / "empty" if command == "init" else files
    packages = imported(folder, *command.split())

    # A snapshot with findings is an answer too; some commands need a repository to give one.
    assert packages & {"0", "1"} or command.split()[0] in ("changed", "conflicts")
    assert packages & HEAVY == set(COMMANDS[command])


def test_of_the_formats_of_reports_a_command_takes_the_one_that_it_writes(files: Path) -> None:
    taken = modules(files, "validate", "kela.yaml")

    formats = {name.split(".")[3] for name in taken if name.startswith("orgcheck.reports.formats.")}
    assert formats == {"text"}


def test_what_is_no_other_format_takes_nothing_that_converts(files: Path) -> None:
    taken = modules(files, "validate", "kela.yaml")

    assert not [name for name in taken if name.startswith("orgcheck.convert")]


def test_help_imports_no_command(files: Path) -> None:
    taken = modules(files, "--help")

    assert {name for name in taken if name.startswith("orgcheck.cli.")} == {
        f"orgcheck.cli.{name}" for name in ("console", "group", "running")
    }


def test_a_snapshot_is_checked_without_what_starts_programs_packs_files_or_hashes(
    files: Path,
) -> None:
    taken = modules(files, "validate", "kela.yaml", "--rules", "plain.yaml")

    assert taken.isdisjoint(
        ("subprocess", "shutil", "hashlib", "email", "logging", "tempfile", "textwrap", "json")
    )


def test_patterns_of_a_parser_that_is_not_used_are_not_compiled(files: Path) -> None:
    uncompiled = """
import sys
from orgcheck.cli import main
from orgcheck.libraries import for_one_command
from orgcheck.patterns import pattern
for_one_command()
try:
    main(["validate", "kela.yaml"])
except SystemExit:
    import yaml, click
    patterns = [yaml.reader.Reader.NON_PRINTABLE, yaml.SafeLoader.timestamp_regexp]
    patterns += [at for _, at in yaml.SafeLoader.yaml_implicit_resolvers["-"]]
    patterns += [click._compat._ansi_re]
    print(*({type(one) is pattern and len(vars(one)) == 1 for one in patterns}), file=sys.stderr)
"""
    ended = subprocess.run(
        [sys.executable, "-c", uncompiled],
        cwd=files,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stderr.split() == ["True"]


@pytest.mark.parametrize(
    "command",
    ["--help", "validate kela.yaml --rules expressions.yaml", "diff kela.yaml moved.yaml"],
)
def test_a_process_of_its_own_leaves_out_what_only_libraries_ask_for(
    files: Path, command: str
) -> None:
    """Of what they import, a command uses nothing, or a function that it brings itself."""
    timed = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", PROCESS, *command.split()],
        cwd=files,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    taken = {line.rpartition("|")[2].strip() for line in timed.stderr.splitlines()}

    assert "click.core" in taken
    assert taken.isdisjoint(
        (
            *("ast", "copy", "dis", "gettext", "inspect", "ipaddress", "locale", "logging"),
            *("platform", "tokenize", "traceback", "urllib.parse", "uuid"),
        )
    )


def test_successions_and_changed_lists_are_told_without_a_library_of_graphs_or_differences(
    files: Path,
) -> None:
    versions = [str(PROJECT / "snapshots" / f"{year}.yaml") for year in (2023, 2024)]
    taken = modules(files, "diff", *versions)

    assert "orgcheck.changes.kinds.successions" in taken
    assert taken.isdisjoint(("networkx", "deepdiff"))


def test_a_pack_without_rules_about_changes_takes_nothing_that_compares(files: Path) -> None:
    taken = modules(files, "validate", "kela.yaml", "--rules", "plain.yaml")

    assert taken.isdisjoint(("orgcheck.rules.changes", "orgcheck.changes.comparison"))
    assert "orgcheck.rules.packs" in taken


def test_rules_about_changes_take_nothing_that_compares_until_there_are_two_versions(
    files: Path,
) -> None:
    taken = modules(files, "validate", "kela.yaml", "--rules", str(PROJECT / "rules/kela.yaml"))

    assert taken.isdisjoint(
        f"orgcheck.changes.{name}"
        for name in ("changeset", "comparison", "identity", "names", "kinds.event_type", "fields")
    )
    assert "orgcheck.rules.changes.verbs" in taken


def test_the_pairs_of_a_change_are_listed_without_what_judges_it(files: Path) -> None:
    taken = modules(files, "changed", "--list")

    assert taken.isdisjoint(
        ("orgcheck.policy.judgement", "orgcheck.rules.change_rules", "orgcheck.cli.reviewed")
    )
    assert "orgcheck.policy.standards" in taken


@pytest.mark.parametrize("command", ["apply changes.json kela.yaml", "invert changes.json"])
def test_what_replays_or_inverts_takes_nothing_that_judges_or_compares(
    files: Path, command: str
) -> None:
    taken = modules(files, *command.split())

    assert taken.isdisjoint(
        (
            *("orgcheck.api", "orgcheck.merging", "orgcheck.results", "orgcheck.policy.policy"),
            *("orgcheck.rules.assertions", "orgcheck.rules.packs", "orgcheck.rules.changes"),
        )
    )
    assert "orgcheck.changes.reading" in taken


def test_every_command_is_in_the_table() -> None:
    from orgcheck.cli.group import COMMANDS as KNOWN

    assert {command.split()[0] for command in COMMANDS} >= set(KNOWN)
