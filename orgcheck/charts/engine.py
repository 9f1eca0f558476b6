"""Graphviz in a process of its own: DOT on standard input, the drawing on standard output.

Run by `graphviz.py` as a script, so that what Graphviz's libraries write to standard error does
not reach a user, and that a crash of theirs is not one of ours.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Draw with the places that the text gives; the format is the only argument."""
    import pygraphviz

    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
    graph.has_layout = True
    sys.stdout.buffer.write(graph.draw(format=sys.argv[1]))


if __name__ == "__main__":
    main()
