"""The pages for a way in that is there already: it is tested, changed, or all of them are made anew."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.i18n import _, ngettext
from desktop.operations import ways_in
from desktop.operations.ways_in import WayIn
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.passphrase_fields import PassphraseFields
from desktop.ui.parts.way_entry import WayEntry
from desktop.ui.session import Session
from desktop.ui.ways.form import MEASURE, WayForm
from desktop.words import way_words

UNLOCK_SECONDS = 1.0


class TestForm(WayForm):
    """Types what opens one way in, and sees that it opens."""

    __test__ = False  # no test of pytest

    def __init__(self, session: Session, way: WayIn) -> None:
        super().__init__(
            session,
            _("Test: {way}").format(way=way_words(way.kind, way.needed, way.total)),
            _("Type it as you would in need."),
            deed=_("Test"),
        )
        self._way = way
        self.entry = WayEntry(lambda: session.asking, way.kind)
        self.entry.setMaximumWidth(MEASURE)
        self.entry.submitted.connect(self.begin)
        self.column.addWidget(self.entry)
        self.end()

    def take_focus(self) -> None:
        self.entry.take_focus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.entry.tell_keyboard(layout, caps)

    def begin(self) -> None:
        texts: list[str] = []
        if not attempt(self.line, lambda: texts.append(self.entry.key_file_text())):
            return
        secret = self.entry.secret
        if not secret.strip():
            self.line.say(_("Type what opens it."), "error")
            return
        self.run(lambda vault: ways_in.try_way_in(vault, secret, key_file_text=texts[0]), self._on_tried)

    def _on_tried(self, way: WayIn) -> None:
        self.entry.forget()
        if way.slot == self._way.slot:
            self.done.emit(_("It works: it opens the vault."))
        else:
            what = way_words(way.kind, way.needed, way.total)
            self.done.emit(_("That opens the vault, but it is another way in: {way}.").format(way=f"{what} {way.name}".strip()))


class ChangeForm(WayForm):
    """A new passphrase in place of the old. Whoever came in by another way may change it too."""

    unlock_seconds = UNLOCK_SECONDS

    def __init__(self, session: Session, way: WayIn) -> None:
        super().__init__(session, *self._words(), deed=self._deed())
        self._way = way
        self.now = WayEntry(lambda: session.asking, way.kind)
        self.now.setMaximumWidth(520)
        self.now.secret_field.setPlaceholderText(_("the passphrase so far, or the 24 words"))
        self.column.addWidget(self.now)
        self.fields = PassphraseFields()
        self.line = self.fields.line
        self.now.submitted.connect(self.fields.take_focus)
        self.fields.submitted.connect(self.begin)
        self.column.addWidget(self.fields)
        self.end()

    def _words(self) -> tuple[str, ...]:
        return _("Change the passphrase"), _("The old one opens the vault no more. Backups made before still open with it.")

    def _deed(self) -> str:
        return _("Change")

    def take_focus(self) -> None:
        self.now.take_focus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.now.tell_keyboard(layout, caps)
        self.fields.tell_keyboard(layout, caps)

    def begin(self) -> None:
        texts: list[str] = []
        if not attempt(self.line, lambda: texts.append(self.now.key_file_text())):
            return
        now = self.now.secret
        if not now:
            self.line.say(_("Type what opens the vault now: the passphrase so far, or the 24 words."), "error")
            self.now.take_focus()
        elif self.fields.is_answered():
            self.change(now, texts[0])

    def change(self, now: str, key_file_text: str) -> None:
        """Change it, once what opens the vault now was seen to open."""
        new, slot, seconds = self.fields.passphrase, self._way.slot, self.unlock_seconds

        def deed(vault: Vault) -> None:
            ways_in.try_way_in(vault, now, key_file_text=key_file_text)
            ways_in.change_passphrase(vault, new, slot=slot, key_file_text=key_file_text, unlock_seconds=seconds)

        self.run(deed, lambda _nothing: self._on_changed())

    def _on_changed(self) -> None:
        self.forget()
        self.done.emit(_("The passphrase is changed."))

    def forget(self) -> None:
        """Empty the fields."""
        self.now.forget()
        self.fields.forget()


class NewKeysForm(ChangeForm):
    """New keys for the whole vault: asked for here, made by the window, which has to close it for that."""

    renewal_wanted = Signal(str, str)  # the new passphrase, the text of the key file that goes with it

    def __init__(self, session: Session, way: WayIn, others: int) -> None:
        self._others = others
        super().__init__(session, way)

    def _words(self) -> tuple[str, ...]:
        again = ngettext(
            "{count} other way in has to be made again afterwards. Backups made before still open as they did: destroy them if need be.",
            "{count} other ways in have to be made again afterwards. Backups made before still open as they did: destroy them if need be.",
            self._others,
        ).format(count=self._others)
        return (
            _("New keys for the vault"),
            _("When a passphrase, a sheet or a copy was in other hands. All is written anew, and what opened it before opens nothing."),
            again,
        )

    def _deed(self) -> str:
        return _("Make new keys")

    def change(self, now: str, key_file_text: str) -> None:
        new = self.fields.passphrase
        self.run(
            lambda vault: ways_in.try_way_in(vault, now, key_file_text=key_file_text), lambda _way: self._on_allowed(new, key_file_text)
        )

    def _on_allowed(self, new: str, key_file_text: str) -> None:
        self.forget()
        self.renewal_wanted.emit(new, key_file_text)
