"""Today: what the day asks."""
