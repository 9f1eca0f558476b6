"""Words that several reports have in common: statuses, a finding, what is left out of a list."""

from __future__ import annotations

from orgcheck.findings import Finding
from orgcheck.language import spoken, tr_n
from orgcheck.patterns import pattern
from orgcheck.reports.judgement import severity_word

# What a text of a rule or message wants written as it stands.
TO_WRITE = pattern(r"`([^`]+)`")


def finding_words(finding: Finding) -> str:
    """A finding in one line, without its place."""
    return f"{severity_word(finding.severity)} {finding.rule} {spoken(finding.message)}"


def capital(words: str) -> str:
    """Words that begin a line.

    Examples
    --------
    >>> capital("full-time equivalents (FTE)")
    'Full-time equivalents (FTE)'
    """
    return words[:1].upper() + words[1:]


def and_more(number: int) -> str:
    """The last line of a list of which so many are left out.

    Examples
    --------
    >>> and_more(1200)
    'and 1,200 more'
    """
    return tr_n("and {number} more", "and {number} more", number)
