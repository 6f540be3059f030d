"""From what was typed or asked for to the sentence a user reads: values that cannot be taken, things that are not there."""

from collections.abc import Mapping
from typing import Any

from desktop.i18n import N_, _, ngettext

_MISSING: Mapping[str, str] = {
    "vault": N_("There is no such folder: check the name of the vault's folder and whether the stick is in place."),
    "import": N_("This import is not remembered any more: what came in can only be removed one by one."),
    "case": N_("There is no case with this number: look it up in the list of cases."),
    "letter": N_("This document is not there any more: go back to the case and open it again."),
    "template": N_("There is no such template: look it up in the list of templates."),
    "file": N_("There is no such file: check its name and whether the stick is in place."),
    "note": N_("This note is not there any more: go back to the case and open it again."),
    "key-file": N_("There is no key file here: check its name and whether the stick is in place."),
    "way-in": N_("This way into the vault is not there any more: look at the list of ways in."),
    "person": N_("This person is not there any more: go back to the case and open it again."),
    "attachment": N_("This paper is not there any more: go back to the case and open it again."),
    "norm": N_("There is no such norm, or nothing of your own to take away: look it up in the list of norms."),
    "rule": N_("There is no such rule for a term: look it up in the list of rules."),
    "event": N_("No open absence is noted in this case: look at its events."),
    "register": N_("There is no such entry in the register: look it up there."),
    "folder": N_("There is no such folder: check its name and whether the stick is in place."),
}


def not_found(error: Any) -> str:
    """What is not there, and where to look for it."""
    return _(_MISSING.get(error.what, N_("What was asked for is not there any more: go back and open it again.")))


