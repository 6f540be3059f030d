"""What can go wrong that a user can mend: facts, never sentences (those are in `desktop.words`)."""

from desktop.domain.checks import Problem


class CaseFileError(Exception):
    """A problem a user can meet. Its attributes are the facts `desktop.words.explain` makes a sentence of."""


class Cancelled(Exception):
    """The user has had enough of a long piece of work. Not an error: nothing is said."""


# --- opening a vault


class NotAVault(CaseFileError):
    """The folder holds no vault."""


class VaultExists(CaseFileError):
    """The folder for a new vault is there already."""


class WrongSecret(CaseFileError):
    """No slot of the vault opens with what was given."""


class LastWayIn(CaseFileError):
    """The only way into the vault cannot be taken away."""


class NoTestedWay(CaseFileError):
    """No way in but the carrier's own was ever seen to open, so her own cannot be handed over."""


class NothingToHandOver(CaseFileError):
    """There is no passphrase and no key file that could be handed over."""


class EraseIsOff(CaseFileError):
    """Quick erase was not switched on in this vault."""


class NoCopyElsewhere(CaseFileError):
    """No proven backup is known outside this computer, so the keys are not destroyed."""


class HeaderDamaged(CaseFileError):
    """Both copies of the header are damaged."""


class HeaderForeign(CaseFileError):
    """The header was altered, or it belongs to another vault than the database."""


class DatabaseForeign(CaseFileError):
    """The header and the database are of two different vaults."""


class FileTooNew(CaseFileError):
    """A file written by a newer version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found, self.known = found, known


class VaultReadOnly(CaseFileError):
    """The disk or the folder cannot be written to."""


class VaultInUse(CaseFileError):
    """Another window has the vault open."""


class NotEnoughMemory(CaseFileError):
    """Deriving the key needs more memory than is free."""

    def __init__(self, needed_mib: int) -> None:
        super().__init__(needed_mib)
        self.needed_mib = needed_mib


class MemoryShort(CaseFileError):
    """The computer has no memory left for what was asked."""


class LibraryUnfit(CaseFileError):
    """The database library does not encrypt, so nothing may be written with it."""


class FileMissing(CaseFileError):
    """A file that belongs to the vault is not in its folder; `name` is its neutral name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


# --- using it


class DataDamaged(CaseFileError):
    """What was read is not what was written; `where` is an id or a page, never a text."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class DiskFull(CaseFileError):
    """No space is left where it was to be written."""


class DiskFailed(CaseFileError):
    """The disk reported an error, or is gone."""


class DiskBusy(CaseFileError):
    """Other work on the same vault held the disk for too long."""


class NotFound(CaseFileError):
    """There is no such case, letter, template or file; `what` is the kind word."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class BadInput(CaseFileError):
    """A value the program cannot take; `field` says which, `reason` is a short code."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field, self.reason = field, reason


# --- printing


class NoPrinter(CaseFileError):
    """There is no printer of this name, or none at all, or several and none is the default."""


class PrintFailed(CaseFileError):
    """The job did not become paper: `reason` is `no-program`, `refused`, `aborted` or `canceled`; `kept`: it may lie in the queue."""

    def __init__(self, printer: str, reason: str, *, kept: bool = False) -> None:
        super().__init__(printer, reason)
        self.printer, self.reason, self.kept = printer, reason, kept


class NoteIsClosed(CaseFileError):
    """A note that was closed for good cannot be changed; an addendum can be added."""


# --- letters


class FontMissing(CaseFileError):
    """Neither typeface for letters is on this computer."""


class PageFailed(CaseFileError):
    """A page could not be made. What stood on it is told to nobody."""


class PaperNotShown(CaseFileError):
    """A paper cannot be drawn or mended: `reason` is `damaged`, `locked`, `too-big`, or `stopped` where who draws it came to an end."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TableNotRead(CaseFileError):
    """A table cannot be read: `reason` is one of `documents.tables.asked.REASONS`; `row` where it was met, or 0."""

    def __init__(self, reason: str, row: int = 0) -> None:
        super().__init__(reason, row)
        self.reason, self.row = reason, row


class TemplateBroken(CaseFileError):
    """A template cannot be used: its id, the line, the name it is about (or empty), and a code word for why.

    Without a code word, the name is one that no document has.
    """

    def __init__(self, template: str, line: int = 0, name: str = "", *, why: str = "") -> None:
        super().__init__(template, line, name, why)
        self.template, self.line, self.name, self.why = template, line, name, why


class NotReady(CaseFileError):
    """The check before printing found what stops a letter: `codes` says of what kind, `warnings` what is still to be explained."""

    def __init__(self, codes: tuple[str, ...], warnings: tuple[str, ...] = ()) -> None:
        super().__init__(codes, warnings)
        self.codes, self.warnings = codes, warnings


class AlreadyApproved(CaseFileError):
    """The letter was approved, so its text never changes; a correction is a new version."""


class NotForSeveral(CaseFileError):
    """A document that may refuse, or whose time is past, is never made for several clients at once."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.template = template


class ArchiveOnly(CaseFileError):
    """The text is past its time: it is kept as a marked copy for the file, and never with a registration block."""


# --- backups


class TargetReadOnly(CaseFileError):
    """The folder or stick for a backup cannot be written to."""


class VaultUnhealthy(CaseFileError):
    """The vault has damage, so no backup was made of it; `problems` are of `desktop.domain.checks.Problem`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


class NotProven(CaseFileError):
    """What was read back from the medium is not what was written: the new backup was thrown away."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


class NotExported(VaultUnhealthy):
    """The vault has damage, so nothing was written in open formats."""


class NotReadBack(CaseFileError):
    """What was read back of an export is not what was written: it was thrown away."""


class BackupDamaged(CaseFileError):
    """The backup is not whole, so nothing was restored from it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


# --- a case to a colleague


class TransferRefused(CaseFileError):
    """A file for a colleague is damaged, forged, or for somebody else: nothing was taken from it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


class NoConsent(CaseFileError):
    """Clients did not agree that their case be handed over, as far as is noted; `cases` are pseudonyms."""

    def __init__(self, cases: tuple[str, ...]) -> None:
        super().__init__(*cases)
        self.cases = cases


class CannotBeTaken(CaseFileError):
    """A case that came holds ids which mean something else here."""


class ChangedSince(CaseFileError):
    """What was taken in was worked on since, so taking it out again would lose that."""


# --- what goes for good


class CaseHeld(CaseFileError):
    """The case stands under a hold: nothing of it goes for good."""


class CaseShared(CaseFileError):
    """A file that came holds this case beside others, and was not put away yet."""


class CaseOpen(CaseFileError):
    """Only a case that is closed, or in the bin, is destroyed."""


class StillNamed(CaseFileError):
    """What is in the bin is still named by something that is not: a person in a file, a template a draft follows."""
