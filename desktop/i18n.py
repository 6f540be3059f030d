"""Languages: the interface speaks one, chosen once before the first window; papers are written per language."""

import gettext
import locale
import os
from pathlib import Path

from desktop import resources

LANGUAGES = ("ru", "en")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def speak(language: str) -> None:
    """Let the interface speak `language` from now on: `ru` or `en`."""
    global _catalogue, _language  # noqa: PLW0603 - the one module variable of the program
    _language = language if language in LANGUAGES else "en"
    _catalogue = words(resources.LOCALE, _language)


def words(folder: Path, language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; the English texts themselves where there is none."""
    return gettext.translation("portfel", folder, [language], fallback=True)


def language() -> str:
    """The language the interface speaks."""
    return _language


def of_this_computer() -> str:
    """The language the computer is set to, as far as the program speaks it: Russian for its neighbours, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := os.environ.get(variable, ""):
            return "ru" if value[:2] in {"ru", "be", "uk", "kk"} else "en"
    return "ru" if (locale.getlocale()[0] or "")[:2] == "ru" else "en"


def _(text: str) -> str:
    """`text` in the language of the interface."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a phrase that goes with `number`: Russian has three."""
    return _catalogue.ngettext(one, many, number)


def N_(text: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark a phrase for translation, to be looked up later by `_`."""
    return text
