"""How well orgcheck tells what happened, measured against known truths."""
