"""ORG002: keys and values have the form of the format; the reader finds where they have not."""

from __future__ import annotations

from orgcheck.language import said
from orgcheck.rules.builtin_rule import IntegrityRule, example

RULE = IntegrityRule(
    id="ORG002",
    statement=said(
        "Every key is known, every required key is there, and every value has its field's form."
    ),
    why=said(
        "A misspelt key would otherwise be ignored without a word, and with it what it was to say."
    ),
    fix=said("Write the key that is meant, or put a fact of your own under `attributes:`."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service, parnt: agency, top: true}
        """
    ),
)
