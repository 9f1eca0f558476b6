"""The version of the program, in a module of its own so that the build can read it."""

__version__ = "1.0.0"
