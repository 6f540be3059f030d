"""How the program looks: light and dark, one accent colour, dense and calm."""

from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop import resources

POINT_SIZE = 10.5


# Text on `window` and `base` has a contrast of 4.5 or more in both.
LIGHT = {
    "window": "#f7f7f5",
    "base": "#ffffff",
    "side": "#eeefec",
    "text": "#1e2326",
    "dim": "#5a646b",
    "line": "#dcdedb",
    "field": "#b9bfbd",
    "hover": "#e4e7e4",
    "accent": "#1c6470",
    "on_accent": "#ffffff",
    "selected": "#d5e7ea",
    "mark": "#f6e7a8",
    "red": "#a8241c",
    "amber": "#8a5200",
    "green": "#2c6b35",
}
DARK = {
    "window": "#202325",
    "base": "#181b1d",
    "side": "#1a1d1f",
    "text": "#e4e6e7",
    "dim": "#9ba5ab",
    "line": "#363b3f",
    "field": "#4c545a",
    "hover": "#2b3033",
    "accent": "#6cb8c4",
    "on_accent": "#0d2227",
    "selected": "#1f3c44",
    "mark": "#57481a",
    "red": "#f09a92",
    "amber": "#e5b567",
    "green": "#8fc998",
}

_now = LIGHT
_system_is_dark = False


def colour(name: str) -> QColor:
    """A colour of the appearance in use by its name, or a `#rrggbb` as it is."""
    return QColor(name if name.startswith("#") else _now[name])


def is_dark(appearance: str) -> bool:
    """Whether an appearance (`light`, `dark`, `system`) means the dark colours here and now."""
    if appearance in {"light", "dark"}:
        return appearance == "dark"
    return _system_is_dark


def follow(application: QApplication, *, dark: bool) -> None:
    """Turn light or dark with the desktop."""
    global _system_is_dark  # noqa: PLW0603 - one look for the whole program
    _system_is_dark = dark
    dress(application)


def dress(application: QApplication, appearance: str = "system") -> None:
    """Give the application its style, font and colours."""
    global _now, _system_is_dark  # noqa: PLW0603 - one look for the whole program
    if not application.styleSheet():
        # The palette the desktop gave, before it is replaced: asking the style hints would load the namespace `Qt`.
        _system_is_dark = application.palette().window().color().lightness() < 128
    _now = DARK if is_dark(appearance) else LIGHT
    if application.style().objectName() != "fusion":
        application.setStyle("fusion")
    application.setFont(_font())
    application.setPalette(_palette(_now))
    sheet = (resources.ROOT / "style" / "window.qss").read_text("utf-8")
    application.setStyleSheet(Template(sheet).substitute(_now, icons=resources.ICONS.as_posix(), tick="dark" if _now is DARK else "light"))


def _font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in {"Sans Serif", "Sans", "DejaVu Sans", ""}:
        # No desktop has said what it wants: DejaVu is so wide that a page would not fit.
        font.setFamilies(["Noto Sans", "Liberation Sans", "DejaVu Sans"])
    font.setPointSizeF(POINT_SIZE)
    return font


def _palette(colours: dict[str, str]) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, colours["window"]),
        (role.WindowText, colours["text"]),
        (role.Base, colours["base"]),
        (role.AlternateBase, colours["side"]),
        (role.Text, colours["text"]),
        (role.PlaceholderText, colours["dim"]),
        (role.Button, colours["window"]),
        (role.ButtonText, colours["text"]),
        (role.ToolTipBase, colours["base"]),
        (role.ToolTipText, colours["text"]),
        (role.Highlight, colours["selected"]),
        (role.HighlightedText, colours["text"]),
        (role.Accent, colours["accent"]),
        (role.Link, colours["accent"]),
        (role.Mid, colours["line"]),
        (role.Dark, colours["line"]),
        (role.Light, colours["base"]),
    ):
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours["dim"]))
    return palette
