"""People: how their names decline, confirmed once."""
