"""Texts outside the search index, compared with what was asked in the same way: norms, shipped templates, earlier versions."""

from dataclasses import dataclass

from desktop.domain.asked import Asked
from desktop.domain.values import Part
from desktop.storage import tokens, word_forms


@dataclass(frozen=True, kw_only=True, repr=False)
class Told(Part):
    """The words of a text with a space around each, and what they share with their other forms."""

    line: str
    stems: frozenset[str]


def told(text: str) -> Told:
    """A text made ready to be compared."""
    words = tokens.words(text)
    return Told(line=f" {' '.join(words)} ", stems=frozenset().union(*map(word_forms.stems, words)))


def holds(text: Told, asked: Asked) -> bool:
    """Whether a text holds every word and phrase that was asked for, and none of those left out; fields are not looked at."""
    return (
        all(f" {word}" in text.line or _has_form(text, word) for word in tokens.words(asked.words))
        and all(_has_phrase(text, phrase) for phrase in asked.phrases)
        and not any(_has_whole(text, piece) for piece in asked.left_out)
    )


def _has_whole(text: Told, piece: str) -> bool:
    words = tokens.words(piece)
    return _has_phrase(text, piece) or (len(words) == 1 and _has_form(text, words[0]))


def _has_phrase(text: Told, phrase: str) -> bool:
    words = tokens.spaced(phrase)
    return bool(words) and f" {words} " in text.line


def _has_form(text: Told, word: str) -> bool:
    return not text.stems.isdisjoint(word_forms.stems(word))
