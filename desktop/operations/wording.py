"""Words and lists: the phrases that refuse and the words that can hurt, the shipped ones with hers, and what other letters share."""

from collections.abc import Iterable

from desktop.documents import phrases, refusing, risky
from desktop.documents.risky import Risk
from desktop.domain.errors import BadInput
from desktop.storage import settings
from desktop.storage.vault import Vault

# Settings: her own lines, and the shipped ones she took out, a phrase a line.
REFUSING, RISKY, RISKY_OUT = "refusing.phrases", "risky.phrases", "risky.out"


def refusing_phrases(vault: Vault) -> tuple[str, ...]:
    """What refuses: the shipped phrases, none of which can be taken out, and hers."""
    return (*refusing.shipped(), *own(vault, REFUSING))


def risks(vault: Vault) -> tuple[Risk, ...]:
    """What is marked in a draft and shown by the check: the shipped words she left in, and hers."""
    out = set(own(vault, RISKY_OUT))
    hers = (Risk(phrase=phrase) for phrase in own(vault, RISKY))
    return (*(each for each in risky.shipped() if each.phrase not in out), *hers)


def own(vault: Vault, name: str) -> tuple[str, ...]:
    """The lines of one of her lists."""
    return phrases.lines(settings.read(vault, name))


def added(mine: Iterable[str], phrase: str) -> str:
    """Her list with one more line, to be kept as a setting. Raises BadInput("phrase", "empty") for one that finds nothing."""
    line = " ".join(phrase.split())
    if not any(letter.isalnum() for letter in line) or line.startswith("#"):
        raise BadInput("phrase", "empty")
    return "\n".join(dict.fromkeys((*mine, line)))


def without(mine: Iterable[str], phrase: str) -> str:
    """Her list without a line, to be kept as a setting."""
    return "\n".join(line for line in mine if line != phrase)
