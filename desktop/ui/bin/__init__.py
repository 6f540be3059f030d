"""The recycle bin."""
