"""A consultation note as a document: its head, its blocks, what was explained, who signed it off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.documents import explanations
from desktop.documents.blocks import Block, Heading, Marked, Paragraph, Tick, Title
from desktop.domain import fingerprints, markup
from desktop.domain.markup import Kind
from desktop.domain.notes import BLOCKS, Note, Seal
from desktop.domain.values import Part

# Only an advocate's papers are under this secrecy (63-FZ art. 8); anybody else's are merely confidential.
_SECRET = {
    "ru": ("Материалы адвокатского производства. Адвокатская тайна (ст. 8 63-ФЗ)", "Конфиденциально"),
    "en": ("Advocate's file. Professional secrecy (63-FZ, art. 8)", "Confidential"),
}
_TITLE = {"ru": "Запись консультации", "en": "Consultation note"}
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "facts": "Рассказ", "papers_seen": "Какие бумаги показаны", "open_questions": "Что выяснить",
        "question": "Вопрос", "law": "Нормы на день консультации", "advice": "Совет", "warnings": "Что разъяснено",
        "risks": "Риски", "understanding": "Как он понял", "decision": "Его решение", "next_steps": "Дальнейшие шаги",
        "documents": "Документы", "contact": "Связь",
    },
    "en": {
        "facts": "Story", "papers_seen": "Papers seen", "open_questions": "Open questions",
        "question": "Question", "law": "Norms as of the day", "advice": "Advice", "warnings": "What was explained",
        "risks": "Risks", "understanding": "How he understood it", "decision": "His decision", "next_steps": "Next steps",
        "documents": "Documents", "contact": "Contact",
    },
}  # fmt: skip
_CHANNELS: Mapping[str, Mapping[str, str]] = {
    "ru": {"in_person": "лично", "phone": "по телефону", "messenger": "через мессенджер", "through_other": "через другого человека"},
    "en": {"in_person": "in person", "phone": "by telephone", "messenger": "by messenger", "through_other": "through somebody else"},
}
_YES_NO: Mapping[str, Mapping[str, str]] = {
    "ru": {"yes": "да", "no": "нет", "partly": "отчасти"}, "en": {"yes": "yes", "no": "no", "partly": "partly"},
}  # fmt: skip
_TELLERS: Mapping[str, Mapping[str, str]] = {
    "ru": {"client": "он сам", "relative": "родственник", "other": "другой человек"},
    "en": {"client": "he himself", "relative": "a relative", "other": "somebody else"},
}
_HEAD: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "case": "Дело № {value}", "times": "Начало {began}, конец {ended}", "began": "Начало {value}", "ended": "Конец {value}",
        "channel": "Как: {value}", "present": "Присутствовали: {value}", "identity": "Личность установлена: {value}",
        "interpreter": "Переводчик: {value}", "alone": "Один: {value}", "free": "Может говорить свободно: {value}",
        "told_by": "Рассказывает: {value}", "first_hand": "Видел и слышал сам: {value}",
        "retold": "Пересказал своими словами",
        "law_on": "Просмотрены {value}:", "decided_on": "Решение от {value}", "decision_changed": "Решение изменено: {value}",
        "advice_refused": "От совета отказался: {value}", "decision_reference": "Где это записано: {value}",
        "place": "Где: {value}", "pro_bono": "Без оплаты: {value}",
        "signed": "Закрыта {when}. {lawyer}", "open": "Не закрыта.", "added": "Дополнение от {when}",
        "fingerprint": "Отпечаток: {letters}",
    },
    "en": {
        "case": "Case {value}", "times": "Began {began}, ended {ended}", "began": "Began {value}", "ended": "Ended {value}",
        "channel": "How: {value}", "present": "Present: {value}", "identity": "Identity checked: {value}",
        "interpreter": "Interpreter: {value}", "alone": "Alone: {value}", "free": "Free to speak: {value}",
        "told_by": "Told by: {value}", "first_hand": "Saw and heard it himself: {value}",
        "retold": "Retold in his own words",
        "law_on": "Looked at on {value}:", "decided_on": "Decided on {value}", "decision_changed": "Decision changed: {value}",
        "advice_refused": "Refused the advice: {value}", "decision_reference": "Where it is written: {value}",
        "place": "Where: {value}", "pro_bono": "Free of charge: {value}",
        "signed": "Closed {when}. {lawyer}", "open": "Not closed.", "added": "Added {when}",
        "fingerprint": "Fingerprint: {letters}",
    },
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class About(Part):
    """What a printed note says besides itself. The pseudonym stands for the man: no name is added."""

    case_number: str
    pseudonym: str
    lawyer: str  # who signs, where the note itself does not say
    zone: str  # of the clock in it; empty for this computer's, by which she writes "began" and "ended"
    language: str
    norms: tuple[str, ...] = ()  # what the norms it names are called


def blocks(note: Note, about: About) -> tuple[Block, ...]:
    """The blocks of the printed note. Only what was written stands there."""
    words = _HEAD[about.language]
    found: list[Block] = [Title(title(note, about.language))]
    found += [Paragraph(line) for line in _head(note, about, words)]
    for block in BLOCKS:
        inside = [*_beside(block, note, about, words), *_written(note.blocks.get(block, ""))]
        if block == "understanding" and note.retold:
            inside.append(Tick(words["retold"], ticked=True))
        if inside:
            found += [Heading(_HEADINGS[about.language][block]), *inside]
    lawyer = note.signed_by or about.lawyer
    closing = words["signed"].format(when=_moment(note.signed_at, about.zone), lawyer=lawyer) if note.signed_at else words["open"]
    found += [Heading(closing.strip()), *_fingerprint(note.seal, words)]
    for added in note.addenda:
        found.append(Heading(words["added"].format(when=_moment(added.at, about.zone))))
        found += [*_written(added.text), *([Paragraph(added.by)] if added.by else []), *_fingerprint(added.seal, words)]
    return tuple(found)


def title(note: Note, language: str) -> str:
    """What the sheet is called."""
    return f"{_TITLE[language]} № {note.number}" if note.number else _TITLE[language]


def contents_line(note: Note, language: str) -> str:
    """What a list of contents says of it: its title, and the day."""
    return f"{title(note, language)}, {_moment(note.written_at, '')[:10]}"


def footer(status: str, language: str) -> str:
    """The line below each page: secrecy for an advocate, plain confidence for everybody else."""
    advocates, others = _SECRET[language]
    return advocates if status == "advocate" else others


def _head(note: Note, about: About, words: Mapping[str, str]) -> list[str]:
    parts = (words["case"].format(value=about.case_number), about.pseudonym, _moment(note.written_at, about.zone))
    lines = [" · ".join(part for part in parts if part)]
    began, ended = (text.partition("T")[2][:5] if "T" in text else text for text in (note.began, note.ended))
    if began and ended:
        lines.append(words["times"].format(began=began, ended=ended))
    elif began or ended:
        lines.append(words["began" if began else "ended"].format(value=began or ended))
    told = {"channel": _CHANNELS[about.language].get(note.channel, note.channel), "place": note.place, "present": note.present,
            "identity": note.identity_checked, "interpreter": note.interpreter}  # fmt: skip
    lines += [words[name].format(value=value) for name, value in told.items() if value]
    asked = {"alone": note.alone, "free": note.free_to_speak, "pro_bono": note.pro_bono}
    return lines + _answers(asked, about.language)


def _beside(block: str, note: Note, about: About, words: Mapping[str, str]) -> Iterator[Block]:
    """What stands in the fields of a block, above its text."""
    if block == "facts":
        teller = _TELLERS[about.language].get(note.told_by, "")
        told = [words["told_by"].format(value=teller)] if teller else []
        told += _answers({"first_hand": note.first_hand}, about.language)
        if told:
            yield Paragraph(" · ".join(told))
    elif block == "law" and about.norms:
        yield Paragraph(words["law_on"].format(value=".".join(reversed(note.law_on.split("-")))))
        yield from (Marked(((name, False),), mark="•") for name in about.norms)
    elif block == "warnings":
        yield from (Tick(each.texts[about.language], ticked=True) for each in explanations.catalogue() if each.id in note.explained)
    elif block == "decision":
        written = {"decided_on": note.decided_on, "decision_reference": note.decision_reference}
        lines = [words[name].format(value=value) for name, value in written.items() if value]
        asked = {"decision_changed": note.decision_changed, "advice_refused": note.advice_refused}
        yield from (Paragraph(line) for line in lines + _answers(asked, about.language))


def _answers(asked: Mapping[str, str], language: str) -> list[str]:
    return [_HEAD[language][name].format(value=_YES_NO[language].get(value, value)) for name, value in asked.items() if value]


def _written(text: str) -> Iterator[Block]:
    for each in text.splitlines():
        if each.strip():
            line = markup.line(each)
            yield Marked(line.pieces, mark=line.mark, quoted=line.kind is Kind.QUOTE)


def _fingerprint(seal: Seal | None, words: Mapping[str, str]) -> Iterator[Block]:
    if seal is not None:
        yield Paragraph(words["fingerprint"].format(letters=fingerprints.fingerprint(seal.digest)))


def _moment(text: str, zone: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(ZoneInfo(zone) if zone else None):%d.%m.%Y %H:%M}" if text else ""
