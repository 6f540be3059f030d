"""A letter of two pages, beside docxtpl with LibreOffice and beside typst: the same text in the same typeface on the same page."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2

from benchmarks import yardsticks
from benchmarks.measure import Figure, in_turn, once, program
from desktop.documents import fonts, layout
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
IN_A_RUN = 300
WARM, COLD = 40, 5

OFFICE, TYPST = "docxtpl + LibreOffice", "typst"
_CASES = 700  # enough that so many of their letters fill two pages
_LONG_ENOUGH = 1500  # letters of what he says, beside what the template says
_OTHERS = Path(__file__).parent / "others"


@dataclass(frozen=True)
class Written:
    """A letter: the draft, the number of its case, and its blocks as the others take them."""

    draft: Letter
    number: str
    blocks: dict[str, Any]


def figures(place: Path) -> list[Figure]:
    """A letter from nothing, a letter in a program that runs, and three hundred in a run."""
    folder = place / "vault"
    make_demo(folder, "x", cases=_CASES, unlock_seconds=0.05)
    keys = unlock(folder, "x")
    with open_vault(folder, keys) as vault:
        written = _written(vault)
        others = Others(place, written)
        warm = _warm(vault, others)
        ours = once(lambda: _run(vault, written, place))
    run = {name: work() for name, work in others.runs().items()}
    cold = _cold(folder, others)
    return [
        Figure("a letter of two pages, warm", warm["ours"] * 1e3, "ms", OFFICE, _ms(warm, OFFICE), most=15, most_ratio=1 / 60),
        Figure("a letter of two pages, warm", warm["ours"] * 1e3, "ms", TYPST, _ms(warm, TYPST), most_ratio=1),
        Figure("a letter of two pages, a new process", cold["ours"] * 1e3, "ms", OFFICE, _ms(cold, OFFICE)),
        Figure("a letter of two pages, a new process", cold["ours"] * 1e3, "ms", TYPST, _ms(cold, TYPST)),
        Figure("300 letters checked and set", ours, "s", OFFICE, run.get(OFFICE), most=6, most_ratio=1 / 60),
        Figure("300 letters checked and set", ours, "s", TYPST, run.get(TYPST)),
    ]


def _ms(taken: dict[str, float], name: str) -> float | None:
    return taken[name] * 1e3 if name in taken else None


def _written(vault: Vault) -> list[Written]:
    """Letters of invented clients that fill two pages, each with the words of its own case."""
    found: list[Written] = []
    for row in cases.rows(vault):
        draft = letters.draft_letter(vault, row.id, TEMPLATE)
        draft = replace(draft, fields=_fields(vault, row.id))
        if pages(letters.preview(vault, draft)) == PAGES:
            found.append(Written(draft, row.number, _blocks(letters.compose_letter(vault, draft).text)))
        if len(found) == IN_A_RUN:
            return found
    raise ValueError(f"only {len(found)} letters fill two pages")


def _fields(vault: Vault, case: str) -> dict[str, str]:
    told = " ".join(note.text for note in records.of_case(vault, Note, case)).split(". ")
    said: list[str] = []
    while told and sum(map(len, said)) < _LONG_ENOUGH:
        said.append(" ".join(told.pop(0).split()))
    third = len(said) // 3
    parts = [". ".join(said[start : start + third]) for start in (0, third, 2 * third)]
    return {"health": parts[0], "doctors": parts[1], "reason": parts[2], "health_since": "2026-02-10", "doctor": "therapist",
            "requests": "Предоставить мне копию заключения.\nСообщить мне номер и дату приказа.", "enclosed": "копия эпикриза на 2 л."}  # fmt: skip


def _blocks(text: str) -> dict[str, Any]:
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


def _run(vault: Vault, written: Sequence[Written], place: Path) -> None:
    """What a group run does with each letter: look through it, set it, hand it over."""
    target = place / "ours"
    target.mkdir()
    for number, letter in enumerate(written):
        letters.check_letter(vault, letter.draft, vault.today())
        (target / f"{number:04}.pdf").write_bytes(letters.preview(vault, letter.draft))


def _warm(vault: Vault, others: "Others") -> dict[str, float]:
    """The middle of letters that are all different: nobody gains from having set the same one before."""
    turns = iter(range(IN_A_RUN))
    with others.ready() as ready:
        works: dict[str, Callable[[], float]] = {"ours": lambda: once(lambda: letters.preview(vault, others.written[now[0]].draft))}
        works |= {name: partial(_asked, work, now := [0]) for name, work in ready.items()}
        now = [0]
        taken: dict[str, list[float]] = {name: [] for name in works}
        for number in turns:
            if number > WARM:
                break
            now[0] = number
            for name, work in works.items():
                taken[name].append(work() if name == "ours" else ready[name](number))
    # The first of each is not warm yet.
    return {name: median(each[1:]) for name, each in taken.items()}


def _asked(work: Callable[[int], float], now: list[int]) -> float:
    return work(now[0])


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
