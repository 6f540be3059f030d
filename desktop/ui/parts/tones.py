"""Tones: how a label says that it is quiet, wrong, doubtful or well, in the colours of the appearance in use."""

from PySide6.QtWidgets import QLabel, QWidget


def set_tone(widget: QWidget, tone: str) -> None:
    """Write a widget's words in a tone: `plain`, `error`, `warning`, `good`, or empty for ordinary text."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a part in the page: `dim`, `band`, `sentence`, `primary`, `link` …"""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def quiet(label: QLabel) -> QLabel:
    """Make a label quiet."""
    set_role(label, "dim")
    return label
