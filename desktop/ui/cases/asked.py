"""What is asked for on the list, and what is done with the answer: tags, stages, dates, closing, names of views."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal

from desktop.domain.caseload import CaseView
from desktop.domain.closing import Outcome
from desktop.i18n import _, language, ngettext
from desktop.operations import caseload
from desktop.storage import records
from desktop.ui.cases.bulk import Bulk
from desktop.ui.cases.forms import CloseForm, DateForm, Forms, NameForm, StandingForm, TagForm
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


class Asked(Forms):
    """One form at a time. What it is about is settled when it opens: files that are ticked later are not among them."""

    done = Signal()
    view_kept = Signal(object)  # a CaseView
    tag_renamed = Signal(str, str)  # what it was called, what it is called

    def __init__(self, session: Session, line: Line) -> None:
        self._tag, self._standing, self._date = TagForm(session), StandingForm(), DateForm(session)
        self._close, self._view, self._rename = CloseForm(), NameForm("view"), NameForm("rename")
        self._retag = NameForm("retag")
        super().__init__(self._tag, self._standing, self._date, self._close, self._view, self._rename, self._retag)
        self._session, self._line, self._bulk = session, line, Bulk(session, line)
        self._cases: tuple[str, ...] = ()
        self._subject: CaseView | str = ""  # the view that is to be kept or renamed, or the tag
        self._tag.agreed.connect(lambda: self._end(self._bulk.tag(self._cases, self._tag.line.text())))
        self._tag.taken.connect(lambda: self._end(self._bulk.untag(self._cases, self._tag.line.text())))
        self._standing.agreed.connect(lambda: self._end(self._bulk.stand(self._cases, self._standing.codes)))
        self._date.agreed.connect(lambda: self._end(self._date.is_complete() and self._bulk.give(self._cases, self._date)))
        self._close.agreed.connect(lambda: self._end(self._bulk.close(self._cases, Outcome(self._close.outcome.code))))
        self._view.agreed.connect(self._keep_view)
        self._rename.agreed.connect(self._rename_view)
        self._retag.agreed.connect(self._rename_tag)

    @property
    def can_be_undone(self) -> bool:
        """Whether the last deed on several files is still what one step takes back."""
        return self._bulk.can_be_undone

    # --- asking

    def open_form(self, name: str) -> None:
        """Ask, and forget what was said of the deed before."""
        self._line.clear()
        super().open_form(name)

    def ask(self, deed: str, cases: Sequence[str]) -> None:
        """Ask what a deed on these files needs."""
        self._cases = tuple(cases)
        if deed == "tag":
            self._tag.line.put_back("")
        elif deed == "standing":
            self._standing.clear()
        elif deed == "date":
            self._date.clear()
        elif deed == "close":
            self._ask_to_close()
        self.open_form(deed)

    def _ask_to_close(self) -> None:
        count, whole = len(caseload.closable(self._session.vault, self._cases, language())), len(self._cases)
        if count == whole:
            words = ngettext("{count} file leaves Today and the list, and keeps all it holds.",
                             "{count} files leave Today and the list, and keep all they hold.", count)  # fmt: skip
        else:
            words = ngettext("{count} of {whole} can be closed here. In the others something is open: the check before closing says what.",
                             "{count} of {whole} can be closed here. In the others something is open: the check before closing says what.",
                             count)  # fmt: skip
        button = ngettext("Close {count} file", "Close {count} files", count).format(count=count)
        self._close.ask(words.format(count=count, whole=whole), button, possible=count > 0)

    def ask_view(self, view: CaseView) -> None:
        """Ask under which name this view is to be kept."""
        self._subject = view
        self._view.ask(_("Keep this view as"), view.name, _("Keep"))
        self.open_form("view")

    def ask_new_name(self, view: CaseView) -> None:
        """Ask for another name of a view."""
        self._subject = view
        self._rename.ask(_("Rename “{name}” to").format(name=view.name), view.name, _("Rename"))
        self.open_form("rename")

    def ask_new_tag(self, tag: str) -> None:
        """Ask for another name of a tag, in all files; one that is there already takes it in."""
        self._subject = tag
        self._retag.ask(_("Rename the tag “{tag}” in all files to").format(tag=tag), tag, _("Rename"))
        self.open_form("retag")

    # --- doing

    def _end(self, is_done: bool) -> None:
        if is_done:
            self.shut()
            self.done.emit()

    def _rename_tag(self) -> None:
        tag, name = str(self._subject), " ".join(self._retag.line.text().split())
        if self._bulk.rename_tag(tag, name):
            self.tag_renamed.emit(tag, name)
            self._end(True)

    def remove_view(self, view: CaseView) -> None:
        """Take a view away; one step brings it back."""
        gone = replace(view, removed_at=self._session.vault.now().isoformat())
        if self._keep(_("View removed"), view, gone):
            self._line.say(_("The view “{name}” is removed. Ctrl+Z brings it back.").format(name=view.name), "good")
            self.done.emit()

    def _keep_view(self) -> None:
        if not isinstance(self._subject, CaseView):
            return
        vault, name = self._session.vault, " ".join(self._view.line.text().split())
        same = next((view for view in caseload.views(vault) if view.name == name), None)
        view = replace(self._subject, id=same.id if same else vault.new_id(), name=name)
        before = same or replace(view, removed_at=vault.now().isoformat())
        if self._keep(_("View kept"), before, view):
            self.shut()
            self._line.say(_("Kept as “{name}”. F3 shows it again.").format(name=name), "good")
            self.view_kept.emit(view)
            self.done.emit()

    def _rename_view(self) -> None:
        if not isinstance(self._subject, CaseView):
            return
        known = records.find(self._session.vault, CaseView, self._subject.id) or self._subject
        after = replace(known, name=" ".join(self._rename.line.text().split()))
        if self._keep(_("View renamed"), known, after):
            self.shut()
            self._line.say(_("Renamed. Ctrl+Z takes it back."), "good")
            self.view_kept.emit(after)
            self.done.emit()

    def _keep(self, title: str, before: CaseView, after: CaseView) -> bool:
        keep: Callable[[CaseView], CaseView] = partial(caseload.keep_view, self._session.vault)
        return attempt(self._line, lambda: self._session.change(title, before, after, keep))

    # --- drafts

    def unsaved(self) -> dict[str, str]:
        """What is being typed for the files that are ticked; a name that is asked for is soon typed again."""
        form = self.form
        if form is None or form.name not in {"tag", "date"} or not any(form.texts().values()):
            return {}
        return {"form": form.name, "cases": " ".join(self._cases), **form.texts()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        name = texts.get("form", "")
        if self.knows(name):
            self.ask(name, texts.get("cases", "").split())
            if self.form is not None:
                self.form.put_back(texts)
