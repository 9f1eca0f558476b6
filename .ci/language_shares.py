"""How much of what the program says is translated, a line for each language."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.language.catalogues import shares

for language, (done, all_) in shares().items():
    print(f"{language}: {done:,} of {all_:,} sentences, {100 * done // all_} %")
