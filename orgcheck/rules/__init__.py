"""Rules over one version and over a change: read, checked, waived and tried."""
