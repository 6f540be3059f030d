"""A vault with invented cases: to try things out, to measure, to show round."""

from desktop.operations.demo.making import make_demo

__all__ = ["make_demo"]