BAD: Mapping[tuple[str, str], str] = {
    ("passphrase", "text"): N_("The passphrase holds a sign that no keyboard types: type it again."),
    ("passphrase", "empty"): N_("The passphrase is empty: type one."),
    ("passphrase", "differs"): N_("The two passphrases are not alike: type them again."),
    ("new-passphrase", "missing"): N_("The printed key gives the vault new keys: a new passphrase is needed, as the second line."),
    ("passphrase", "missing"): N_("There is no passphrase: it is the first line of standard input."),
    ("key", "length"): N_("The printed key is not complete: it begins with AGE-SECRET-KEY-1 and has 74 signs."),
    ("key", "checksum"): N_("There is a slip in the printed key: compare it with the sheet, sign by sign."),
    ("words", "count"): N_("Recovery words are 24: check that none is missing and none is written twice."),
    ("words", "checksum"): N_("These words are all on the list, but together they open nothing: check their order."),
    ("key", "not-here"): N_(
        "Nothing in this vault opens with this key: the printed key opens backups, and an organisation's key only where it was added."
    ),
    ("key-file", "length"): N_("This is not a key file: choose the file that was made for this vault."),
    ("key-file", "checksum"): N_("The key file is damaged, so it opens nothing: take another copy of it, or another way in."),
    ("shares", "numbers"): N_("Shares are two to sixteen, and at least two of them are needed: choose other numbers."),
    ("shares", "count"): N_("A share has 33 words: check that none is missing and none is written twice."),
    ("shares", "different"): N_("These shares are not of one set: take those that were made on the same day."),
    ("recipient", "length"): N_("The organisation's key is not complete: it begins with age1 and has 62 signs."),
    ("recipient", "checksum"): N_("There is a slip in the organisation's key: compare it sign by sign."),
    ("copy", "empty"): N_("No page is left, so there is nothing to keep: put one back, or go back."),
    ("copy", "too-big"): N_("These are more pages than fit into one copy: divide them, or make them black and white."),
    ("card", "form"): N_("This is no card: a card has four lines, “card 1”, a name, age1… and sign1…"),
    ("card", "name"): N_("The name on this card is empty, too long, or holds hidden signs: have the card made anew."),
    ("card", "checksum"): N_("There is a slip in this card: compare its two long lines sign by sign."),
    ("card", "own"): N_("This is your own card: take in that of your colleague."),
    ("card", "missing"): N_("You have no card yet, so nothing can be made for you: make one first."),
    ("card-name", "form"): N_("A card's name has one to sixty letters and no hidden signs: type another one."),
    ("backup", "renamed"): N_("This backup was renamed, so nobody knows which papers are its own: give it its old name again."),
    ("stage", "closing"): N_("A file is closed, and taken up again, in its lists: go to Lists → Closing the file."),
    ("hold", "empty"): N_("A hold needs its reason: say in a few words why nothing may go."),
    ("closed-on", "future"): N_("A file is not closed on a day that is still to come: type today's date or an earlier one."),
    ("checklist", "empty"): N_("A list needs a title: type one."),
    ("checklist", "long"): N_("A list has a hundred lines at most: begin another one."),
    ("checklist-item", "empty"): N_("The line is empty: type what is to be done."),
    ("checklist-item", "long"): N_("A line has three hundred letters at most: shorten it."),
    ("cases", "empty"): N_("No case is chosen: tick one at least."),
    ("slot", "which"): N_("The vault opens with several passphrases: say which one is to be changed."),
    ("way", "number"): N_("A way in is named by its number: the command ways lists them."),
    ("out", "needed"): N_("Say where it is to be written (--out): what is made here is shown once and kept nowhere."),
    ("out", "exists"): N_("There is a file of this name already: choose a name that does not exist yet."),
    ("slot", "full"): N_("The vault has eight ways in already: take one away first."),
    ("stdin", "utf-8"): N_("Standard input is not text in UTF-8: write it in that encoding."),
    ("stdin", "missing"): N_("A value was to come from standard input, but there are not enough lines: give each value a line of its own."),
    ("day", "no-such-day"): N_("There is no such day: type it like 12.05.2022, 05.2022 or 2022."),
    ("set", "shape"): N_("A value is given as KEY=VALUE: there is no equals sign."),
    ("set", "unknown"): N_("The document has no such field: the list of templates names its fields."),
    ("explained", "unknown"): N_("There is no such warning to explain: the check names those it asks for."),
    ("name", "empty"): N_("The name is empty: type the surname, or leave out the document."),
    ("surname", "empty"): N_("The surname or the name is empty: type both."),
    ("vault", "file"): N_("This is a file, not a vault: a vault is a folder, choose that."),
    ("vault", "empty"): N_("This folder is empty, there is no vault in it: choose another one, or make a new vault here."),
    ("out", "folder"): N_("There is a folder of this name: give the name of a file."),
    ("file", "folder"): N_("This is a folder: give the name of a file in it."),
    ("files", "too-many"): N_("These are more than a thousand files: take them in by smaller folders."),
    ("file", "closed"): N_("This file may not be read by this user: change its permissions, or ask whoever made it."),
    ("rule", "off"): N_(
        "This rule is switched off, because its law was not looked up: fill it in and note who checked it, then switch it on."
    ),
    ("lengths", "empty"): N_("The rule has no length yet: fill it in from the text of the law, then switch it on."),
    ("lengths", "numbers"): N_("Lengths are whole numbers, the usual one first, then those it may be prolonged to: type them like 30, 60."),
    ("template", "title"): N_("The template has no title yet: give it one."),
    ("checked_by", "empty"): N_("Nobody is named who checked it: type the name first."),
    ("phrase", "empty"): N_("There is no word in it: type what to look for."),
    ("by", "empty"): N_("Nobody is named who checked it: type the name first."),
    ("norm", "slot"): N_("There is no wording here that could have been checked: write the line first."),
    ("version", "overlaps"): N_("Two versions of this norm stand on one day: let the earlier one end before the later one begins."),
    ("version", "from-when"): N_("A new wording needs the day it begins with: type it like 14.5.2026."),
    ("norm", "title"): N_("The act or the title is empty: type both, so that the norm can be found."),
    ("title", "empty"): N_("It has no title yet: type what is to be done, or what the day is for."),
    ("reason", "empty"): N_("Say why the term is to fall on another day than the counted one: the reason stays beside it."),
    ("day", "needed"): N_("Which day? Type it like 14.5.2026, or about 14.5 where it is not sure."),
    ("unit", "empty"): N_("A unit is known by its number: type it."),
    ("unit", "taken"): N_("Another unit has this number: open that one, or compare the numbers."),
    ("unit", "in-use"): N_("Files name this unit: give them another one first."),
    ("person", "in-use"): N_("He or she stands in a file or in office: take him or her out there first."),
    ("person", "same"): N_("These are one record already: choose another one."),
    ("case", "same"): N_("It stands in this file already: choose another one."),
    ("paper", "bound"): N_("This paper is the scan of a document of this file: take it off the document first."),
    ("time", "shape"): N_("There is no such hour: type it like 14:30."),
    ("stage", "last"): N_("This term cannot be prolonged any further."),
    ("start", "rule-of-another-time"): N_("This rule held at another time: read the law of that day, and set the date by hand."),
    ("start", "calendar-missing"): N_("The calendar of that year is not here, so working days cannot be counted: set the date by hand."),
    ("start", "start-open"): N_("The day it starts with is not known: enter it first, roughly if need be."),
    ("start", "hour-missing"): N_("The hour is missing, so hours cannot be counted: enter it first."),
    ("start", "no-such-season"): N_("No call-up begins on this day: enter the day on which it does."),
    ("start", "no-end"): N_("Nothing is counted here towards an end: this time is only counted up."),
    ("view", "empty"): N_("The view has no name yet: type one."),
    ("view", "long"): N_("A view's name has sixty letters at the most: make it shorter."),
    ("search", "empty"): N_("The search has no name yet: type one."),
    ("search", "long"): N_("A search's name has sixty letters at the most: make it shorter."),
    ("search", "taken"): N_("There is a search of this name already: choose another name."),
    ("view", "taken"): N_("There is a view of this name already: choose another name, or keep it in place of that one."),
    ("tag", "empty"): N_("There is no word in it: type the tag."),
    ("tag", "long"): N_("A tag has sixty letters at the most: make it shorter."),
    ("tag", "many"): N_("A file has thirty tags at the most: take some away first. Nothing was changed."),
    ("urgent", "empty"): N_("Nothing is answered yet: one answer is enough to make the documents."),
    ("taken", "empty"): N_("Nobody is named who took it down: type the post or the surname."),
    ("addendum", "open"): N_("This note is still open: write into the note itself."),
    ("addendum", "empty"): N_("Nothing is written yet: type what is to be added."),
    ("note-template", "title"): N_("The template has no title yet: give it one, then it can be found."),
    ("note-template", "empty"): N_("Nothing is written in this note yet: write what the template is to begin with."),
    ("note-template", "name"): N_(
        "Somebody of this file, or the unit, is named in it: take that out, for a template is offered in every file."
    ),
    ("carry", "empty"): N_("There is no advice in it to be carried: advice, risks, norms, words of warning or next steps."),
    ("carry", "name"): N_("Somebody of this file, or the unit, is named in these texts: take that out, for they go into another file."),
    ("receipt", "empty"): N_("No original is with you by the register: note there where they are, then the receipt can be made."),
    ("notes", "stick"): N_("A note of your file is printed here and never written onto a stick: take it out of the list first."),
    ("notes", "empty"): N_("No note is chosen: tick one at least."),
    ("packet", "empty"): N_("A packet needs at least one document, and a name to be kept under."),
    ("group", "empty"): N_("Nobody is chosen: tick the files for which the document is to be made."),
    ("bundle", "empty"): N_("Nothing is chosen for the bundle: tick what belongs into it."),
    ("bundle", "too-big"): N_("This is too much for one bundle: leave something out, or make two."),
    ("giving", "empty"): N_("Nothing is ticked: tick what is to go along."),
    ("giving", "taken"): N_("Something there has this name already: type another one. Nothing was written."),
    ("giving", "half"): N_("What a writing that was cut off left behind has this name and “.part”: delete it, or type another name."),
    ("giving", "name"): N_("This cannot be the name of a file: type letters, digits, spaces and hyphens only, sixty at most."),
    ("giving", "undrawn"): N_(
        "A paper with “–” for its pages cannot be drawn, and as it came it may tell more than it shows: untick it, or tick the sealed"
        " originals."
    ),
    ("giving", "too-long"): N_("This is too much for one file: leave something out, or write a folder."),
    ("password", "empty"): N_("The password is empty: take the one that is shown, or type one."),
    ("password", "signs"): N_("Not every reader takes other than Latin letters, digits and signs of a keyboard: type a password of these."),
    ("password", "long"): N_("The password is too long for a reader: a hundred signs at most."),
    ("password", "weak"): N_("This password can be guessed: take the one that is shown, or make yours longer."),
    ("folder", "no-stick"): N_("This folder lies on a disk of this computer: choose an empty folder on a stick."),
    ("folder", "not-empty"): N_("There is something in this folder: choose an empty one on the stick, so that only these pages lie there."),
    ("copies", "number"): N_("One to twenty copies can be printed: choose a number between them."),
    ("category", "twice"): N_("Two categories are called the same: give one of them another name."),
    ("scheme", "long"): N_("A number as long as this is read wrongly: type the way it is made in 24 signs at most."),
    ("scheme", "unknown"): N_("Only {{year}}, {{letters}} and {{count}} can stand in braces: look for a slip of the pen."),
    ("scheme", "signs"): N_("A number can have letters, digits, spaces and № / . - _ only: take the other signs out."),
    ("scheme", "repeats"): N_("All documents would have the same number: put {{letters}} or {{count}} into it."),
    ("rows", "empty"): N_("Every row is left out: take one in at least."),
    ("import", "large"): N_("So much is taken back on its own page: Cases → From a table."),
    ("argument", "encoding"): N_("An argument is not text in UTF-8: type it again, or give it as a line of standard input."),
}

