"""The draft that is open: what stands in it now, what of it is kept, and the steps that can be taken back."""

from functools import partial

from desktop.domain.letters import Letter
from desktop.i18n import _
from desktop.operations import letters
from desktop.operations.letters import BroughtUp
from desktop.storage import records
from desktop.ui.history import Step
from desktop.ui.session import Session


class Making:
    """Each saving of a draft is a step of the one history, between whatever else she changes: so undo goes back in one order.

    What only follows from a change elsewhere is kept without a step of its own.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.letter: Letter | None = None  # as it stands now
        self._kept: Letter | None = None
        self._under: dict[str, Step | None] = {}  # the step that lay on top when a draft was first opened

    def open(self, letter: Letter) -> None:
        """Open a draft as it is kept."""
        self.letter = self._kept = letter
        self._under.setdefault(letter.id, self._session.history.top)

    def close(self) -> None:
        """Let go of it; what can be taken back of it stays."""
        self.letter = self._kept = None

    @property
    def is_open(self) -> bool:
        """Whether there is a draft, and a vault to keep it in."""
        return self.letter is not None and self._session.vault.is_open

    @property
    def is_kept(self) -> bool:
        """Whether the vault has all that stands in it."""
        return self.letter == self._kept

    def keep(self) -> None:
        """Keep what she changed, as a step that can be taken back. Raises what keeping raises."""
        before, after = self._kept, self.letter
        # A pause may end after the vault was closed: what was typed went into the vault with the lock.
        if before is None or after is None or before == after or not self.is_open:
            return
        self._session.history.take(Step(_title(before, after), before, after, partial(letters.keep_letter, self._session.vault)))
        self._kept = after

    def bring_up(self) -> BroughtUp | None:
        """The draft with what changed below it, which is kept at once where she herself has changed nothing since the last saving."""
        letter = self.letter
        if letter is None:
            return None
        hers = not self.is_kept
        brought = letters.bring_up(self._session.vault, letter)
        self.letter = brought.letter
        if not hers and not self.is_kept:
            letters.keep_letter(self._session.vault, brought.letter)
            self._kept = brought.letter
        return brought

    def read_again(self) -> bool:
        """After a change elsewhere: whether the kept draft is another one now, which then stands here."""
        if self.letter is None:
            return False
        known = records.find(self._session.vault, Letter, self.letter.id)
        if known == self._kept:
            return False
        if known is None or known.removed_at or known.register:
            self.close()
        else:
            self.letter = self._kept = known
        return True

    def undo(self) -> str:
        """Take back the last step since this draft was first opened, whatever it changed; its title, empty where there is none."""
        self.keep()
        if self.letter is None or self._session.history.top is self._under.get(self.letter.id):
            return ""
        step = self._session.undo()
        return step.title if step else ""

    def redo(self) -> str:
        """Take the step undone last again; its title, empty where there is none."""
        self.keep()
        step = self._session.redo()
        return step.title if step else ""

    def approved(self) -> None:
        """What was approved cannot be taken back, so neither can what came before it."""
        if self.letter is not None:
            gone = self.letter.id
            self._session.history.drop(lambda step: isinstance(step.after, Letter) and step.after.id == gone)
        self.close()


def _title(before: Letter, after: Letter) -> str:
    if before.people != after.people:
        return _("Who stands in the document")
    if before.fields != after.fields:
        return _("Field of the document")
    return _("Typeface") if before.font != after.font else _("Text of the document")
