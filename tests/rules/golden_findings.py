"""What rules ask of snapshots, each with all that they say of what falls short, as it shall stay.

Beside a snapshot NAME.yaml stands NAME.asks: a line for each rule, `SELECTOR must ASSERTION`. In
refused/ stand assertions that are none.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from orgcheck.rules.model import InvalidPack
from tests.rules.ruling import found, rule
from tests.rules.told import told, told_problems

FOLDER = Path(__file__).with_name("golden")
SNAPSHOTS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
REFUSED = sorted(f"refused/{path.stem}" for path in FOLDER.glob("refused/*.asks"))


def written(name: str) -> str:
    """What is said now: under each line of the rules, the findings or what is wrong with it."""
    asks = _lines(FOLDER / f"{name}.asks")
    if name in REFUSED:
        return "".join(_entry(ask, _problems(ask)) for ask in asks)
    snapshot = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return "".join(_entry(ask, _findings(snapshot, ask)) for ask in asks)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


def _entry(ask: str, said: str) -> str:
    return f"== {ask}\n{said}\n" if said else f"== {ask}\n"


def _findings(snapshot: str, ask: str) -> str:
    selector, demand = ask.split(" must ", 1)
    return told(found(snapshot, rule(demand, selector)), apart_from="pack.yaml")


def _problems(ask: str) -> str:
    selector, demand = ask.split(" must ", 1)
    try:
        rule(demand, selector)
    except InvalidPack as error:
        return told_problems(error.problems)
    return ""


GENERATED = {
    f"tests/rules/golden/{name}.txt": partial(written, name) for name in (*SNAPSHOTS, *REFUSED)
}
