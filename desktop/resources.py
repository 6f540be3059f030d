"""Where shipped files lie. They are read, never written."""

from pathlib import Path

# Bundled modules keep a `__file__` relative to the bundle, so this holds from source and when frozen.
ROOT = Path(__file__).resolve().parent.parent / "resources"
LOCALE = ROOT / "locale"
TEMPLATES = ROOT / "templates"
LISTS = ROOT / "lists"
LAW = ROOT / "law"
ICONS = ROOT / "icons"
FONTS = ROOT / "fonts"
