"""Letters and their Russian."""
