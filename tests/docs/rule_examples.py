"""For each rule of integrity a passage that breaks it, and the same passage mended.

The pages show them; `test_reference.py` holds them against the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Example(NamedTuple):
    """A snapshot that breaks one rule, and one that does not."""

    broken: str
    mended: str


_HEAD = "organisation: Example Agency\n"
_TOP = "  - {id: agency, name: Agency, top: true}\n"


def _units(broken: str, mended: str, *, before: str = "") -> Example:
    return Example(
        f"{_HEAD}{before}units:\n{_TOP}{broken}", f"{_HEAD}{before}units:\n{_TOP}{mended}"
    )


_REGISTER = """\
responsibilities_complete: true
responsibilities:
  - {id: advice, name: advice and guidance, statutory: true}
"""
_KINDS = """\
kinds:
  agency: {top: true}
  team:   {parents: [agency]}
"""

EXAMPLES: Mapping[str, Example] = {
    "ORG001": _units(
        "  - {id: service, name: Service: Customers, parent: agency}\n",
        '  - {id: service, name: "Service: Customers", parent: agency}\n',
    ),
    "ORG002": _units(
        "  - {id: service, name: Service, parnt: agency, top: true}\n",
        "  - {id: service, name: Service, parent: agency}\n",
    ),
    "ORG003": _units(
        "  - {id: audit, name: Internal Audit, parent: agency}\n"
        "  - {id: audit, name: External Audit, parent: agency}\n",
        "  - {id: internal-audit, name: Internal Audit, parent: agency}\n"
        "  - {id: external-audit, name: External Audit, parent: agency}\n",
    ),
    "ORG004": _units(
        "  - {id: service, name: Service, parent: agencey}\n",
        "  - {id: service, name: Service, parent: agency}\n",
    ),
    "ORG005": _units(
        "  - {id: service, name: Service, parent: advice}\n"
        "  - {id: advice, name: Advice, parent: service}\n",
        "  - {id: service, name: Service, parent: agency}\n"
        "  - {id: advice, name: Advice, parent: service}\n",
    ),
    "ORG006": _units(
        "  - {id: audit, name: Audit, parent: agency, reports_to: legal}\n"
        "  - {id: legal, name: Legal, parent: agency, reports_to: audit}\n",
        "  - {id: audit, name: Audit, parent: agency}\n"
        "  - {id: legal, name: Legal, parent: agency, reports_to: audit}\n",
    ),
    "ORG007": _units(
        "  - {id: service, name: Service}\n",
        "  - {id: service, name: Service, parent: agency}\n",
    ),
    "ORG008": _units(
        "  - {id: service, name: Service, parent: agency, top: true}\n",
        "  - {id: service, name: Service, parent: agency}\n",
    ),
    "ORG009": Example(
        f"{_HEAD}{_KINDS}units:\n"
        "  - {id: agency, name: Agency, kind: agency, top: true}\n"
        "  - {id: service, name: Service, kind: squad, parent: agency}\n",
        f"{_HEAD}{_KINDS}units:\n"
        "  - {id: agency, name: Agency, kind: agency, top: true}\n"
        "  - {id: service, name: Service, kind: team, parent: agency}\n",
    ),
    "ORG010": _units(
        "  - id: service\n    name: Service\n    parent: agency\n"
        "    valid_from: 2024-06-01\n    valid_to: 2024-01-31\n",
        "  - id: service\n    name: Service\n    parent: agency\n"
        "    valid_from: 2024-01-01\n    valid_to: 2024-06-30\n",
    ),
    "ORG011": _units(
        "  - {id: old-service, name: Old Service, parent: agency}\n"
        "  - {id: service, name: Service, parent: agency, replaces: [old-service]}\n",
        "  - {id: old-service, name: Old Service, parent: agency, winding_down: true}\n"
        "  - {id: service, name: Service, parent: agency, replaces: [old-service]}\n",
    ),
    "ORG012": _units(
        "  - {id: service, name: Service, parent: agency}\n",
        "  - {id: service, name: Service, parent: agency, responsibilities: [advice]}\n",
        before=_REGISTER,
    ),
    "ORG013": Example(_HEAD + "units: []\n", _HEAD + "units:\n" + _TOP),
    "ORG014": _units(
        "  - {id: service, name: “Service”, parent: agency}\n",
        "  - {id: service, name: Service, parent: agency}\n",
    ),
}
