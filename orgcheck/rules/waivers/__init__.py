"""Waivers: exceptions from rules, as records with a reason and an end."""
