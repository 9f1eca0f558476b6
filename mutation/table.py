"""What became of the mutants: a table of the modules with their scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.stats import status_by_exit_code

_HEADER = (
    "| module | mutants | killed | out of time | survived | score |",
    "|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Score:
    """How many mutants of a module some test failed for, or took far too long, or let pass."""

    module: str
    killed: int
    late: int
    survived: int

    @property
    def mutants(self) -> int:
        """All of them."""
        return self.killed + self.late + self.survived

    @property
    def row(self) -> str:
        """A row of the table."""
        score = (self.killed + self.late) / self.mutants
        counts = (self.mutants, self.killed, self.late, self.survived)
        return f"| {' | '.join((self.module, *map(str, counts), f'{score:.1%}'))} |"


def scores(folder: Path) -> list[Score]:
    """The modules of a checkout that were mutated, in alphabetical order."""
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
    module = str(path.relative_to(mutants)).removesuffix(".meta")
    # Whatever else became of one, such as that no test reached it, nothing has noticed it.
    return Score(module, became.pop("killed", 0), became.pop("timeout", 0), became.total())


def _together(name: str, parts: Iterable[Score]) -> Score:
    columns = zip(*((one.killed, one.late, one.survived) for one in parts), strict=True)
    return Score(name, *map(sum, columns))
