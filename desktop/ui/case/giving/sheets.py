"""What is set anew for copies that leave: timeline, excerpt of the register, note. No pseudonym stands on them: it is a code word."""

from collections.abc import Sequence

from desktop.documents import csv_file, list_sheet, timeline_sheet
from desktop.documents.list_sheet import Column, Listed
from desktop.documents.names_in_text import Names
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.register import approved_on, to_whom
from desktop.i18n import _, ngettext
from desktop.operations import giving_out, notes_print
from desktop.operations.given_files import Given, Leaves, Line
from desktop.ui import choices
from desktop.ui.case.timeline_print import chronology
from desktop.ui.masking import PAGE_BAR
from desktop.ui.parts.day_words import day_typed, numbers
from desktop.ui.parts.sizes import size_words
from desktop.ui.session import Session


def timeline(session: Session, case: str, *, with_names: bool) -> Leaves:
    """The timeline without what she did and thought herself; of others no names, unless wanted. Raises FontMissing."""
    events = giving_out.events(session.vault, case)
    names = Names(giving_out.others(session.vault, case))
    about = _("As of {day}. Hatched: nobody wrote down where he was.").format(day=numbers(session.today))
    told = chronology(about, events, lambda text: text if with_names else names.masked(text, PAGE_BAR))
    return Leaves(timeline_sheet.drawings(told, events, one_page=False))


def excerpt(session: Session, entries: Sequence[RegisterEntry]) -> Leaves:
    """The lines of these documents in the register, as sheets and as a table. Raises FontMissing."""
    titles = (_("Date"), _("Document, to whom"), _("Handed in"), _("Stamp no."), _("Answer"))
    columns = tuple(Column(title, share) for title, share in zip(titles, (17, 70, 40, 26, 26), strict=True))
    rows = tuple(map(_row, entries))
    listed = Listed(_("Documents"), _("As of {day}.").format(day=numbers(session.today)), columns, rows)
    lines = ([cell.replace("\n", "; ") for cell in row] for row in rows)
    return Leaves(list_sheet.drawings(listed), b"".join(csv_file.table(titles, lines, separator=";")))


def _row(entry: RegisterEntry) -> tuple[str, ...]:
    refused = _("not accepted on {day}").format(day=day_typed(entry.refused_on)) if entry.refused_on else ""
    handed = (
        "" if entry.handed_in is Channel.UNKNOWN else choices.word(entry.handed_in),
        day_typed(entry.handed_on),
        entry.post_receipt,
        refused,
    )
    answer = choices.word(entry.answer) if entry.answer is not Answer.NONE else ""
    return (
        numbers(approved_on(entry)),
        "\n".join(part for part in (entry.title, to_whom(entry)) if part),
        "\n".join(part for part in handed if part),
        "\n".join(part for part in (entry.stamp_number, day_typed(entry.stamp_on)) if part),
        "\n".join(part for part in (answer, day_typed(entry.answer_on)) if part),
    )


def note(session: Session, signed: Note) -> Leaves:
    """A signed note with its fingerprint. Raises FontMissing."""
    return Leaves(notes_print.drawings(session.vault, signed, pseudonym=False))


def listing(lines: Sequence[Line]) -> str:
    """The list that lies in the folder; neither the program nor her profession stands in it."""
    count = ngettext("{count} file:", "{count} files:", len(lines)).format(count=len(lines))
    rows = (_("{file} – {title}, {size}").format(file=line.file, title=line.title, size=size_words(line.size)) for line in lines)
    told = _("In sha256.txt stands the sum of each file: whoever makes it anew sees whether the file is unchanged.")
    return "\n".join((count, "", *rows, "", told, ""))


def written_words(given: Given, *, is_pdf: bool) -> str:
    """What was written, that it was proven, and what may remain outside."""
    if is_pdf:
        words = ngettext("{name}: {count} page, {size}, opened with the password and read back.",
                         "{name}: {count} pages, {size}, opened with the password and read back.", given.count)  # fmt: skip
    else:
        words = ngettext("{name}: {count} file, {size}, read back, every sum is right.",
                         "{name}: {count} files, {size}, read back, every sum is right.", given.count)  # fmt: skip
    first = words.format(name=given.path.name, size=size_words(given.size), count=given.count)
    second = _("The register has it. Nothing else was left outside; whatever opens it later may keep its name, or a preview.")
    return _("{first} {second}").format(first=first, second=second)