_BAD_REASONS: Mapping[str, str] = {
    "empty": N_("A field that is needed is empty: fill it in."),
    "choice": N_("The field {field} takes one of its choices only: the list of templates (--json) names them."),
    "too-long": N_("A text is too long: make it shorter, or put it into several fields."),
    "too-big": N_("The file is too big for this program: make it smaller, or split it."),
    "encoding": N_("A text holds signs that cannot be kept: type it again."),
}


def _bad_share(reason: str, number: int) -> str:
    if reason == "more":
        return ngettext("{count} more share is needed.", "{count} more shares are needed.", number).format(count=number)
    if reason == "damaged":
        return _("There is a wrong word in share {number}: compare it with the paper.").format(number=number)
    return _("Word {number} is on no list of words for shares: compare it with the paper.").format(number=number)


def bad_input(error: Any) -> str:
    """What is wrong with a value, and how it is typed."""
    if error.field == "shares" and ":" in error.reason:
        reason, _colon, number = error.reason.partition(":")
        return _bad_share(reason, int(number))
    if error.field == "words" and error.reason.startswith("unknown:"):
        return _("Word {number} is on no list of recovery words: compare it with the sheet.").format(number=error.reason.partition(":")[2])
    sentence = BAD.get((error.field, error.reason)) or _BAD_REASONS.get(error.reason)
    if sentence is None:
        sentence = N_("A value cannot be taken as it is ({field}): correct it.")
    return _(sentence).format(field=error.field)
