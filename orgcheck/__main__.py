"""`python -m orgcheck`."""

from __future__ import annotations

from orgcheck.cli import main

if __name__ == "__main__":
    main()
