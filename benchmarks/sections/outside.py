"""What is no time of the program: how much it installs, and how long its pages take to open."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.comparison import Comparison, Program, figure
from benchmarks.data import Data
from benchmarks.install import GOAL

# A page about more lists no more units than some 6,000.
UNITS = 5_000
PAGE = f"a page about {UNITS:,} units in Chromium"
INSTALLATION = "pip install ."


def _page(_data: Data, _units: int) -> Mapping[str, Program]:
    command = (sys.executable, "-m", "benchmarks.pages", "--units", str(UNITS), "--runs", "3")
    return {PAGE: Program(command)}


def _installation(_data: Data, _units: int) -> Mapping[str, Program]:
    return {INSTALLATION: Program((sys.executable, "-m", "benchmarks.install"))}


PAGES = Comparison(
    "page",
    "how long a report of a validation takes to open, by the browser's clock",
    _page,
    (figure(PAGE, "seconds until it is open", 2),),
    largest=0,
)
INSTALL = Comparison(
    "install",
    "what an installation takes on the disk, from the package registry",
    _installation,
    (figure(INSTALLATION, "MB of site-packages", GOAL),),
    largest=0,
)
