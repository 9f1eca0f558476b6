"""Made-up organisations and reorganisations with a known truth, as plain data.

Nothing here imports orgcheck: what it is judged by must not come from itself.
"""
