"""One case: its head and its tabs."""
