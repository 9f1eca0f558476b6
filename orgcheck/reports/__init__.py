"""Findings and changes in every format that people and programs read."""
