"""How long a report takes to open in a browser: ``python -m benchmarks.pages --units 5000``.

Validates a generated snapshot as HTML, opens the page in headless Chromium, and searches it for
one unit. Prints the size of the page, and the medians of the milliseconds until it is loaded and
laid out, and until the search shows what it found, as the browser's own clock has them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.own_share import say_figure
from tests.browser.chromium import Browser, browser, program

_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
# Until what was found is drawn: typing is waited for, before anything is searched.
_SEARCHED = """new Promise(done => {
  const words = document.querySelector('#words'), begin = performance.now();
  const seen = () => document.querySelector('.hit') !== null
    ? requestAnimationFrame(() => done(performance.now() - begin))
    : requestAnimationFrame(seen);
  words.value = %s;
  words.dispatchEvent(new Event('input', {bubbles: true}));
  seen();
})"""


def main() -> int:
    """Measure pages about as many units as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=[5_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = program()
    if found is None:
        print("Chromium is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with browser(found, folder / "profile") as running:
            for units in options.units:
                page = _page(folder, units)
                times = [_times(running, page) for _ in range(options.runs)]
                opened, searched = (statistics.median(some) for some in zip(*times, strict=True))
                say_figure(opened / 1000)
                size = page.stat().st_size / 2**20
                print(
                    f"{units:,} units: {size:.1f} MiB, opened in {opened:.0f} ms, "
                    f"searched in {searched:.0f} ms"
                )
    return 0


def _page(folder: Path, units: int) -> Path:
    snapshot, page = folder / f"{units}.yaml", folder / f"{units}.html"
    generate = [sys.executable, "-m", "benchmarks.generate", "--units", str(units), str(snapshot)]
    subprocess.run(generate, check=True, capture_output=True)
    validate = [sys.executable, "-m", "orgcheck", "validate", str(snapshot)]
    subprocess.run([*validate, "--format", "html", "-o", str(page)], check=True)
    return page


def _times(running: Browser, page: Path) -> tuple[float, float]:
    """Milliseconds until the page is open, and from a search until its result is seen."""
    tab = running.page()
    tab.open(page)
    tab.settled()
    return float(tab.value(_LOADED)), float(tab.value(_SEARCHED % "'u000042'"))


if __name__ == "__main__":
    sys.exit(main())
