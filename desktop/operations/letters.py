"""Letters: begun from a template, checked, approved once and for ever, and handed over."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents import compose, docx, explanations, facts, fonts, gate, layout, omitting, pdf, refusing, setting
from desktop.documents.compose import Composed
from desktop.documents.gate import Finding
from desktop.documents.templates import Kind, Template
from desktop.domain.cases import Case
from desktop.domain.errors import AlreadyApproved, ArchiveOnly, BadInput, NotReady, TemplateBroken
from desktop.domain.journal import Deed
from desktop.domain.letters import Copy, Letter, LetterState, Mode, Omitted, RegisterEntry, WayOut
from desktop.domain.merging import merged
from desktop.domain.templates import is_own
from desktop.domain.units import Unit
from desktop.domain.values import Part
from desktop.operations import journal, law, shipped_law, templates, wording
from desktop.operations.letter_people import people_of
from desktop.operations.register import new_number
from desktop.storage import records, settings
from desktop.storage.vault import Vault

CLEAN, WITH_REGISTRATION = Mode.CLEAN, Mode.WITH_REGISTRATION
# What leaves traces outside; what was read to him or copied by his hand leaves none.
_NOTED = {WayOut.PRINTED: Deed.PRINTED, WayOut.SHOWN: Deed.SHOWN, WayOut.SAVED: Deed.SAVED, WayOut.ON_STICK: Deed.SAVED}
_MARKS = {Mode.BY_HAND: pdf.HAND_MARK, Mode.WITH_OMISSIONS: pdf.OMITTED_MARK}
_SOMETHING = "…"  # stands for what was typed: no word, and not empty
LAWYER = ("lawyer.name", "lawyer.status", "lawyer.register_no", "lawyer.chamber", "lawyer.address", "lawyer.phone")


def draft_letter(vault: Vault, case: str, template: str, *, language: str = "ru") -> Letter:
    """A draft of a document that is not kept yet. Raises NotFound, TemplateBroken."""
    made_from = templates.find(vault, template, language)
    return Letter(
        id=vault.new_id(), case=case, template=made_from.id, template_version=made_from.version, language=made_from.language,
        title=made_from.titles[made_from.language], font=fonts.chosen(), created_at=vault.now().isoformat(),
    )  # fmt: skip


def begin_letter(vault: Vault, case: str, template: str, *, language: str = "ru") -> Letter:
    """A new draft of a document. Raises NotFound, TemplateBroken."""
    letter = draft_letter(vault, case, template, language=language)
    with vault.transaction():
        records.save(vault, letter)
    return letter


def keep_letter(vault: Vault, letter: Letter) -> Letter:
    """Keep a draft. Raises AlreadyApproved."""
    with vault.transaction():
        known = records.find(vault, Letter, letter.id)
        if known is not None and known.register:
            raise AlreadyApproved
        records.save(vault, letter)
    return letter


def compose_letter(vault: Vault, letter: Letter) -> Composed:
    """The text as it stands now: hers where she wrote over it, else made anew from the case. Raises TemplateBroken, BadInput."""
    template = templates.of_letter(vault, letter)
    told = _facts(vault, letter, template)
    made = compose.compose(template, told)
    if not letter.text:
        return made
    # Where there is no template to say which forms it used, every doubtful form that stands in the text counts.
    doubtful = made.doubtful if template.version else compose.doubts(told)
    return Composed(text=letter.text, gaps=compose.gaps(letter.text, told.labels), doubtful=doubtful)


def with_text(vault: Vault, letter: Letter) -> Letter:
    """The draft as it can leave this vault: one that follows a template of hers, which stays here, takes its text along."""
    if letter.text or letter.register or not is_own(letter.template):
        return letter
    try:
        return replace(letter, text=compose_letter(vault, letter).text)
    except (TemplateBroken, BadInput):
        return letter


@dataclass(frozen=True, kw_only=True, repr=False)
class BroughtUp(Part):
    """A draft that has taken over what changed below it; `whole` is False where a word of hers stood in the way."""

    letter: Letter
    composed: Composed
    whole: bool = True


def bring_up(vault: Vault, letter: Letter) -> BroughtUp:
    """The draft with what changed below her own text merged into it: a field, a name, the unit. Raises what `compose_letter` raises."""
    template = templates.of_letter(vault, letter)
    told = _facts(vault, letter, template)
    made = compose.compose(template, told)
    if letter.text in {"", made.text}:
        return BroughtUp(letter=replace(letter, text="", made=""), composed=made)
    if not template.version:
        # There is no template to say what changed, nor which forms it used: every doubtful form that stands in the text counts.
        left = Composed(text=letter.text, gaps=compose.gaps(letter.text, told.labels), doubtful=compose.doubts(told))
        return BroughtUp(letter=letter, composed=left)
    text, whole = merged(letter.text, letter.made, made.text) if letter.made else (letter.text, True)
    composed = Composed(text=text, gaps=compose.gaps(text, told.labels), doubtful=made.doubtful)
    return BroughtUp(letter=replace(letter, text=text, made=made.text), composed=composed, whole=whole)


def try_on(vault: Vault, case: str, template: Template, fields: Mapping[str, str]) -> Composed:
    """What a template, kept or not, would make of a case. Raises TemplateBroken, BadInput, NotFound."""
    letter = Letter(id="", case=case, template=template.id, language=template.language, fields=fields)
    return compose.compose(template, _facts(vault, letter, template))


def bare_text(vault: Vault, letter: Letter) -> str:
    """What the template and the case make by themselves, with nothing she typed in. Raises what `compose_letter` raises."""
    template = templates.of_letter(vault, letter)
    typed = {each.key: _SOMETHING for each in template.fields if each.kind in {Kind.TEXT, Kind.LONG} and letter.fields.get(each.key)}
    return compose.compose(template, _facts(vault, replace(letter, fields={**letter.fields, **typed}), template)).text


@dataclass(frozen=True, kw_only=True, repr=False)
class Judged(Part):
    """A draft as it stands now: its text, and what the check before printing finds in it."""

    letter: Letter
    template: Template
    composed: Composed
    findings: tuple[Finding, ...]


def judge_letter(vault: Vault, letter: Letter, today: date, *, allow_gaps: bool = False) -> Judged:
    """Make the text and check it. Raises what `compose_letter` raises."""
    template, composed = templates.of_letter(vault, letter), compose_letter(vault, letter)
    findings = gate.check(
        text=composed.text, template=template, doubtful=composed.doubtful, explained=letter.explained,
        letter_date=letter.dated, today=today, font=fonts.chosen(letter.font),
        phrases=wording.refusing_phrases(vault), risks=wording.risks(vault), allow_gaps=allow_gaps,
    )  # fmt: skip
    return Judged(letter=letter, template=template, composed=composed, findings=findings)


def check_letter(vault: Vault, letter: Letter, today: date, *, allow_gaps: bool = False) -> tuple[Finding, ...]:
    """What the check before printing finds in the text as it stands now."""
    return judge_letter(vault, letter, today, allow_gaps=allow_gaps).findings


def preview(vault: Vault, letter: Letter, *, second_copy: bool = False) -> bytes:
    """The pages as they would print now, as a PDF; characters the typeface lacks are boxes. Raises FontMissing, PageFailed."""
    return preview_of(compose_letter(vault, letter).text, letter.font, archive=is_archive(vault, letter), second_copy=second_copy)


def is_archive(vault: Vault, letter: Letter) -> bool:
    """Whether the text of a draft is past its time today: then it only ever becomes a marked copy for the file."""
    return templates.of_letter(vault, letter).is_past(vault.today())


def preview_of(text: str, font: str, *, archive: bool, second_copy: bool = False) -> bytes:
    """The pages of a text that is being typed, as a PDF. Needs no vault, so it may run anywhere."""
    font = fonts.chosen(font)
    return pdf.render(layout.blocks(fonts.shown(text, font), second_copy=second_copy and not archive), font=font, archive_mark=archive)


def approve_letter(vault: Vault, letter: Letter, *, explained: Collection[str], allow_gaps: bool = False, today: date) -> RegisterEntry:
    """Freeze the text and enter it in the register.

    Raises AlreadyApproved, and NotReady with what stops it: gaps, doubtful forms, glyphs, a refusal that was not explained.
    """
    return keep_approved(vault, *frozen(vault, letter, explained=explained, allow_gaps=allow_gaps, today=today))


def frozen(
    vault: Vault, letter: Letter, *, explained: Collection[str], allow_gaps: bool = False, today: date
) -> tuple[RegisterEntry, Letter]:
    """What `keep_approved` keeps: the entry, without a number yet, and the letter. Nothing is written. Raises NotReady."""
    ids = explanations.ids() if gate.ALL in explained else tuple(id_ for id_ in explanations.ids() if id_ in explained)
    letter = replace(letter, explained=ids)
    judged = judge_letter(vault, letter, today, allow_gaps=allow_gaps)
    _must_be_ready(judged.findings)
    template, text = judged.template, unicodedata.normalize("NFC", judged.composed.text)
    entry = RegisterEntry(
        id=vault.new_id(), case=letter.case, letter=letter.id, number="", title=letter.title, addressee=layout.addressee(text),
        approved_at=vault.now().isoformat(), template=template.id, template_version=template.version, law_as_of=today.isoformat(),
        law_version=shipped_law.pack().version, norms=law.leaned(vault, template, today),
        archive_copy=template.is_past(today), text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        font=fonts.chosen(letter.font), explained=_kept(vault, letter, text, today),
        gaps_allowed=allow_gaps and any(finding.code in {"gap", "doubtful"} for finding in judged.findings),
    )  # fmt: skip
    return entry, replace(letter, text=text, made="", explained=entry.explained, state=LetterState.APPROVED, register=entry.id)


def keep_approved(vault: Vault, entry: RegisterEntry, letter: Letter) -> RegisterEntry:
    """Give the entry its number and version, and keep it with its letter. Raises AlreadyApproved."""
    with vault.transaction():
        known = records.find(vault, Letter, letter.id)
        if known is not None and known.register:
            raise AlreadyApproved
        earlier = records.find(vault, RegisterEntry, letter.corrects)
        version, corrects = (earlier.version + 1, earlier.id) if earlier else (1, "")
        numbered = replace(entry, number=new_number(vault), version=version, corrects=corrects)
        records.save(vault, numbered)
        records.save(vault, letter)
    return numbered


def pdf_of(entry: RegisterEntry, mode: Mode = CLEAN, omitted: Collection[Omitted] = ()) -> bytes:
    """The approved document as a PDF: the same bytes every time. Raises ArchiveOnly, FontMissing, PageFailed."""
    must_leave_so(entry, mode)
    text = text_of(entry, mode, omitted)
    blocks = layout.blocks(text, second_copy=mode is Mode.WITH_REGISTRATION)
    style = setting.BY_HAND if mode is Mode.BY_HAND else setting.LETTER
    return pdf.render(blocks, font=entry.font, archive_mark=entry.archive_copy, mark=_MARKS.get(mode, ""), style=style)


def docx_of(entry: RegisterEntry, mode: Mode = CLEAN, omitted: Collection[Omitted] = ()) -> bytes:
    """The approved document for a word processor. Raises ArchiveOnly: a marked copy is not given away to be written over."""
    if entry.archive_copy:
        raise ArchiveOnly
    blocks = layout.blocks(text_of(entry, mode, omitted), second_copy=mode is Mode.WITH_REGISTRATION)
    return docx.render(blocks, font=entry.font, mark=_MARKS.get(mode, ""))


def must_leave_so(entry: RegisterEntry, mode: Mode) -> None:
    """Raises ArchiveOnly where the text is past its time: it is not signed, handed in or copied any more."""
    if entry.archive_copy and mode in {Mode.WITH_REGISTRATION, Mode.BY_HAND}:
        raise ArchiveOnly


def text_of(entry: RegisterEntry, mode: Mode = CLEAN, omitted: Collection[Omitted] = ()) -> str:
    """The text as it leaves: the frozen one, or with bars in place of what is left out of it."""
    return omitting.without(entry.text, omitted) if mode is Mode.WITH_OMISSIONS else entry.text


def hand_over(
    vault: Vault,
    entry: RegisterEntry,
    way: WayOut,
    *,
    where: str = "",
    mode: Mode = CLEAN,
    count: int = 1,
    omitted: Collection[Omitted] = (),
) -> RegisterEntry:
    """Note in the register how the document left; with omissions, with the digest of the text that did."""
    digest = hashlib.sha256(text_of(entry, mode, omitted).encode()).hexdigest() if mode is Mode.WITH_OMISSIONS else ""
    copy = Copy(way=way, at=vault.now().isoformat(), where=where, mode=mode, count=count, sha256=digest)
    with vault.transaction():
        known = records.get(vault, RegisterEntry, entry.id)
        handed = replace(known, copies=(*known.copies, copy))
        records.save(vault, handed)
        letter = records.find(vault, Letter, entry.letter)
        if letter is not None and way is not WayOut.PUT_OFF:
            records.save(vault, replace(letter, state=LetterState.HANDED_OVER))
        if way in _NOTED:
            journal.note(vault, _NOTED[way], case=entry.case, subject=entry.id)
    return handed


def hand_all_over(vault: Vault, entries: Collection[RegisterEntry], way: WayOut, *, count: int = 1) -> None:
    """Note in the register how several documents left together."""
    with vault.transaction():
        for entry in entries:
            hand_over(vault, entry, way, count=count)


def keep_read_out(vault: Vault, entry: RegisterEntry, lines: int) -> RegisterEntry:
    """Keep how many lines he has read back so far; 0 begins anew."""
    with vault.transaction():
        kept = replace(records.get(vault, RegisterEntry, entry.id), read_out=lines)
        records.save(vault, kept)
    return kept


def revise_letter(vault: Vault, entry: RegisterEntry) -> Letter:
    """A draft that will correct an approved document. What was approved stays as it is."""
    with vault.transaction():
        old = records.get(vault, Letter, entry.letter)
        draft = replace(old, id=vault.new_id(), state=LetterState.DRAFT, register="", explained=(), text=entry.text, made="",
                        corrects=entry.id, packet="", created_at=vault.now().isoformat())  # fmt: skip
        records.save(vault, draft)
    return draft


def _facts(vault: Vault, letter: Letter, template: Template) -> facts.Facts:
    case = records.get(vault, Case, letter.case)
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    lawyer = {name: settings.read(vault, name) for name in LAWYER}
    return facts.of(case, people_of(vault, letter, unit), unit, lawyer, letter.fields, letter.dated or vault.today(), asked=template.fields,
                    language=letter.language)  # fmt: skip


def _must_be_ready(findings: tuple[Finding, ...]) -> None:
    stopping = gate.stops(findings)
    if stopping:
        codes = tuple(dict.fromkeys(finding.code for finding in stopping))
        raise NotReady(codes, tuple(finding.where for finding in stopping if finding.code == "refusing"))


def _kept(vault: Vault, letter: Letter, text: str, today: date) -> tuple[str, ...]:
    """What was explained is kept only where the text asked for it: ids, and nothing more."""
    day = max(letter.dated or today, today)
    asked = letter.explained and day >= gate.REFUSING_FROM and refusing.hits(text, wording.refusing_phrases(vault))
    return letter.explained if asked else ()
