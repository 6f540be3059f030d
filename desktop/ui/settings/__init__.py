"""Settings: the page."""
