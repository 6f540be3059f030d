"""A letter of two pages, beside docxtpl with LibreOffice and beside typst: the same text in the same typeface on the same page."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2

from benchmarks import yardsticks
from benchmarks.measure import Figure, in_turn, once, program
from desktop.documents import layout
from desktop.documents.blocks import Addressee, Attachments, Numbered, Paragraph, Signature, Title
from desktop.domain.letters import Letter
from desktop.domain.notes import Note
from desktop.operations import letters
from desktop.operations.demo.making import make_demo
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import cases, records
from desktop.storage.vault import Vault

NEEDS = (yardsticks.OFFICE, yardsticks.BRIDGE)
TEMPLATE, PAGES = "r02", 2
IN_A_RUN, WARM, COLD, TYPED = 300, 60, 5, 20

OFFICE, TYPST = "docxtpl + LibreOffice", "typst"
_AT_ONCE = 150  # LibreOffice converts no more than 247 files in a call, and says nothing of the others
_CASES = 700  # enough that so many of their letters fill two pages
_ENOUGH = 1500  # letters of what he says, beside what the template says
_OTHERS = Path(__file__).parent / "others"
_TYPEFACES = Path("/usr/share/fonts/truetype/liberation2")


@dataclass(frozen=True)
class Written:
    """A letter: the draft, the number of its case, and its text as the others take it."""

    draft: Letter
    number: str
    text: dict[str, Any]


def figures(place: Path) -> list[Figure]:
    """A letter in a program that runs, a letter from nothing, and three hundred in a run."""
    folder = place / "vault"
    make_demo(folder, "x", cases=_CASES, unlock_seconds=0.05)
    with open_vault(folder, unlock(folder, "x")) as vault:
        written = _written(vault)
        others = _others(place, written)
        warm = _warm(vault, written, others)
        run = {"ours": once(lambda: _run(vault, written, place / "ours")), **{name: other.run() for name, other in others.items()}}
    cold = _cold(folder, written[0], others)
    _same_pages(place)
    typed = _typed(folder)
    return [
        Figure(
            "a letter of two pages, warm",
            warm["ours"] * 1e3,
            "ms",
            f"{OFFICE}, called for it",
            _ms(cold, OFFICE),
            most=15,
            most_ratio=1 / 60,
        ),
        Figure("a letter of two pages, warm", warm["ours"] * 1e3, "ms", f"{OFFICE} that runs already", _ms(warm, OFFICE)),
        Figure("a letter of two pages, warm", warm["ours"] * 1e3, "ms", TYPST, _ms(warm, TYPST), most_ratio=1),
        Figure("a letter of two pages, a new process", cold["ours"] * 1e3, "ms", OFFICE, _ms(cold, OFFICE)),
        Figure("a letter of two pages, a new process", cold["ours"] * 1e3, "ms", TYPST, _ms(cold, TYPST)),
        Figure("300 letters, checked and set", run["ours"], "s", OFFICE, run.get(OFFICE), most=6),
        Figure("300 letters, checked and set", run["ours"], "s", TYPST, run.get(TYPST)),
        Figure("a key in the text → the page of four on the screen, with the pause", median(typed["text"]) * 1e3, "ms", most=100),
        Figure("a key in a field → the page of four on the screen, with the pauses", median(typed["field"]) * 1e3, "ms", most=100),
        Figure("a key → the window takes the next, the longest", max(typed["key"]) * 1e3, "ms", most=50),
    ]


def _typed(folder: Path) -> dict[str, list[float]]:
    """What the real workshop takes, in a process of its own."""
    env = {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "PORTFEL_HOME": str(folder.with_name("home")), "HOME": os.devnull}
    command = [sys.executable, "-m", "benchmarks.workshop", str(folder), str(TYPED)]
    done = program(command, given=b"x\n", folder=yardsticks.ROOT, env=env)
    return dict(json.loads(done.said))


def _ms(taken: Mapping[str, float], name: str) -> float | None:
    return taken[name] * 1e3 if name in taken else None


def _warm(vault: Vault, written: Sequence[Written], others: Mapping[str, "Office | Typst"]) -> dict[str, float]:
    """Letters that are all different, so that nobody gains from having set the same one before."""
    with ExitStack() as running:
        makers = {name: running.enter_context(other.listening()) for name, other in others.items()}
        turn = iter(range((WARM + 1) * (1 + len(makers))))

        def letter() -> Written:
            return written[next(turn) // (1 + len(makers))]

        works: dict[str, Callable[[], float]] = {"ours": lambda: _ours(vault, letter().draft)}
        works |= {name: _with(make, letter) for name, make in makers.items()}
        return {name: median(taken) for name, taken in in_turn(works, WARM).items()}


def _with(make: Callable[[Written], float], letter: Callable[[], Written]) -> Callable[[], float]:
    return lambda: make(letter())


def _ours(vault: Vault, draft: Letter) -> float:
    return once(lambda: letters.preview(vault, draft))


def _run(vault: Vault, written: Sequence[Written], target: Path) -> None:
    """What a run does with each letter: look through it, set it, hand it over."""
    target.mkdir()
    for number, letter in enumerate(written):
        letters.check_letter(vault, letter.draft, vault.today())
        (target / f"{number:04}.pdf").write_bytes(letters.preview(vault, letter.draft))


def _cold(folder: Path, letter: Written, others: Mapping[str, "Office | Typst"]) -> dict[str, float]:
    file = folder.parent / "cold.pdf"

    def ours() -> float:
        # The passphrase, then the values: nothing of a letter stands in the arguments.
        given = "\n".join(("x", *(" ".join(value.split("\n")) for value in letter.draft.fields.values()))) + "\n"
        asked = [each for key in letter.draft.fields for each in ("--set", f"{key}=-")]
        file.unlink(missing_ok=True)
        return program([sys.executable, "-m", "desktop", "letter", "--vault", str(folder), "--case", letter.number, "--template", TEMPLATE,
                        *asked, "--allow-gaps", "--explained", "all", "--out", str(file)], given=given.encode(),
                       folder=yardsticks.ROOT).seconds  # fmt: skip

    works: dict[str, Callable[[], float]] = {"ours": ours, **{name: other.cold for name, other in others.items()}}
    return {name: median(taken) for name, taken in in_turn(works, COLD).items()}


def _same_pages(place: Path) -> None:
    """Raise ValueError unless all that was made is there and has the pages it should have, give or take how lines break."""
    for folder in (place / name for name in ("ours", "office", "typst") if (place / name).is_dir()):
        found = [pages(file.read_bytes()) for file in folder.glob("*.pdf")]
        if len(found) != IN_A_RUN or abs(sum(found) / len(found) - PAGES) > 0.2:
            raise ValueError(f"{folder.name}: {len(found)} letters of {sum(found) / max(1, len(found)):.1f} pages")


class Office:
    """docxtpl fills in a Word file, LibreOffice makes a PDF of it."""

    def __init__(self, place: Path, written: Sequence[Written]) -> None:
        self._place, self._template = place, place / "template.docx"
        self._one, self._all = _kept(place / "one.json", written[0].text), _kept(place / "all.json", [each.text for each in written])
        self._profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        self._word = [str(yardsticks.PYTHON), str(_OTHERS / "word.py")]
        program([*self._word, "template", str(self._template)])

    def cold(self) -> float:
        """Seconds for one letter, each program started for it."""
        file = self._place / "office.docx"
        filled = program([*self._word, "once", str(self._template), str(self._one), str(file)])
        return filled.seconds + self._convert(self._place, file)

    def run(self) -> float:
        """Seconds for all letters: one program fills them all in, two calls convert them all."""
        folder = self._place / "office"
        folder.mkdir()
        filled = program([*self._word, "all", str(self._template), str(self._all), str(folder)])
        files = sorted(folder.glob("*.docx"))
        batches = [files[start : start + _AT_ONCE] for start in range(0, len(files), _AT_ONCE)]
        return filled.seconds + sum(self._convert(folder, *batch) for batch in batches)

    def _convert(self, folder: Path, *files: Path) -> float:
        return program(["soffice", self._profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]).seconds

    @contextmanager
    def listening(self) -> Iterator[Callable[[Written], float]]:
        """Both run already, and answer how long a letter took in seconds."""
        pipe = f"bench-{secrets.token_hex(4)}"
        command = ["soffice", self._profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
        bridge = [str(yardsticks.SYSTEM_PYTHON), str(_OTHERS / "office.py"), pipe]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as office:
            try:
                with _serving([*self._word, "serve", str(self._template)]) as fill, _serving(bridge, ready=True) as convert:
                    file, pdf = self._place / "warm.docx", self._place / "warm.pdf"

                    def make(letter: Written) -> float:
                        return fill({"letter": letter.text, "out": str(file)}) + convert({"from": str(file), "to": str(pdf)})

                    yield make
                office.wait(30)  # the bridge told it to end
            finally:
                # The command is a script that begins others.
                with suppress(ProcessLookupError):
                    os.killpg(office.pid, signal.SIGKILL)


class Typst:
    """typst sets the page from a source and the text as JSON."""

    def __init__(self, place: Path, written: Sequence[Written]) -> None:
        self._place = place
        self._one, self._all = _kept(place / "one.json", written[0].text), _kept(place / "all.json", [each.text for each in written])
        self._typst = [str(yardsticks.PYTHON), str(_OTHERS / "typesetting.py")]

    def cold(self) -> float:
        """Seconds for one letter in a new process."""
        return program([*self._typst, "once", str(_TYPEFACES), str(self._one), str(self._place / "typst.pdf")]).seconds

    def run(self) -> float:
        """Seconds for all letters in one process."""
        folder = self._place / "typst"
        folder.mkdir()
        return program([*self._typst, "all", str(_TYPEFACES), str(self._all), str(folder)]).seconds

    @contextmanager
    def listening(self) -> Iterator[Callable[[Written], float]]:
        """It runs already, and answers how long a letter took in seconds."""
        with _serving([*self._typst, "serve", str(_TYPEFACES)]) as make:
            yield lambda letter: make({"letter": letter.text, "out": str(self._place / "warm-typst.pdf")})


def _others(place: Path, written: Sequence[Written]) -> dict[str, Office | Typst]:
    if not yardsticks.need_libraries():
        return {}
    found: dict[str, Office | Typst] = {TYPST: Typst(place, written)}
    if all(map(yardsticks.is_here, NEEDS)):
        found[OFFICE] = Office(place, written)
    return found


def _kept(file: Path, value: object) -> Path:
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return file


@contextmanager
def _serving(command: Sequence[str], *, ready: bool = False) -> Iterator[Callable[[dict[str, Any]], float]]:
    """A program that is asked in lines of JSON and answers with seconds."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdin
        assert child.stdout
        if ready:
            child.stdout.readline()

        def ask(asked: dict[str, Any]) -> float:
            child.stdin.write(json.dumps(asked) + "\n")
            child.stdin.flush()
            return float(child.stdout.readline())

        yield ask
        child.stdin.close()


