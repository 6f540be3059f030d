"""Where the files of typefaces lie: what the bundle brought, then what the computer has."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from desktop import resources

SERIF, PT_SERIF, SANS = "liberation-serif", "pt-serif", "liberation-sans"

# Regular and bold.
NAMES: Mapping[str, tuple[str, str]] = {
    SERIF: ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    PT_SERIF: ("PT_Serif-Web-Regular.ttf", "PT_Serif-Web-Bold.ttf"),
    SANS: ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
}
_SYSTEM = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation-sans",
    "/usr/share/fonts/liberation",
    "/usr/share/fonts/TTF",
)


def of(name: str) -> tuple[Path, Path] | None:
    """The files of a typeface, regular and bold, from the first place that has both; None where none has."""
    if name not in NAMES:
        return None
    for folder in _folders(name):
        regular, bold = (folder / file for file in NAMES[name])
        if regular.is_file() and bold.is_file():
            return regular, bold
    return None


def _folders(name: str) -> list[Path]:
    folders = [resources.FONTS, *(Path(folder) for folder in _SYSTEM)]
    if name == PT_SERIF:
        package = find_spec("fontpkg_pt_serif")
        folders += [Path(place) / "files" for place in (package.submodule_search_locations or ())] if package else []
    return folders
