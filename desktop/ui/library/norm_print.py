"""Norms on paper: those that are listed, or the one under the cursor, as they stood on a day, each with how surely it is known."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop import law_words
from desktop.documents import fonts, list_sheet, pdf
from desktop.documents.blocks import Block, Heading, Paragraph, Title
from desktop.documents.list_sheet import Column, Listed
from desktop.documents.setting import NOTE
from desktop.i18n import _, language
from desktop.operations import law
from desktop.operations.law import Shown
from desktop.ui.library import norm_words as words
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import Choice, label
from desktop.ui.parts.printed import Printed
from desktop.ui.session import Session

LIST, ONE = "list", "one"


class PrintedNorms(Printed):
    """The sheets. Nothing on them is stated without its mark."""

    def __init__(self, session: Session) -> None:
        self._listed: tuple[Shown, ...] = ()
        self._one: Shown | None = None
        self._day, self._times, self._filter = session.today, "", ""
        self.what = Choice(_("What is printed"), ())
        super().__init__(
            session, _("Norms on paper"), _("Back to the norms"), self.pdf, label(_("What is printed"), self.what), self.what
        )  # fmt: skip
        self.what.chosen.connect(lambda _code: self.show_sheets())

    def open_norms(self, listed: Sequence[Shown], one: Shown | None, day: date, *, times: str, narrowed: str) -> None:
        """Show these norms as sheets: as they stood on `day`; `times` says which law that was, `narrowed` which norms are left out."""
        self._listed, self._one, self._day, self._times, self._filter = tuple(listed), one, day, times, narrowed
        what = [(LIST, _("the list"))]
        if one is not None:
            what.append((ONE, law_words.named(one.known.norm)))
        self.what.show_words(what)
        self.what.show_code(LIST)
        self.line.clear()
        self.show_sheets()
        self.what.setFocus()

    def pdf(self) -> bytes:
        """The sheets. Raises FontMissing, PageFailed."""
        if self.what.code == ONE and self._one is not None:
            font = fonts.chosen()
            return pdf.render(_shown(self._blocks(self._one), font), font=font, style=NOTE)
        return list_sheet.render(self._list())

    def _list(self) -> Listed:
        columns = (Column(_("Norm"), 32), Column(_("What it says"), 78), Column(_("Speaks"), 20), Column(_("How sure"), 40))
        about = f"{self._times} {self._filter} {_remark()}"
        return Listed(_("Norms"), " ".join(about.split()), columns, tuple(_row(shown) for shown in self._listed))

    def _blocks(self, shown: Shown) -> Iterator[Block]:
        vault, norm = self._session.vault, shown.known.norm
        yield Title(law_words.named(norm), law_words.local(norm.titles))
        yield Paragraph(words.act_words(shown))
        yield Heading(_("As it stood on {day}").format(day=numbers(self._day)))
        yield from map(Paragraph, (words.line_words(shown), words.fact_words(shown), *words.doubt_lines(shown)))
        if others := words.other_lines(shown):
            yield Heading(_("At other times"))
            yield from map(Paragraph, others)
        if beside := law.beside(vault, shown.known):
            yield Heading(_("Read together with"))
        for known in beside:
            other = law.shown(known, self._day, language(), today=vault.today())
            yield Paragraph(f"{law_words.named(known.norm)} – {law_words.local(known.norm.titles)}. {words.line_words(other)}")
            yield Paragraph(words.fact_words(other))
        if uses := words.use_lines(law.used_by(vault, norm.id)):
            yield Heading(_("What leans on it"))
            yield from (Paragraph(f"– {use}") for use in uses)
        yield Heading(_remark())


def _remark() -> str:
    return _("What was not checked by a lawyer is no advice: read the act.")


def _row(shown: Shown) -> tuple[str, ...]:
    norm, version = shown.known.norm, shown.version
    stated = shown.text or ("" if version else _("did not stand then"))
    return (
        law_words.named(norm),
        "\n".join(part for part in (law_words.local(norm.titles), stated) if part),
        law_words.direction_words(version.direction) if version else "",
        "\n".join((law_words.standing_words(shown.standing, shown.check), *words.doubt_lines(shown))) if version else "",
    )


def _shown(blocks: Iterator[Block], font: str) -> Iterator[Block]:
    """With boxes for what the typeface lacks: her own words may hold anything."""
    for block in blocks:
        if isinstance(block, Title):
            yield Title(fonts.shown(block.text, font), fonts.shown(block.subject, font))
        elif isinstance(block, Heading | Paragraph):
            yield type(block)(fonts.shown(block.text, font))
