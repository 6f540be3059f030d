"""What is typed, and texts of strangers: templates, dates, hours, marks in notes, telephone numbers, fingerprints, settings.

Each takes anything, and raises only where something is the matter with the house.
"""

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop import preferences
from desktop.documents import days as said_days
from desktop.documents import template_file
from desktop.domain import asked, disk_names, fingerprints, likeness, markup, moments, phones, typed_dates, units
from desktop.domain.counting import add_months
from desktop.domain.days import Day, NoSuchDay, typed
from desktop.domain.errors import TemplateBroken
from desktop.operations.shipped_law import calendar
from desktop.storage import tokens
from tests.fuzz.oracle import same
from tests.torture.altered_templates import use

_TODAY = date(2026, 5, 14)
_CALENDAR = calendar()


def template(untrusted: bytes) -> None:
    """A template of a stranger: refused in one sentence, or texts are made of it; also while it is still being typed."""
    use(untrusted)
    with suppress(TemplateBroken):
        template_file.as_typed(untrusted.decode("utf-8", "replace"), "x", "ru")


def day(untrusted: bytes) -> None:
    """A day as typed, as EDTF, and to come; what is taken says when, and in words."""
    text = untrusted.decode("utf-8", "replace")
    for read in (Day, lambda words: typed(words, _TODAY)):
        with suppress(NoSuchDay):
            found = read(text)
            same(Day(found.text), found)
            if found.earliest is not None and found.latest is not None:
                same(found.earliest <= found.latest, True)
            said_days.in_words(found)
            said_days.since(found), said_days.until(found), said_days.on(found)
    with suppress(NoSuchDay, typed_dates.CalendarTooShort):
        to_come = typed_dates.typed_date(text, _TODAY, _CALENDAR)
        said_days.of_date(to_come.day)
        with suppress(ValueError):
            add_months(to_come.day, 1)
    typed_dates.date_in(text, _TODAY, _CALENDAR)
    hour = moments.typed_hour(text)
    if hour:
        same(moments.wall_time(hour) is None, False)
    moments.wall_time(text), moments.is_moment(text), moments.zone(text)


def note(untrusted: bytes) -> None:
    """Marks in a note: no letter is lost between them, and bold taken off twice is bold again."""
    text = untrusted.decode("utf-8", "replace")
    for each in text.split("\n"):
        read = markup.line(each)
        shown = "".join(piece for piece, _bold in read.pieces)
        same(shown.replace(markup.BOLD, ""), each[len(markup.lead_of(each)) :].replace(markup.BOLD, ""))
        for start, end in markup.bold_spans(each):
            same(each[start:end].startswith(markup.BOLD) and each[start:end].endswith(markup.BOLD), True)
        markup.next_lead(each)
    markup.plain(text)
    same(markup.toggled_bold(text).replace(markup.BOLD, ""), text.replace(markup.BOLD, ""))
    for lead in (markup.ITEM, markup.QUOTE):
        markup.toggled_lead(text, lead)


def typed_words(untrusted: bytes) -> None:
    """Names, numbers and fingerprints as they are typed into fields and the search box."""
    text = untrusted.decode("utf-8", "replace")
    letters = fingerprints.read(text)
    fingerprints.strange(letters), fingerprints.lacks(letters)
    if len(letters) < 100:
        for each in fingerprints.near(letters):
            same(fingerprints.is_whole(each), True)
            fingerprints.first_difference(letters, each)
    phones.bare(text), phones.last_four(text), phones.as_words(text), tokens.phone(text)
    phones.may_be_one(text, text[1:])
    units.is_usual_number(text), disk_names.telling_word(text)
    for word in tokens.words(text):
        same(0 < len(word) <= tokens.LONGEST, True)
        same(tokens.words(word), [word])
    names = likeness.names_in(text[:500])
    for each_name in names[:3]:
        likeness.may_be_one(each_name, likeness.named_in(text[:200]))
    for word in likeness.words(text)[:3]:
        likeness.sound(word), likeness.key(word), likeness.near(likeness.key(word[:40])), likeness.asked(word[:40])


def search(untrusted: bytes) -> None:
    """A line in the search box: understood as far as it can be, and in the same way once it was written anew."""
    text = untrusted.decode("utf-8", "replace")
    found = asked.parsed(text, _TODAY)
    written = asked.joined(found.pieces)
    # Numbers and a minus can come to look like a telephone number once nothing else stands between them.
    again = found if phones.as_words(written) else asked.parsed(written, _TODAY)
    same(_compared(again), _compared(found))
    same(replace(again, pieces=(), doubts=()), replace(found, pieces=(), doubts=()))
    same(all(piece.text or piece.name for piece in found.pieces), True)
    for group in asked.Group:
        found.lets(group), found.is_for(group)
    if found.since and found.until and not found.doubts:
        same(found.since <= found.until, True)


def _compared(found: asked.Asked) -> list[list[str]]:
    """What the search goes by: signs that are no letters count for nothing."""
    return [tokens.words(text) for text in (found.words, *found.phrases, *found.left_out)]


_HOME = tempfile.TemporaryDirectory(prefix="fuzz-")


def settings(untrusted: bytes) -> None:
    """The settings of this computer, as somebody may have left them."""
    os.environ[preferences.HOME] = _HOME.name
    Path(_HOME.name, "preferences.json").write_bytes(untrusted)
    found = preferences.load()
    same(found.language in {"", "ru", "en"}, True)
    preferences.listed(found)