def _written(vault: Vault) -> list[Written]:
    """Letters of invented clients that fill two pages, each with the words of its own case."""
    found: list[Written] = []
    for row in cases.rows(vault):
        draft = letters.draft_letter(vault, row.id, TEMPLATE)
        draft = replace(draft, fields=_fields(vault, row.id))
        if pages(letters.preview(vault, draft)) == PAGES:
            found.append(Written(draft, row.number, _text(letters.compose_letter(vault, draft).text)))
        if len(found) == IN_A_RUN:
            return found
    raise ValueError(f"only {len(found)} letters fill two pages")


def _fields(vault: Vault, case: str) -> dict[str, str]:
    told = " ".join(note.text for note in records.of_case(vault, Note, case)).split(". ")
    said: list[str] = []
    while told and sum(map(len, said)) < _ENOUGH:
        said.append(" ".join(told.pop(0).split()))
    third = len(said) // 3
    parts = [". ".join(said[start : start + third]) for start in (0, third, 2 * third)]
    return {
        **dict(zip(("health", "doctors", "reason"), parts, strict=True)),
        "health_since": "2026-02-10",
        "doctor": "therapist",
        "requests": "Предоставить мне копию заключения.\nСообщить мне номер и дату приказа.",
        "enclosed": "копия эпикриза на 2 л.",
    }


def _text(text: str) -> dict[str, Any]:
    taken: dict[str, Any] = {"addressee": [], "title": "", "subject": "", "body": [], "signature": []}
    for block in layout.blocks(text):
        match block:
            case Addressee():
                taken["addressee"] += block.lines
            case Title():
                taken["title"], taken["subject"] = block.text or taken["title"], block.subject or taken["subject"]
            case Paragraph():
                taken["body"].append(block.text)
            case Numbered():
                taken["body"].append(f"{block.number} {block.text}")
            case Attachments():
                taken["body"] += block.lines
            case Signature():
                taken["signature"] += [[left, "" if right is None else f"________________ {right}"] for left, right in block.lines]
    return taken


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
