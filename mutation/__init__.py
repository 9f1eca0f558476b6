"""How many small mistakes in orgcheck's own core its tests and types would notice."""
