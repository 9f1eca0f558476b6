"""Many versions of one organisation -> who descends from whom, and what happened in between."""
