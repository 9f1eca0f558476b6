"""Input that nobody would write, given to everything of orgcheck that reads a file.

A target takes bytes and says how that ended; whatever is no documented ending leaves it as an
exception. `python -m fuzzing` makes mutants of real files for the targets.
"""
