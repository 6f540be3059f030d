"""The self-test: whether this copy of the program, on this computer, does what lives depend on."""

import hashlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import guard
from desktop.documents import layout, pages, pdf
from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.errors import CaseFileError, WrongSecret
from desktop.domain.notes import Note
from desktop.domain.people import Person, Role
from desktop.domain.units import Unit
from desktop.operations import attachments, backups, checks, letters, restoring, vaults
from desktop.operations.cases import keep_case, open_case
from desktop.operations.notes import add_note
from desktop.operations.people import add_person
from desktop.operations.units import keep_unit
from desktop.storage import connection, records, search
from desktop.storage.vault import Vault

# A word that stands nowhere else, so that it can be looked for; and one of Russian, as texts are.
_WORD = "zqxcanary"
_TEXT = f"Проба пера: {_WORD} ёж"
_PAPER = f"{_WORD} ".encode() * 5000
# A page of everything a page can hold, and its sum in the typeface of the bundle: what is set from source is set so in every bundle, too.
_SAMPLE = (
    '> Командиру войсковой части 00000\n\n# Рапорт\n## о пробе пера\n\nДокладываю, что 5 июня 2022 г. "съел" ёж №5 - это проба.\n\n'
    "Прошу:\n1. Рассмотреть.\n2. Ответить.\n\nПриложение: на 1 л.\n\n| рядовой | П. П. Примеров\n| «___» __________ 20__ г.\n\n% Принят\n"
)
SAMPLE_SHA256 = "616156b94c4f7b3a3d7d932284954977dfc39bbf5af15b422b0025f516d90d3b"
_PASSPHRASE, _OTHER = "проба пера's", "не та проба"
_SECONDS = 0.1
# Parts of Qt that could reach a network, and the two plugins that would bring it along. A bundle holds none, a process loads none.
_UNWANTED = re.compile(r"Qt6?(Network|Qml|Quick|WebEngine|WebSockets|WebChannel|HttpServer)|libq(vnc|tuiotouchplugin)\b|qtlsbackend")


@dataclass(frozen=True)
class Finding:
    """What was tried, whether it went well, and what a user can mend where it did not."""

    id: str
    ok: bool
    error: CaseFileError | None = None


def run() -> Iterator[Finding]:
    """Try one thing after the other, in a folder that is gone afterwards and holds encrypted bytes alone.

    What comes after a failure is not tried.
    """
    with tempfile.TemporaryDirectory(dir=_memory()) as place:
        trial = _Trial(Path(place))
        try:
            yield from _findings(trial.steps())
        finally:
            trial.close()


def unwanted_parts(names: Iterable[str]) -> list[str]:
    """Those of the names, of files or of modules, that could use a network."""
    return sorted(name for name in names if _UNWANTED.search(name.rpartition("/")[2]))


def sample_sum() -> str:
    """The SHA-256 of the sample page, in the preferred typeface. Raises FontMissing, PageFailed."""
    return hashlib.sha256(pdf.render(layout.blocks(_SAMPLE, second_copy=True))).hexdigest()


def _bundle() -> Path | None:
    """Where the bundle lies that this runs from; None from source."""
    place = getattr(sys, "_MEIPASS", None)
    return Path(place) if place else None


def _files(folder: Path) -> Iterator[str]:
    return (str(path) for path in folder.rglob("*"))


def _loaded() -> Iterator[str]:
    """The modules of this process, and the files its memory is made of."""
    yield from tuple(sys.modules)
    maps = Path("/proc/self/maps")
    if maps.exists():
        yield from (line.rpartition(" ")[2] for line in maps.read_text("utf-8", "replace").splitlines())


def _findings(steps: tuple[tuple[str, Callable[[], bool]], ...]) -> Iterator[Finding]:
    for id_, step in steps:
        try:
            finding = Finding(id_, step())
        except CaseFileError as error:
            finding = Finding(id_, ok=False, error=error)
        yield finding
        if not finding.ok:
            return


