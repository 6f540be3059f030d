"""People and units: who they are, how their names decline, where they stand, who commanded when."""
