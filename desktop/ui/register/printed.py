"""The register on paper: the lines that are shown now, with pseudonyms unless she wants names."""

from collections.abc import Sequence

from desktop.documents.list_sheet import Column, Listed, render
from desktop.domain.people import Role
from desktop.domain.register import approved_on, to_whom
from desktop.i18n import _
from desktop.storage import people
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.day_words import day_typed, numbers
from desktop.ui.parts.fields import hint, label
from desktop.ui.parts.printed import NAMES, PSEUDONYMS, Printed, whose_choice
from desktop.ui.register import rows as words
from desktop.ui.register.rows import Row
from desktop.ui.session import Session


class PrintedRegister(Printed):
    """The sheets as they will come out, and beside them the printer."""

    def __init__(self, session: Session) -> None:
        self._rows: tuple[Row, ...] = ()
        self._about, self._masks = "", Masks(session.vault)
        self.whose = whose_choice()
        told = hint(_("With pseudonyms the sheets tell least to whoever finds them; names are for a court or the chamber."))
        above = (label(_("Who stands in it"), self.whose), self.whose, told)
        super().__init__(session, _("The register on paper"), _("Back to the register"), self._pdf, *above)
        self.whose.chosen.connect(lambda _code: self.show_sheets())

    def open_rows(self, rows: Sequence[Row], about: str, masks: Masks) -> None:
        """Show these lines as sheets; `about` says which they are."""
        self._rows, self._about, self._masks = tuple(rows), about, masks
        self.line.clear()
        self.whose.show_code(PSEUDONYMS)
        self.show_sheets()
        self.whose.setFocus()

    def _pdf(self) -> bytes:
        return render(listed(self._session, self._rows, self._about, self._masks, with_names=self.whose.code == NAMES))


def listed(session: Session, rows: Sequence[Row], about: str, masks: Masks, *, with_names: bool) -> Listed:
    """The lines as they stand on paper, in the language of the window."""
    printed = _("{about}. As of {day}.").format(about=about, day=numbers(session.today))
    columns = (
        Column(_("Date"), 17), Column(_("Number"), 22), Column(_("Case"), 21), Column(_("Document, to whom"), 47),
        Column(_("How it left, handed in"), 25), Column(_("Stamp no."), 22), Column(_("Answer"), 23),
    )  # fmt: skip
    return Listed(_("Register of documents"), printed, columns, tuple(_texts(session, row, masks, with_names) for row in rows))


def _texts(session: Session, row: Row, masks: Masks, with_names: bool) -> tuple[str, ...]:
    entry, today = row.entry, session.today
    client = people.by_role(session.vault, entry.case).get(Role.CLIENT) if with_names else None
    whose = client.full_name if client and client.full_name else row.pseudonym
    to = to_whom(entry)
    to = to if with_names else masks.masked(to, entry.case, PAGE_BAR)
    title = _("{title} (version {version})").format(title=entry.title, version=entry.version) if entry.version > 1 else entry.title
    handed = " ".join(part for part in (words.channel(entry), day_typed(entry.handed_on), entry.post_receipt) if part)
    originals = _("originals: {where}").format(where=words.originals_words(row)) if entry.originals else ""
    stamp = words.stamp_words(row, today) if entry.stamp_number or entry.refused_on or entry.withdrawn_on else ""
    return (
        numbers(approved_on(entry)),
        entry.number,
        f"{whose}\n{row.case_number}",
        "\n".join(part for part in (title, to) if part),
        "\n".join(part for part in (words.ways(row), handed, originals) if part),
        stamp,
        words.due_words(row, today),
    )
