"""Numbers and articles agree with the words that stand beside them."""

from __future__ import annotations

import pytest

from orgcheck.counting import with_article
from orgcheck.measures import Bounds
from tests.rules.ruling import rule

SPOKEN = """
a unit; a union; a user group; a European office; a one-person office; a utility; a team;
a FinTech; an office; an area; an unincorporated body; an umbrella; an hour; an honorary post;
an HR unit; an IT unit; an acronym; an id
"""


@pytest.mark.parametrize("words", [words.strip() for words in SPOKEN.split(";")])
def test_the_article_is_that_of_the_word_as_it_is_spoken(words: str) -> None:
    assert with_article(words.partition(" ")[2]) == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(1, 1), "exactly 1 child"),
        (Bounds(most=1), "at most 1 child"),
        (Bounds(least=1), "at least 1 child"),
        (Bounds(1, 3), "at least 1 and at most 3 children"),
        (Bounds(0, 0), "exactly 0 children"),
        (Bounds(2), "at least 2 children"),
    ],
)
def test_what_is_counted_goes_with_the_number_beside_it(bounds: Bounds, words: str) -> None:
    assert bounds.of_what(("{bounds} child", "{bounds} children")) == words


@pytest.mark.parametrize(
    ("assertion", "demand"),
    [
        ("{children: {exactly: 1}}", "have exactly 1 child"),
        ("{children: {max: 1, kind: x}}", "have at most 1 child of kind x"),
        ("{depth: {max: 1}}", "be at most 1 level below the top"),
        ("{span: {min: 1}}", "have at least 1 direct report"),
        ("{links: {min: 1, type: advises}}", "have at least 1 advises link"),
        ("{unique: acronym}", "have an acronym of its own"),
        ("{unique_among_siblings: name}", "have a name of its own among its siblings"),
    ],
)
def test_what_a_rule_demands_reads_as_a_sentence(assertion: str, demand: str) -> None:
    assert rule(assertion).rules[0].assertion.demand == demand
