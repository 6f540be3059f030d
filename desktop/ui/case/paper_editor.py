"""A working copy in the making: pages of papers put right, in order, left out, joined and divided. The originals stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from desktop.documents.drawing import Drawn
from desktop.domain import mending
from desktop.domain.attachments import Attachment
from desktop.domain.errors import CaseFileError
from desktop.domain.mending import Leaf, Mend
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.drawing import OpenPaper
from desktop.operations.keeping import keep_all
from desktop.operations.working_copies import leaves_of, make_copies, open_paper, straightened
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.case.mend_tools import MendTools
from desktop.ui.committing import IntoFile
from desktop.ui.jobs import Listener
from desktop.ui.parts.cut_view import CutView
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.session import Session
from desktop.words import explain

SIDE, TOOLS = 270, 290


class PaperEditor(QWidget):
    """Keys in the list of pages: Ctrl+Left and Ctrl+Right turn, S straightens, B makes black and white, Alt+Up and Alt+Down move,
    Space begins a copy of its own, Delete leaves a page out; Ctrl+Enter keeps.
    """

    closed = Signal()
    made = Signal(object)  # the copies

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._leaves: tuple[Leaf, ...] = ()
        self._papers: dict[str, Attachment] = {}
        self._opened: tuple[str, OpenPaper] | None = None
        self._job = 0
        self._is_stale = False
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pages of the working copy"))
        self.up, self.down, self.out = QPushButton(_("Up")), QPushButton(_("Down")), QPushButton(_("Leave out"))
        self.begins = QPushButton(_("A new copy begins here"))
        self.begins.setCheckable(True)
        self.view, self.tools = CutView(_("The page, put right")), MendTools()
        self.all_straight, self.all_black = QPushButton(_("Straighten all")), QPushButton(_("All black and white"))
        self.all = QPushButton(_("All straight, black and white"))
        self.name = TextLine(_("Name of the copy"))
        self.line = Line(name=_("Message"), lines=2)
        self.work = LongWork(session.jobs, self.line, _("Making the working copy"))
        self.back, self.keep = QPushButton(_("Back")), IntoFile(session, _("Keep the copy"), case_id)
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QWidget()
        left.setFixedWidth(SIDE)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Working copy")))
        column.addWidget(self.list, 1)
        order = QHBoxLayout()
        for button in (self.up, self.down, self.out):
            order.addWidget(button)
        column.addLayout(order)
        column.addWidget(self.begins)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tools)
        column.addWidget(heading(_("All pages")))
        for button in (self.all, self.all_straight, self.all_black):
            column.addWidget(button)
        column.addWidget(hint(_("Only pixels go over: no place, time, device or hidden text. The original stays sealed as it came.")))
        column.addStretch(1)
        right = Scrolled(inside)
        right.setFixedWidth(TOOLS)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(left)
        across.addWidget(self.view, 1)
        across.addWidget(right)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.work)
        foot.addWidget(label(_("Name"), self.name))
        foot.addWidget(self.name)
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(across, 1)
        layout.addLayout(foot)

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(self._show_leaf)
        self.tools.changed.connect(self._mend)
        self.tools.straighten_asked.connect(lambda: self._straighten([self.list.currentRow()]))
        self.view.cut.connect(lambda cut: self._change_mend(cut=cut))
        self.view.resized.connect(self._draw)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.out.clicked.connect(self._leave_out)
        self.begins.clicked.connect(self._begin_or_not)
        self.all.clicked.connect(lambda: self._straighten(range(len(self._leaves)), black=True))
        self.all_straight.clicked.connect(lambda: self._straighten(range(len(self._leaves))))
        self.all_black.clicked.connect(self._all_black_and_white)
        self.work.busy_changed.connect(self.keep.setDisabled)
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self.closed)
        Keys(self.list, {
            "Ctrl+Left": lambda: self.tools.turn(-1), "Ctrl+Right": lambda: self.tools.turn(1), "S": self.tools.straighten_asked.emit,
            "B": self.tools.toggle_black_and_white, "Alt+Up": lambda: self._move(-1), "Alt+Down": lambda: self._move(1),
            "Space": self._begin_or_not, "Del": self._leave_out,
        })  # fmt: skip
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    # --- beginning

    def begin(self, papers: Sequence[Attachment]) -> None:
        """Begin with all pages of these papers, in their order."""
        first = papers[0]
        name, dot, _ending = first.name.rpartition(".")
        self.name.put_back(_("{name}, copy").format(name=name if dot and name else first.name))
        self._begin(papers, ())
        work = partial(leaves_of, self._session.vault, tuple(papers))
        self.work.run(work, self._on_pages, begun=_("Opening …"), stopped=_("Stopped."))

    def begin_again(self, text: str, name: str) -> bool:
        """Go on with what a draft holds; False where its papers are not there any more."""
        leaves, vault = mending.read(text), self._session.vault
        papers = [records.find(vault, Attachment, id_) for id_ in dict.fromkeys(leaf.paper for leaf in leaves)]
        found = [paper for paper in papers if paper is not None and paper.case == self._case_id and not paper.removed_at]
        if not found or len(found) != len(papers):
            return False
        self.name.put_back(name)
        self._begin(found, leaves)
        return True

    def unsaved(self) -> dict[str, str]:
        """The plan, as a draft holds it."""
        return {"copy": mending.written(self._leaves), "copy.name": self.name.text()} if self._leaves else {}

    def forget(self) -> None:
        """Nothing is being made any more."""
        self._session.jobs.cancel(self._job)
        self._job = 0
        self._leaves, self._papers = (), {}
        self.list.clear()
        self.view.clear()
        self._let_go()

    def take_focus(self) -> None:
        """Put the keyboard into the list of pages."""
        self.list.setFocus()

    def _begin(self, papers: Sequence[Attachment], leaves: tuple[Leaf, ...]) -> None:
        self.forget()
        self.line.clear()
        self._papers = {paper.id: paper for paper in papers}
        self._show_list(leaves, 0)
        self.take_focus()

    def _on_pages(self, leaves: tuple[Leaf, ...]) -> None:
        count = len(leaves)
        self.line.say(ngettext("{count} page.", "{count} pages.", count).format(count=count))
        self._show_list(leaves, 0)
        self.take_focus()

    # --- showing

    def _show_list(self, leaves: tuple[Leaf, ...], row: int) -> None:
        self._leaves = leaves
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._words(number) for number in range(len(leaves))])
        self.list.setCurrentRow(min(row, len(leaves) - 1))
        self.list.blockSignals(False)
        for widget in (self.up, self.down, self.out, self.begins, self.tools, self.all, self.all_straight, self.all_black, self.keep):
            widget.setEnabled(bool(leaves))
        self._show_leaf()

    def _words(self, number: int) -> str:
        leaf = self._leaves[number]
        mend, done = leaf.mend, list[str]()
        if mend.quarters:
            done.append(_("turned"))
        if mend.degrees:
            done.append(_("{degrees}°").format(degrees=f"{mend.degrees:+.1f}"))
        if mend.cut != Mend().cut:
            done.append(_("cut"))
        if mend.black_and_white:
            done.append(_("b/w"))
        line = " · ".join([f"{number + 1}", self._papers[leaf.paper].name, _("p. {number}").format(number=leaf.page + 1), *done])
        return _("▸ {line}").format(line=line) if leaf.begins and number else line

    def _current(self) -> Leaf | None:
        row = self.list.currentRow()
        return self._leaves[row] if 0 <= row < len(self._leaves) else None

    def _show_leaf(self, _row: int = 0) -> None:
        leaf = self._current()
        if leaf is None:
            self.view.clear()
            return
        self.tools.show_mend(leaf.mend)
        self.begins.setChecked(leaf.begins)
        self.begins.setEnabled(self.list.currentRow() > 0)
        self.view.show_cut(leaf.mend.cut)
        self._draw()

    def _draw(self) -> None:
        """Draw the page as it is now; while one is being drawn, the last wish waits."""
        leaf = self._current()
        if leaf is None or not self.isVisible():
            return
        if self._session.jobs.is_running(self._job):
            self._is_stale = True
            return
        self._is_stale = False
        wide, high = self.view.room
        # What is cut off is shaded, not gone: it may be wanted back.
        whole = replace(leaf.mend, cut=Mend().cut)
        work = partial(_drawn, self._open(leaf.paper), leaf.page, wide, high, whole)
        self._job = self._session.jobs.run(self, work, Listener(done=self._on_drawn, failed=self._on_failed, stopped=self._draw_again))

    def _on_drawn(self, page: Drawn) -> None:
        self._job = 0
        if not self._is_stale and self._leaves:
            self.view.show_page(page)
        self._draw_again()

    def _on_failed(self, error: CaseFileError) -> None:
        self._job = 0
        if not self._is_stale:
            self.view.clear()
            self.line.say(explain(error), "error")
        self._draw_again()

    def _draw_again(self) -> None:
        if self._is_stale:
            self._draw()

    def _open(self, id_: str) -> OpenPaper:
        if self._opened is None or self._opened[0] != id_:
            self._let_go()
            paper = self._papers[id_]
            self._opened = id_, open_paper(self._session.vault, paper, self._session.drawers)
            self._session.drawers.get_ready()
        return self._opened[1]

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened[1].rest()
            self._opened = None

    # --- putting right

    def _mend(self, mend: Mend) -> None:
        row = self.list.currentRow()
        if self._current() is not None:
            self._put({row: mend})

    def _change_mend(self, **changes: object) -> None:
        leaf = self._current()
        if leaf is not None:
            self._mend(replace(leaf.mend, **changes))  # type: ignore[arg-type]

    def _put(self, mends: dict[int, Mend]) -> None:
        leaves = tuple(replace(leaf, mend=mends.get(number, leaf.mend)) for number, leaf in enumerate(self._leaves))
        self._leaves = leaves
        for number in mends:
            self.list.item(number).setText(self._words(number))
        self._show_leaf()

    def _straighten(self, rows: Sequence[int], *, black: bool = False) -> None:
        chosen = [row for row in rows if 0 <= row < len(self._leaves)]
        if not chosen:
            return
        before = tuple(self._leaves[row] for row in chosen)

        def put(after: tuple[Leaf, ...]) -> None:
            if tuple(self._leaves[row] for row in chosen if row < len(self._leaves)) != before:
                self.line.say(_("The pages were changed meanwhile: straighten them once more."), "warning")
                return
            self._put({row: replace(leaf.mend, black_and_white=black or leaf.mend.black_and_white)
                       for row, leaf in zip(chosen, after, strict=True)})  # fmt: skip
            crooked = sum(1 for leaf in after if leaf.mend.degrees)
            told = ngettext("{count} page was crooked.", "{count} pages were crooked.", crooked).format(count=crooked)
            self.line.say(told if crooked else _("Nothing was crooked, or there are no lines to go by: set the degrees by hand."))

        work = partial(straightened, self._session.vault, dict(self._papers), before)
        self.work.run(work, put, begun=_("Looking for the lines …"), stopped=_("Stopped."))

    def _all_black_and_white(self) -> None:
        on = not all(leaf.mend.black_and_white for leaf in self._leaves)
        self._put({number: replace(leaf.mend, black_and_white=on) for number, leaf in enumerate(self._leaves)})

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if self._current() is None or not 0 <= row + step < len(self._leaves):
            return
        leaves = list(self._leaves)
        leaves.insert(row + step, leaves.pop(row))
        self._show_list(tuple(leaves), row + step)

    def _leave_out(self) -> None:
        row = self.list.currentRow()
        if self._current() is not None:
            self._show_list((*self._leaves[:row], *self._leaves[row + 1 :]), row)

    def _begin_or_not(self) -> None:
        row, leaf = self.list.currentRow(), self._current()
        if leaf is not None and row > 0:
            changed = replace(leaf, begins=not leaf.begins)
            self._show_list((*self._leaves[:row], changed, *self._leaves[row + 1 :]), row)

    # --- keeping

    def _keep(self) -> None:
        if not self._leaves or not self.keep.isEnabled():
            return
        name = self.name.text().strip() or _("Copy")
        self._let_go()
        work = partial(_made, self._session.vault, self._case_id, self._leaves, name)
        self.work.run(work, self._on_made, begun=_("Making the working copy …"), stopped=_("Stopped. No copy was made."))

    def _on_made(self, copies: tuple[Attachment, ...]) -> None:
        vault = self._session.vault
        gone = [replace(copy, removed_at=vault.now().isoformat()) for copy in copies]
        self._session.change(_("Working copy"), gone, list(copies), partial(keep_all, vault))
        self.forget()
        self.made.emit(copies)


# In the background.


def _drawn(opened: OpenPaper, page: int, wide: int, high: int, mend: Mend, report: Report) -> Drawn:
    report(0, 1)
    return opened.page(page, wide, high, mend)


def _made(vault: Vault, case: str, leaves: tuple[Leaf, ...], name: str, report: Report) -> tuple[Attachment, ...]:
    with vault.second() as own:
        return make_copies(own, case, leaves, name, report)
