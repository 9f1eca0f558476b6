"""How many small mistakes in orgcheck's own core its tests would notice."""
