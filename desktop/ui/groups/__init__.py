"""Groups: one document for several clients."""
