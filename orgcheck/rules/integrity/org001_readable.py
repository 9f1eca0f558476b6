"""ORG001: a snapshot is text that can be read; the reader finds where it is not."""

from __future__ import annotations

from orgcheck.language import said
from orgcheck.rules.builtin_rule import IntegrityRule, example

RULE = IntegrityRule(
    id="ORG001",
    statement=said("The text is YAML that this format accepts."),
    why=said(
        "A text that is read by halves shows a structure that nobody wrote: broken syntax, "
        "duplicate keys, tags, several documents in a file, text that is not UTF-8, an empty file "
        "or one beyond the limits stop the snapshot."
    ),
    fix=said(
        "Mend the place that the finding names; nothing else of the snapshot is checked before."
    ),
    passes=example(
        """
        - {id: service, name: "Service: Customers", parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service: Customers, parent: agency}
        """
    ),
)
