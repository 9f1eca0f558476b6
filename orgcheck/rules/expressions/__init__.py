"""CEL expressions and regular ones: read, held against what they may mention and cost, and run."""
