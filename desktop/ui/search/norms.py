"""Norms among what the search box found: which, and how surely each is known; what it says stands in the library."""

from desktop import law_words
from desktop.domain.asked import Asked
from desktop.i18n import _
from desktop.operations import law_search
from desktop.storage.search import Hit
from desktop.storage.vault import Vault


def norm_hits(vault: Vault, asked: Asked) -> list[Hit]:
    """The norms that hold what was asked."""
    return [_hit(found) for found in law_search.find(vault, asked)]


def _hit(found: law_search.Found) -> Hit:
    norm = found.known.norm
    title = f"{law_words.named(norm)} – {law_words.local(norm.titles)}"
    how = law_words.standing_short(found.standing, found.check) if found.standing else _("does not stand today")
    return Hit(kind="norm", id=norm.id, case="", case_number="", pseudonym="", title=title, snippet=how)
