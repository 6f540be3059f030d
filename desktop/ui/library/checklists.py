"""Checklists in the library: the shipped ones, hers above them; changing a shipped one makes a copy that no update overwrites."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop import closing_words
from desktop.domain.cases import Category
from desktop.domain.checklists import Checklist, Item, OwnList, Place
from desktop.domain.drafts import Draft
from desktop.i18n import _, language, ngettext
from desktop.operations import checklists
from desktop.ui import choices
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, hint, label, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

LEFT = 470


class ChecklistsPage(QWidget):
    """Left all lists, right the lines of one. Ins adds a line, Del takes one away, Alt with the arrows moves it; all of it at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.lists = Table(
            (
                Column(_("List"), lambda each: each.title, 0, bold=True),
                Column(_("Whose"), _whose, 216, tone_of=lambda each: "amber" if each.changed else "accent" if each.own else "dim"),
            ),
            _("Checklists"),
        )
        self.new, self.back = QPushButton(_("New list")), QPushButton()
        self.title = TextLine(_("Title"))
        self.kinds = QPushButton()
        self._menu = QMenu(self)
        self.kinds.setMenu(self._menu)
        self.items = Table(
            (
                Column(_("What"), lambda item: item.text, 0),
                Column(_("Do it now"), lambda item: closing_words.place_words(item.place), 150, tone_of=lambda _item: "accent"),
            ),
            _("Lines of the list"),
        )
        self.text = TextLine(_("What is to be done"), hint=_("A new line, then Enter"))
        self.place = Choice(_("Do it now leads to"), closing_words.places())
        self.add, self.remove = QPushButton(_("Add")), QPushButton(_("Take out (Del)"))
        self.line = Line(name=_("Message"))
        self._said = hint("")
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.lists, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.new)
        left.addLayout(foot)
        side = QWidget()
        side.setFixedWidth(LEFT)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        head = QHBoxLayout()
        head.addWidget(label(_("Title"), self.title))
        head.addWidget(self.title, 1)
        head.addWidget(self.kinds)
        new = QHBoxLayout()
        new.addWidget(self.text, 1)
        new.addWidget(label(_("leads to"), self.place))
        new.addWidget(self.place)
        new.addWidget(self.add)
        self.place.setMaximumWidth(150)
        below = QHBoxLayout()
        below.addWidget(hint(_("Ins new line · Del take out · Alt+↑ Alt+↓ move"), wrap=False))
        below.addStretch(1)
        below.addWidget(self.remove)
        right = QVBoxLayout()
        right.addLayout(head)
        right.addWidget(self._said)
        right.addWidget(self.items, 1)
        right.addLayout(new)
        right.addLayout(below)
        right.addWidget(self.line)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 8)
        across.setSpacing(20)
        across.addWidget(side)
        across.addLayout(right, 1)

    def _listen(self) -> None:
        self.lists.current_changed.connect(self._show_list)
        self.lists.chosen.connect(lambda _each: self.items.setFocus())
        self.new.clicked.connect(self._new)
        self.back.clicked.connect(self._go_back)
        self.title.committed.connect(lambda text: self._change(lambda own: replace(own, title=text)))
        self.items.current_changed.connect(self._show_item)
        self.place.chosen.connect(self._set_place)
        self.text.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        Keys(self.lists, {"N": self._new, "Right": self.items.setFocus})
        Keys(
            self.items,
            {"Ins": self.text.setFocus, "Del": self._remove, "Alt+Up": partial(self._move, -1), "Alt+Down": partial(self._move, 1)},
        )
        Keys(self.text, {"Escape": self.items.setFocus})
        self._session.changed.connect(self._show)

    # --- what the library asks

    def take_focus(self) -> None:
        """Put the keyboard on the lists."""
        self.lists.setFocus()

    def save_draft(self) -> Draft | None:
        """A line, or a title, that was typed and is not kept."""
        fields = unsaved({"title": self.title}) | ({"text": self.text.text()} if self.text.text() else {})
        row: Checklist | None = self.lists.current()
        if not fields or row is None:
            return None
        return Draft(id=self._session.vault.new_id(), page="library", subject=row.id, fields=fields)

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        ids = [row.id for row in self.lists.model_.rows]
        if draft.subject in ids:
            self.lists.select(ids.index(draft.subject))
        put_back({"title": self.title}, draft.fields)
        self.text.put_back(draft.fields.get("text", ""))

    # --- what is shown

    def _show(self) -> None:
        self.lists.show_rows(checklists.every(self._session.vault, language()))
        self._show_list(self.lists.current())

    def _show_list(self, chosen: Checklist | None) -> None:
        if chosen is None:
            return
        self.title.show_text(chosen.title)
        self.items.show_rows(chosen.items)
        self._said.setText(_standing(chosen))
        self._said.setVisible(bool(self._said.text()))
        self.back.setText(_("Back to the shipped one") if checklists.is_shipped(chosen) else _("Remove the list"))
        self.back.setEnabled(chosen.own is not None)
        count = len(chosen.categories)
        for_some = ngettext("For {count} kind of case", "For {count} kinds of cases", count).format(count=count)
        self.kinds.setText(for_some if count else _("For every case"))
        self._menu.clear()
        for category, words in choices.words(Category):
            act = self._menu.addAction(words)
            act.setCheckable(True)
            act.setChecked(category in chosen.categories)
            act.triggered.connect(partial(self._set_kind, Category(category)))

    def _show_item(self, item: Item | None) -> None:
        self.remove.setEnabled(item is not None)
        if item is not None:
            self.place.show_code(item.place)

    # --- deeds

    def _new(self) -> None:
        own = checklists.new_list(self._session.vault, _("New list"))
        if self._keep(replace(own, removed_at=self._session.vault.now().isoformat()), own):
            self.lists.select(len(self.lists.model_.rows) - 1)
            self.title.setFocus()
            self.title.selectAll()

    def _go_back(self) -> None:
        chosen: Checklist | None = self.lists.current()
        if chosen is not None and chosen.own is not None:
            gone = replace(chosen.own, removed_at=self._session.vault.now().isoformat())
            if self._keep(chosen.own, gone):
                self.line.say(_("Done. Ctrl+Z brings yours back."), "good")

    def _set_kind(self, category: Category, is_for: bool) -> None:
        def with_kind(own: OwnList) -> OwnList:
            rest = tuple(each for each in own.categories if each != category)
            return replace(own, categories=(*rest, category) if is_for else rest)

        self._change(with_kind)

    def _set_place(self, code: object) -> None:
        item = self.items.current()
        # While a new line is being typed, the place belongs to that one.
        if item is not None and not self.text.text().strip():
            place = Place(str(code))
            self._change(
                lambda own: replace(own, items=tuple(replace(each, place=place) if each.id == item.id else each for each in own.items))
            )

    def _add(self) -> None:
        text = self.text.text().strip()
        if not text:
            return
        item = Item(id=self._session.vault.new_id()[:12], text=text, place=Place(self.place.code))
        if self._change(lambda own: replace(own, items=(*own.items, item))):
            self.text.put_back("")
            self.text.mark_saved()
            self.items.select(len(self.items.model_.rows) - 1)

    def _remove(self) -> None:
        item = self.items.current()
        if item is not None:
            self._change(lambda own: replace(own, items=tuple(each for each in own.items if each.id != item.id)))

    def _move(self, by: int) -> None:
        item, row = self.items.current(), self.items.currentIndex().row()
        if item is None or not 0 <= row + by < len(self.items.model_.rows):
            return

        def moved(own: OwnList) -> OwnList:
            rest = [each for each in own.items if each.id != item.id]
            rest.insert(row + by, item)
            return replace(own, items=tuple(rest))

        self._change(moved)

    def _change(self, change: Callable[[OwnList], OwnList]) -> bool:
        chosen: Checklist | None = self.lists.current()
        if chosen is None:
            return False
        own = checklists.own_of(self._session.vault, chosen)
        before = own if chosen.own is not None else replace(own, removed_at=self._session.vault.now().isoformat())
        return self._keep(before, change(own))

    def _keep(self, before: OwnList, after: OwnList) -> bool:
        keep = partial(checklists.keep_list, self._session.vault)
        return attempt(self.line, lambda: self._session.change(_("Checklist"), before, after, keep))


def _whose(each: Checklist) -> str:
    if each.changed:
        return _("yours; the shipped one changed")
    if each.own is None:
        return _("came with the program")
    return _("yours, above a shipped one") if checklists.is_shipped(each) else _("yours")


def _standing(each: Checklist) -> str:
    if each.changed:
        return _("The shipped list changed since you made yours of it. Yours stands; going back shows the new one.")
    return (
        "" if each.own is not None else _("Changing it makes a list of yours in its place; an update of the program does not touch yours.")
    )
