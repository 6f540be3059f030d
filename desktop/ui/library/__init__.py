"""The library: norms, and how they stood on a day."""
