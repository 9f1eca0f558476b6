"""What orgcheck is measured against: each a program of its own, run as a whole process."""
