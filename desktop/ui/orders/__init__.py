"""The journal of orders."""
