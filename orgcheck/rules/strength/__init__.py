"""How strong rules are: the structure is changed systematically, and what no rule sees is named.

Mutation testing for governance. A mutant is the structure with one mistake in it that a person
could make; it is caught where a finding appears that the structure itself does not have. What
integrity would always catch (a reference to nothing, a cycle) is not tried: it says nothing about
rules.
"""

from __future__ import annotations

from orgcheck.rules.strength.measure import Outcome, Plan, Strength, measured, plan, usual_limit

__all__ = ["Outcome", "Plan", "Strength", "measured", "plan", "usual_limit"]
