"""Explanations in words: no statement of law without the mark of how surely it is known."""

from desktop.documents import explanations
from desktop.i18n import _, language


def explanation_words(id_: str) -> str:
    """The line of an explanation, with the word of caution that its mark asks for."""
    found = next((each for each in explanations.catalogue() if each.id == id_), None)
    if found is None:
        return id_
    text = found.texts[language()]
    if found.mark == "S":
        return _("{text} (seen in a published source, not yet checked by your lawyer)").format(text=text)
    return _("{text} (check the wording)").format(text=text)
