"""From facts to the sentence a user reads: errors, findings and problems."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desktop import input_words, paper_words, table_words, template_words
from desktop.domain import errors
from desktop.domain.checks import Problem
from desktop.domain.errors import BadInput, CaseFileError
from desktop.i18n import N_, _, ngettext

# Every sentence says what happened and what to do. The tables hold them unspoken: the language is chosen later.


# --- errors

_PLAIN: Mapping[type[CaseFileError], str] = {
    errors.NotAVault: N_("There is no vault in this folder: choose the folder in which the vault was made."),
    errors.VaultExists: N_("There is something in this folder already: choose a folder that does not exist yet."),
    errors.WrongSecret: N_("Nothing opens with this passphrase: check the keyboard language and Caps Lock, and try again."),
    errors.LastWayIn: N_("This is the only way into the vault: add another one first, then take this one away."),
    errors.NoTestedWay: N_(
        "No other way in has been tried yet, so yours stays: type back the recovery words, or have your colleagues' parts or the"
        " organisation's key tried, then come again."
    ),
    errors.NothingToHandOver: N_("There is no passphrase and no key file of yours in this vault: nothing is to be handed over."),
    errors.EraseIsOff: N_("Destroying the keys is not switched on in this vault: switch it on in the settings first."),
    errors.NoCopyElsewhere: N_("No proven backup on a stick is known, so the keys stay: make one on a stick that is kept elsewhere."),
    errors.HeaderDamaged: N_("The header of this vault is damaged in both copies: restore the vault from a backup into a new folder."),
    errors.HeaderForeign: N_(
        "The header does not belong to this vault, or somebody has altered it: do not work here, restore a backup into a new folder."
    ),
    errors.DatabaseForeign: N_(
        "The header and the database in this folder are of two different vaults, so nothing was touched:"
        " put back the one that belongs here, or restore a backup into a new folder."
    ),
    errors.VaultReadOnly: N_(
        "Nothing can be written here: the disk or the folder is read-only. Copy the vault to a disk that can be written to."
    ),
    errors.TargetReadOnly: N_("Nothing can be written to this folder or stick: take off its write protection, or choose another one."),
    errors.VaultInUse: N_("This vault is open in another window: go on there, or close that window first."),
    errors.MemoryShort: N_("The computer is out of memory, so nothing was changed: close other programs, then try again."),
    errors.LibraryUnfit: N_("The database library of this computer does not encrypt, so nothing was written: install the program anew."),
    errors.DiskFull: N_("The disk is full, so this was not saved: make room, then try again."),
    errors.NoPrinter: N_("No printer is chosen, or it is not there: choose one, or set one up in the settings of the computer."),
    errors.DiskFailed: N_("The disk reports an error or is gone: check that the stick or disk is in place, then try again."),
    errors.FontMissing: N_(
        "No typeface for letters is on this computer: install Liberation fonts (package fonts-liberation2), then try again."
    ),
    errors.PageFailed: N_(
        "The page could not be made, and nothing was changed: look for an unusual character in the text, then try again."
    ),
    errors.DiskBusy: N_("The disk is busy with other work on this vault, so this was not saved: wait a moment, then try again."),
    errors.NoteIsClosed: N_("This note is closed for good: write what is new below it, as an addendum."),
    errors.CannotBeTaken: N_("This case holds ids that mean something else here, so nothing of it was taken in: ask who made it."),
    errors.ChangedSince: N_("What was taken in was worked on since, so it stays: put the case into the bin instead."),
    errors.AlreadyApproved: N_("This document was approved, so its text stays as it is: make a corrected version of it instead."),
    errors.NotForSeveral: N_("A text that refuses, or is past its time, is never made for several at once: write it in his own file."),
    errors.ArchiveOnly: N_("This text is past its time: it is kept as a marked copy for the file and has no copy to be registered."),
    errors.CaseHeld: N_("The case stands under a hold, so nothing of it goes for good: end the hold first."),
    errors.CaseShared: N_("A file that came holds this case beside others: decide on those, and put that file away first."),
    errors.StillNamed: N_("A file or a draft still names this, so it does not go for good: take it out there first."),
    errors.NotReadBack: N_("What was read back is not what was written, so all of it was deleted again: take another stick or folder."),
    errors.CaseOpen: N_("The case is open: close it first, then it can be destroyed."),
}


def explain(error: CaseFileError) -> str:
    """One sentence: what happened, and what to do. For an error class without its own sentence, that of its parent."""
    for kind in type(error).__mro__:
        if kind in _TOLD:
            return _TOLD[kind](error)
        if kind in _PLAIN:
            return _(_PLAIN[kind])
    return _("This did not work, and nothing was changed: try again.")


def has_sentence(kind: type[CaseFileError]) -> bool:
    """Whether `explain` has a sentence made for this class."""
    return kind in _PLAIN or kind in _TOLD


def _file_too_new(error: Any) -> str:
    return _(
        "This was written by a newer version of the program (format {found}, known here up to {known}): install the newer version."
    ).format(found=error.found, known=error.known)


def _not_enough_memory(error: Any) -> str:
    return ngettext(
        "Opening needs {count} MiB of free memory: close other programs, then try again.",
        "Opening needs {count} MiB of free memory: close other programs, then try again.",
        error.needed_mib,
    ).format(count=error.needed_mib)


def _file_missing(error: Any) -> str:
    return _("The file {name} is missing from the vault's folder: put it back, or restore a backup into a new folder.").format(
        name=error.name
    )


def _data_damaged(error: Any) -> str:
    return _("What was read is not what was written ({where}): restore a backup into a new folder, and do not trust this disk.").format(
        where=error.where
    )


_UNPRINTED: Mapping[str, str] = {
    "silent": N_(
        "The printer did not answer, so the document was taken out of its queue again: look at the printer, switch it on, then print."
    ),
    "no-program": N_("Nothing was printed: the program lp is missing (sudo apt install cups-client)."),
    "refused": N_("Nothing was printed: the print service does not take the job. Check that the printer is switched on and set up."),
    "aborted": N_("The printer broke the job off: check its paper and its cable, count the sheets, and print again."),
    "canceled": N_("Somebody canceled the job at the printer: count the sheets before printing again."),
}

_UNPRINTED_AND_KEPT: Mapping[str, str] = {
    "silent": N_(
        "The printer did not answer, and the document may still lie in its queue: look at the printer, and have the queue emptied."
    ),
    "aborted": N_(
        "The printer broke the job off, and the document may still lie in the print queue: count the sheets, and have the queue emptied."
    ),
    "canceled": N_(
        "Somebody canceled the job, and the document may still lie in the print queue: count the sheets, and have the queue emptied."
    ),
}


def _print_failed(error: Any) -> str:
    return _((_UNPRINTED_AND_KEPT if error.kept else {}).get(error.reason) or _UNPRINTED[error.reason])


def _template_broken(error: Any) -> str:
    if error.why:
        return template_words.broken(error)
    if error.name:
        return _("The template {template} asks in line {line} for {name}, which no document has: correct it there.").format(
            template=error.template, line=error.line, name=error.name
        )
    return _("The template {template} cannot be used; the mistake is near line {line}: correct it there.").format(
        template=error.template, line=error.line
    )


def _not_ready(error: Any) -> str:
    if error.warnings:
        return _("This text refuses, so say first what you explained: {warnings}.").format(warnings=", ".join(error.warnings))
    if "glyph" in error.codes:
        return _("There are characters in the text that the page cannot show: the check names them, replace them.")
    if "gap" in error.codes:
        return _("There are gaps in the text: fill them, or insist on leaving them.")
    return _("There are forms of names nobody has confirmed: confirm them, or insist on leaving them.")


def _vault_unhealthy(error: Any) -> str:
    return _("No backup was made, because the vault itself is damaged, and earlier backups were left as they are. {problem}").format(
        problem=_first(error.problems)
    )


def _not_exported(error: Any) -> str:
    return _(
        "Nothing was written, because the vault itself is damaged: restore a backup into a new folder, and export that. {problem}"
    ).format(problem=_first(error.problems))


def _not_proven(error: Any) -> str:
    return _("What was read back is not what was written, so this backup was thrown away: take another stick. {problem}").format(
        problem=_first(error.problems)
    )


def _backup_damaged(error: Any) -> str:
    return _("Nothing was restored, because the backup is not whole. {problem}").format(problem=_first(error.problems))


def _transfer_refused(error: Any) -> str:
    return _("Nothing was taken from this file. {problem}").format(problem=_first(error.problems))


def _no_consent(error: Any) -> str:
    return _("No consent to hand over is noted for {names}: ask, and note it in the case, or say that you hand over without it.").format(
        names=", ".join(error.cases)
    )


def _first(problems: tuple[Problem, ...]) -> str:
    """The first of what was found: the rest is in the list that a check shows."""
    return problem_sentence(problems[0].code, problems[0].where) if problems else ""


_TOLD: Mapping[type[CaseFileError], Callable[[Any], str]] = {
    errors.TransferRefused: _transfer_refused,
    errors.NoConsent: _no_consent,
    errors.VaultUnhealthy: _vault_unhealthy,
    errors.NotExported: _not_exported,
    errors.NotProven: _not_proven,
    errors.BackupDamaged: _backup_damaged,
    errors.PrintFailed: _print_failed,
    errors.TemplateBroken: _template_broken,
    errors.PaperNotShown: paper_words.not_shown,
    errors.TableNotRead: table_words.not_read,
    errors.NotReady: _not_ready,
    errors.FileTooNew: _file_too_new,
    errors.NotEnoughMemory: _not_enough_memory,
    errors.FileMissing: _file_missing,
    errors.DataDamaged: _data_damaged,
    errors.NotFound: input_words.not_found,
    BadInput: input_words.bad_input,
}


# --- ways into a vault

_WAYS: Mapping[str, str] = {
    "passphrase": N_("Passphrase"),
    "key-file": N_("Passphrase with a key file"),
    "words": N_("24 recovery words"),
    "organisation": N_("Organisation's key"),
}


def way_words(kind: str, needed: int = 0, total: int = 0) -> str:
    """What a way into the vault is called."""
    if kind == "shares":
        return _("Key parts, any {needed} of {total}").format(needed=needed, total=total)
    return _(_WAYS[kind])


def other_layout_hint() -> str:
    """A calm word after a passphrase was typed on the wrong keyboard layout."""
    return _("It opened, though the keyboard was on the other language.")


# --- what reading a vault or a backup found

_PROBLEMS: Mapping[str, str] = {
    "header-damaged": N_("One copy of the vault's header is damaged: the program writes it anew when the vault is opened for work."),
    "header-missing": N_("One copy of the vault's header is missing: the program writes it anew when the vault is opened for work."),
    "database-damaged": N_("The database is damaged: restore a backup into a new folder."),
    "paper-missing": N_("The file of a paper is missing: take it from a backup."),
    "paper-damaged": N_("The file of a paper is damaged: take it from a backup."),
    "paper-unknown": N_("A file lies among the papers that no case names: it does no harm."),
    "record-damaged": N_("A record is not what was written: restore a backup into a new folder."),
    "database-missing": N_("The database is missing from the vault's folder: restore a backup into a new folder."),
    "database-foreign": N_(
        "The header and the database are of two different vaults: put back the one that belongs here, or restore a backup."
    ),
    "salt-damaged": N_(
        "The first bytes of the database were damaged; nothing is lost, and the next save writes them anew. Do not trust this disk."
    ),
    "free-page-damaged": N_(
        "A page of the database that holds nothing is damaged: after a power cut that does no harm; without one, do not trust this disk."
    ),
    "text-too-long": N_("A text has more than a million letters, which no backup takes: divide it into several."),
    "not-a-backup": N_("This is no backup, or its beginning is damaged: take another file."),
    "too-new": N_("This backup was made by a newer version of the program: install the newer version."),
    "not-opened": N_("Only the outside was read, as nothing was given to open it with: give the passphrase, the words or the printed key."),
    "piece-missing": N_("The first piece of this backup is missing, and all pieces are needed: put them into one folder, then try again."),
    "key-does-not-fit": N_("The printed key does not open this backup: it is the key of another vault, or the file is damaged."),
    "header-altered": N_("Somebody altered one copy of the vault's header; the genuine one was put in its place: look at the ways in."),
    "header-foreign": N_("Somebody has altered this backup, or put it together from two: do not use it, take another one."),
    "backup-header-damaged": N_("The part of the backup that passphrase and words open is damaged: keep it, and use an earlier backup."),
    "sealed-damaged": N_("The encrypted part of the backup is damaged: keep it, and use an earlier backup."),
    "record-unknown": N_("The backup holds something that no vault of this program holds: do not use it, take another one."),
    "backup-paper-missing": N_("The file of a paper is missing beside the backup: copy the folder whose name ends in -papers as well."),
    "backup-paper-damaged": N_("The file of a paper beside the backup is damaged: make a new backup, and take another stick."),
    "not-a-transfer": N_("This is no file for a colleague, or its beginning is damaged: take another file, or have it made anew."),
    "transfer-damaged": N_("It is not as it was made: have it made anew, and carried on another stick."),
    "transfer-too-new": N_("It was made by a newer version of the program: install the newer version."),
    "transfer-strange": N_("It holds what no such file of this program holds: do not use it, and ask who made it."),
    "signature-wrong": N_("Its signature is wrong, so it was altered or forged: do not use it, and tell whoever it is said to be from."),
    "meant-for-another": N_("It was made for another card than yours: ask the sender to make it for the card you have now."),
    "reader-stopped": N_("It could not be read to its end within the limits of time and memory: do not use it, take another one."),
    "pages-lost": N_("Pages of the database could not be read; more may be missing than is listed."),
    "record-lost": N_("A record could not be read any more: look for it in a backup."),
    "header-older": N_("The header is older than when this vault was last open here: ways in that were taken away may open it again."),
    "vault-older": N_("The vault is older than when it was last open here: an old copy was put in its place."),
    "vault-other": N_("The vault is not the one that was last open here: another copy was put in its place."),
    "case-older": N_("Part of a case is older than what was saved last: restore a backup into a new folder and compare."),
    "records-older": N_("Part of the vault is older than what was saved last: restore a backup into a new folder and compare."),
    "root-damaged": N_("The sum over the vault is older than what was saved last, or damaged: restore a backup into a new folder."),
    "search-older": N_("The search does not know all that was written: have its index made anew."),
    "truncated": N_("The file is cut short: make the backup again, and take another stick."),
    "appended": N_("Something was added to the end of the file: make the backup again, and take another stick."),
    "digest": N_("The contents are not what was written: make the backup again, and take another stick."),
}


def problem_sentence(code: str, where: str) -> str:
    """What a check of a vault or a backup found, and what to do; `where` is an id or a neutral file name."""
    sentence = _(_PROBLEMS.get(code, N_("Something is not as it was written: restore a backup into a new folder.")))
    return _("{sentence} ({where})").format(sentence=sentence, where=where) if where else sentence


_OLDER: Mapping[str, str] = {
    "header-older": N_("The vault's header is older than on {when}: ways in that were taken away since may open it again."),
    "vault-older": N_("The vault is older than it was here on {when}: an old copy was put in its place."),
    "vault-other": N_("The vault is not the one that was open here on {when}: another copy was put in its place."),
}


def older_sentence(code: str, seen_at: str, saves: int) -> str:
    """What the vault was found to be, compared with what was last seen here (ISO 8601); `saves` is how many are missing, if known."""
    when = datetime.fromisoformat(seen_at).astimezone()
    told = [_(_OLDER[code]).format(when=f"{when:%d.%m.%Y %H:%M}")]
    if saves:
        told.append(ngettext("{count} save is missing.", "{count} saves are missing.", saves).format(count=saves))
    told.append(_("Look for the newer one, or accept this one."))
    return " ".join(told)


_KINDS: Mapping[str, str] = {
    "": N_("of unknown kind"),
    "case": N_("cases"),
    "person": N_("people"),
    "party": N_("people in cases"),
    "unit": N_("units"),
    "call": N_("calls"),
    "event": N_("events"),
    "order": N_("orders"),
    "deadline": N_("dates to keep"),
    "task": N_("tasks"),
    "power": N_("powers of cases"),
    "sheet": N_("sheets of questions"),
    "note-mark": N_("marks of notes for the report"),
    "letter": N_("letters"),
    "register": N_("register entries"),
    "note": N_("notes"),
    "attachment": N_("papers"),
    "draft": N_("drafts"),
    "setting": N_("settings"),
    "norm": N_("norms"),
    "norm-check": N_("checks of norms"),
    "rule": N_("rules for terms"),
    "day-off": N_("days off"),
    "own-card": N_("your card"),
    "colleague": N_("cards of colleagues"),
    "sent": N_("cases sent"),
    "incoming": N_("cases not yet taken in"),
    "put-off": N_("documents put off"),
    "template": N_("templates of yours"),
    "template-mark": N_("checks of templates"),
    "note-template": N_("note templates of yours"),
    "import-part": N_("notes of what came out of tables"),
    "case-view": N_("views of the list of cases"),
    "search": N_("searches you kept"),
}


def missing_sentence(kind: str, case: str, count: int) -> str:
    """What is missing after a salvage, in one line: of which kind, in which case (its number, if it has one and that is known)."""
    if case:
        return _("{kind}: {count} missing in case {case}").format(kind=_(_KINDS.get(kind, "")) or kind, count=count, case=case)
    return _("{kind}: {count} missing").format(kind=_(_KINDS.get(kind, "")) or kind, count=count)
