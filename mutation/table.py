"""What became of the mutants: a table of the modules with their scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.stats import status_by_exit_code

_HEADER = (
    "| module | mutants | types | tests | time | survive | score | of tests alone |",
    "|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Score:
    """How many mutants of a module the type checker, the tests and the clock found, or nothing."""

    module: str
    types: int = 0
    tests: int = 0
    time: int = 0
    survive: int = 0

    @property
    def mutants(self) -> int:
        """All of them."""
        return self.types + self.tests + self.time + self.survive

    @property
    def of_all(self) -> float:
        """The share of all mutants that something found."""
        return _share(self.mutants - self.survive, self.mutants)

    @property
    def of_tests(self) -> float:
        """The share that the tests found of those that types let pass."""
        return _share(self.tests + self.time, self.mutants - self.types)

    @property
    def row(self) -> str:
        """A row of the table."""
        counts = (self.mutants, self.types, self.tests, self.time, self.survive)
        shares = (f"{self.of_all:.0%}", f"{self.of_tests:.0%}")
        return "| " + " | ".join((self.module, *map(str, counts), *shares)) + " |"


def scores(folder: Path) -> list[Score]:
    """The modules that were mutated in a checkout, in alphabetical order."""
    mutants = folder / "mutants"
    found = (_score(mutants, path) for path in sorted(mutants.rglob("*.py.meta")))
    return [score for score in found if score.mutants]


def table(found: Iterable[Score]) -> Iterator[str]:
    """The lines of the table: the modules, each package after its modules, and all together."""
    yield from _HEADER
    packages: dict[str, list[Score]] = {}
    for score in found:
        packages.setdefault(str(Path(score.module).parent), []).append(score)
    for package, modules in packages.items():
        for score in modules:
            yield score.row
        if len(modules) > 1:
            yield _together(f"**{package}**", modules).row
    yield _together("**all**", [score for modules in packages.values() for score in modules]).row


def _score(mutants: Path, path: Path) -> Score:
    verdicts: Mapping[str, int | None] = json.loads(path.read_text())["exit_code_by_key"]
    became = Counter(status_by_exit_code[verdict] for verdict in verdicts.values())
    types, tests = became.pop("caught by type check", 0), became.pop("killed", 0)
    module = str(path.relative_to(mutants)).removesuffix(".meta")
    return Score(module, types, tests, became.pop("timeout", 0), became.total())


def _together(name: str, parts: Iterable[Score]) -> Score:
    columns = zip(*((one.types, one.tests, one.time, one.survive) for one in parts), strict=True)
    return Score(name, *map(sum, columns))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
