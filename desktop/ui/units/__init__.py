"""Units: who answers for them, and who commanded when."""
