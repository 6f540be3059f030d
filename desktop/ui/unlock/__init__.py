"""Opening a vault: the page, the first run, restoring a copy."""
