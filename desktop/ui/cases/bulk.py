"""Deeds on the files that are ticked. Each is kept in one transaction, said in one line, and taken back with one step."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial

from desktop.domain.agenda import Matter
from desktop.domain.cases import Situation, Stage
from desktop.domain.closing import Outcome
from desktop.domain.deadlines import DeadlineKind
from desktop.domain.values import Value
from desktop.i18n import _, language, ngettext
from desktop.operations import caseload, closing
from desktop.operations.caseload import Changes
from desktop.operations.keeping import keep_all
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.cases.forms import DateForm
from desktop.ui.history import Step
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

Keep = Callable[[Vault, Iterable[Value]], None]

MANY = 200  # values: more take a moment in which nothing else is drawn


class Bulk:
    """Does it, and says how many files are changed. What is written into letters is no affair of the list: it touches none."""

    def __init__(self, session: Session, line: Line) -> None:
        self._session, self._line = session, line
        self._step: Step | None = None

    @property
    def can_be_undone(self) -> bool:
        """Whether the last deed is still what one step takes back."""
        return self._step is not None and self._session.history.top is self._step

    def tag(self, cases: Sequence[str], tag: str) -> bool:
        """Set a tag. Whether it was done."""
        return self._do(_("Tag set"), lambda: caseload.changes_of_tagging(self._session.vault, cases, tag))

    def untag(self, cases: Sequence[str], tag: str) -> bool:
        """Take a tag away. Whether it was done."""
        return self._do(_("Tag taken away"), lambda: caseload.changes_of_untagging(self._session.vault, cases, tag))

    def rename_tag(self, tag: str, name: str) -> bool:
        """Call a tag otherwise in all files. Whether it was done."""
        return self._do(_("Tag renamed"), lambda: caseload.changes_of_renaming_tag(self._session.vault, tag, name))

    def stand(self, cases: Sequence[str], codes: Sequence[Stage | Situation]) -> bool:
        """Set a stage, a situation or both. Whether it was done."""
        vault = self._session.vault

        def changes() -> Changes:
            return caseload.changes_of_standing(vault, cases, codes, _told)

        return self._do(_("Stage and situation set"), changes)

    def give(self, cases: Sequence[str], form: DateForm) -> bool:
        """Give each a date or a task of its own. Whether it was done."""
        vault, title, due, matter = self._session.vault, form.title.text(), form.due, form.matter

        def changes() -> Changes:
            if matter is Matter.TASK or due is None:
                return caseload.changes_of_tasking(vault, cases, due=due, title=title)
            return caseload.changes_of_dating(vault, cases, due=due, title=title, kind=DeadlineKind(matter.value))

        return self._do(_("Date given"), changes)

    def close(self, cases: Sequence[str], outcome: Outcome) -> bool:
        """Close those that may be closed. Whether it was done."""
        vault = self._session.vault
        return self._do(_("Files closed"), lambda: caseload.changes_of_closing(vault, cases, outcome, language()), closing.keep)

    def _do(self, title: str, changes: Callable[[], Changes], keep: Keep = keep_all) -> bool:
        found: list[Changes] = []

        def deed() -> None:
            change = changes()
            if len(change.after) > MANY:
                self._line.say(_("Changing …"))
                self._line.repaint()
            if change.after:
                self._session.change(title, change.before, change.after, partial(keep, self._session.vault))
                self._step = self._session.history.top
            found.append(change)

        if not attempt(self._line, deed):
            return False
        count = len(found[0].cases)
        if count:
            words = ngettext("{count} file changed.", "{count} files changed.", count)
            self._line.say(words.format(count=count), "good")
        else:
            self._line.say(_("Nothing was to be changed: it is so already."))
        return True


def _told(before: StrEnum, now: StrEnum) -> tuple[str, str]:
    """What the event of a changed stage or situation says: as when it is changed in the file itself."""
    name = _("Stage") if isinstance(now, Stage) else _("Situation")
    words = _("{what}: {now}").format(what=name, now=choices.word(now))
    return words, _("before: {was}").format(was=choices.word(before))
