"""Print the two set-up commands of a README, one a line.

They are the first two blocks fenced as `sh`; a block may go over several lines.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def commands(readme: str) -> list[str]:
    """The first two shell blocks, each joined to one line."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)[:2]
    return [" && ".join(line for line in block.splitlines() if line) for block in blocks]


if __name__ == "__main__":
    print(*commands(Path(sys.argv[1]).read_text(encoding="utf-8")), sep="\n")
