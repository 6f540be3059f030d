"""The check before printing: what in the final text stops a letter, or wants a look."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from desktop.documents import explanations, fonts, refusing, risky
from desktop.documents.compose import gaps as gaps_in
from desktop.documents.facts import Doubt
from desktop.documents.risky import Risk
from desktop.documents.templates import Template
from desktop.domain.values import Part

# From this day on, that day included, a text that refuses can itself be the evidence (365-FZ of 24.09.2022).
REFUSING_FROM = date(2022, 9, 24)
ALL = "all"


@dataclass(frozen=True, kw_only=True, repr=False)
class Finding(Part):
    """What the check found.

    `code`: gap, doubtful, glyph, refusing, archive, back-dated, risky. `where`: the name of the gap, the form, the character, the id
    of what is to be explained, the risky words. `why`: the group of a risky word. `start` and `end` mark the place in the text, where
    there is one. `blocking` findings stop the letter; of the others, those that `ask` want a yes.
    """

    code: str
    where: str = ""
    start: int = -1
    end: int = -1
    blocking: bool = True
    asks: bool = False
    why: str = ""


def check(
    *,
    text: str,
    template: Template,
    doubtful: Iterable[Doubt],
    explained: Collection[str],
    letter_date: date | None,
    today: date,
    font: str,
    phrases: Iterable[str] | None = None,
    risks: Iterable[Risk] = (),
    allow_gaps: bool = False,
) -> tuple[Finding, ...]:
    """What the check found in the final text of a letter.

    `phrases` are the lines of the list of refusing phrases, the shipped one where they are not given, `risks` the risky words.
    `explained` holds ids of explanations, or `all`. `allow_gaps` lets gaps and doubtful forms pass, and nothing else.
    No letter date means today.
    """
    findings = _missing(text, allow_gaps=allow_gaps) + _doubts(text, doubtful, allow_gaps=allow_gaps)
    findings += [Finding(code="glyph", where=name) for name in fonts.missing_glyphs(text, font)]
    findings += _refusals(text, explained, max(letter_date or today, today), refusing.shipped() if phrases is None else phrases)
    if template.is_past(today):
        findings.append(Finding(code="archive", where=template.id, blocking=False))
    if letter_date is not None and letter_date < today:
        findings.append(Finding(code="back-dated", where=letter_date.isoformat(), blocking=False, asks=True))
    findings += _risks(text, risks, [(each.start, each.end) for each in findings if each.code == "refusing"])
    return tuple(findings)


def stops(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop a letter."""
    return tuple(finding for finding in findings if finding.blocking)


def _missing(text: str, *, allow_gaps: bool) -> list[Finding]:
    return [Finding(code="gap", where=gap.label, start=gap.start, end=gap.end, blocking=not allow_gaps) for gap in gaps_in(text, {})]


def _doubts(text: str, doubtful: Iterable[Doubt], *, allow_gaps: bool) -> list[Finding]:
    """The doubtful forms that still stand in the text: one she has written over is doubtful no more."""
    places = [(doubt, text.find(doubt.form)) for doubt in doubtful]
    return [
        Finding(code="doubtful", where=doubt.form, start=place, end=place + len(doubt.form), blocking=not allow_gaps)
        for doubt, place in places if place >= 0
    ]  # fmt: skip


def _refusals(text: str, explained: Collection[str], day: date, phrases: Iterable[str]) -> list[Finding]:
    """One finding for each explanation a refusing text still wants; one that stops nothing where all was explained."""
    hits = refusing.hits(text, phrases) if day >= REFUSING_FROM else ()
    if not hits:
        return []
    first = hits[0]
    wanted = [] if ALL in explained else [each for each in explanations.ids() if each not in explained]
    return [Finding(code="refusing", where=id, start=first.start, end=first.end) for id in wanted] or [
        Finding(code="refusing", where=first.words, start=first.start, end=first.end, blocking=False)
    ]


def _risks(text: str, risks: Iterable[Risk], said: Collection[tuple[int, int]]) -> list[Finding]:
    """The risky words, but for those that a refusal has told of already."""
    return [
        Finding(code="risky", where=hit.words, start=hit.start, end=hit.end, blocking=False, why=hit.group)
        for hit in risky.hits(text, risks) if not any(start < hit.end and hit.start < end for start, end in said)
    ]  # fmt: skip