def _memory() -> Path | None:
    """A place in memory, where there is one: then nothing reaches a disk at all."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is the owner's alone
    return memory if os.access(memory, os.W_OK | os.X_OK) else None


class _Trial:
    """One run: a vault, and what is done with it."""

    def __init__(self, place: Path) -> None:
        self._place, self._folder, self._stick = place, place / "a", place / "b"
        self._vault: Vault | None = None
        self._backup = place

    def steps(self) -> tuple[tuple[str, Callable[[], bool]], ...]:
        """What is tried, in order: an id that `desktop.words` has a sentence for, and the doing of it."""
        return (
            ("guard", self._guard),
            ("window", self._no_network_parts),
            ("library", self._library),
            ("vault", self._make_vault),
            ("letter", self._letter),
            ("paper", self._paper),
            ("search", self._search),
            ("check", self._check),
            ("backup", self._back_up),
            ("restored", self._restore),
            ("clear", self._nothing_in_clear),
        )

    def close(self) -> None:
        """Let go of the vault."""
        if self._vault is not None:
            self._vault.close()

    @property
    def _open(self) -> Vault:
        if self._vault is None:
            raise RuntimeError("the vault comes first")
        return self._vault

    def _guard(self) -> bool:
        return all(measure.on for measure in guard.measures())

    def _no_network_parts(self) -> bool:
        # From source the libraries lie where pip puts them, and Qt's network comes with the rest: there it must not be loaded.
        bundle = _bundle()
        return not unwanted_parts({*_loaded(), *(_files(bundle) if bundle else ())})

    def _library(self) -> bool:
        # Before anything is entrusted to it: what it wrote must not be readable.
        path = self._place / "c"
        key = f"x'{'5a' * 48}'"
        opened = connection.connect(path, key, new=True)
        opened.execute("CREATE TABLE probe (text TEXT)")
        opened.execute("INSERT INTO probe VALUES (?)", (_TEXT,))
        opened.close()
        written = path.read_bytes()
        return not written.startswith(b"SQLite format 3") and _WORD.encode() not in written

    def _make_vault(self) -> bool:
        vaults.create_vault(self._folder, _PASSPHRASE, unlock_seconds=_SECONDS).close()
        try:
            vaults.unlock(self._folder, _OTHER)
        except WrongSecret:
            self._vault = vaults.open_vault(self._folder, vaults.unlock(self._folder, _PASSPHRASE))
            return True
        return False

    def _letter(self) -> bool:
        vault = self._open
        unit = keep_unit(vault, Unit(id=vault.new_id(), number="00000"))
        opened = open_case(vault, matter=_TEXT)
        case = keep_case(vault, replace(opened, unit=unit.id, post="стрелок"))
        person = Person(id=vault.new_id(), surname="Примеров", name="Пример", patronymic="Примерович", rank="private")
        add_person(vault, person, case.id, Role.CLIENT)
        add_note(vault, case.id, _TEXT)
        draft = replace(letters.draft_letter(vault, case.id, "r02"), fields={"health": f"плохо сплю ({_WORD})", "service": "по контракту"})
        entry = letters.approve_letter(vault, draft, explained=(), today=vault.today())
        page = letters.pdf_of(entry)
        told = " ".join(pages.text(page).split())
        # The same text gives the same bytes, and the page says what was written, in the case the sentence wants.
        same = page == letters.pdf_of(entry) and (_bundle() is None or sample_sum() == SAMPLE_SHA256)
        return same and _WORD in told and "Командиру войсковой части 00000" in told

    def _paper(self) -> bool:
        (case,) = records.every(self._open, Case)
        kept = attachments.attach_stream(self._open, case.id, io.BytesIO(_PAPER), name="a.bin", size=len(_PAPER))
        return attachments.read_paper(self._open, kept) == _PAPER

    def _search(self) -> bool:
        found = {hit.kind for hit in search.find(self._open, f"{_WORD[:5]} еж")}
        return {"case", "note"} <= found

    def _check(self) -> bool:
        return checks.check(self._open).ok

    def _back_up(self) -> bool:
        self._stick.mkdir()
        proven = backups.back_up(self._open, self._stick)
        self._backup = proven.file
        return proven.proven and restoring.verify(proven.file, _PASSPHRASE).ok

    def _restore(self) -> bool:
        folder = self._place / "d"
        verdict = restoring.restore(self._backup, _PASSPHRASE, folder, unlock_seconds=_SECONDS)
        with vaults.open_vault(folder, vaults.unlock(folder, _PASSPHRASE)) as again:
            (case,) = records.every(again, Case)
            (note,) = records.of_case(again, Note, case.id)
            (paper,) = records.of_case(again, Attachment, case.id)
            return verdict.ok and note.text == _TEXT and attachments.read_paper(again, paper) == _PAPER

    def _nothing_in_clear(self) -> bool:
        forms = (_WORD.encode(), _WORD.encode("utf-16-le"), "Примеров".encode(), "Проба".encode())
        return not any(form in path.read_bytes() for path in self._place.rglob("*") if path.is_file() for form in forms)
