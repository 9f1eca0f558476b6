"""What happened between two organisations: which unit is which, the events, what each says."""
