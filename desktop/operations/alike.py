"""What a draft shares, word for word, with letters of other cases: worked out when it is asked for, and kept nowhere."""

from collections.abc import Iterator

from desktop.documents import alike
from desktop.documents.alike import Shared
from desktop.domain.letters import Letter, RegisterEntry
from desktop.operations import letters
from desktop.storage import records
from desktop.storage.vault import Vault


def shared_with_others(vault: Vault, letter: Letter) -> tuple[Shared, ...]:
    """The runs of words of a draft that stand in other people's letters as well, and in how many; never in whose."""
    text = letters.compose_letter(vault, letter).text
    return alike.shared(text, letters.bare_text(vault, letter), _others(vault, letter.case))


def _others(vault: Vault, case: str) -> Iterator[str]:
    yield from (entry.text for entry in records.every(vault, RegisterEntry) if entry.case != case)
    for draft in records.every(vault, Letter):
        if draft.case != case and not draft.register:
            yield draft.text or "\n\n".join(draft.fields.values())
