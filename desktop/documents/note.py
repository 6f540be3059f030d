"""A consultation note as a document: its head, its blocks, what was explained, who signed it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.documents import explanations
from desktop.documents.blocks import Block, Heading, Paragraph, Tick, Title
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.values import Part

# Only an advocate's papers are under this secrecy (63-FZ art. 8); anybody else's are merely confidential.
_SECRET = {
    "ru": ("Материалы адвокатского производства. Адвокатская тайна (ст. 8 63-ФЗ)", "Конфиденциально"),
    "en": ("Advocate's file. Professional secrecy (63-FZ, art. 8)", "Confidential"),
}
_TITLE = {"ru": "Запись консультации", "en": "Consultation note"}
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "facts": "Рассказ", "question": "Вопрос", "law": "Нормы на день консультации", "advice": "Совет", "warnings": "Что разъяснено",
        "risks": "Риски", "understanding": "Как он понял", "decision": "Его решение", "next_steps": "Дальнейшие шаги",
        "documents": "Документы", "contact": "Связь",
    },
    "en": {
        "facts": "Story", "question": "Question", "law": "Norms as of the day", "advice": "Advice", "warnings": "What was explained",
        "risks": "Risks", "understanding": "How he understood it", "decision": "His decision", "next_steps": "Next steps",
        "documents": "Documents", "contact": "Contact",
    },
}  # fmt: skip
_CHANNELS: Mapping[str, Mapping[str, str]] = {
    "ru": {"in_person": "лично", "phone": "по телефону", "messenger": "через мессенджер", "through_other": "через другого человека"},
    "en": {"in_person": "in person", "phone": "by telephone", "messenger": "by messenger", "through_other": "through somebody else"},
}
_YES_NO: Mapping[str, Mapping[str, str]] = {"ru": {"yes": "да", "no": "нет"}, "en": {"yes": "yes", "no": "no"}}
_HEAD: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "case": "Дело № {value}", "times": "Начало {began}, конец {ended}", "began": "Начало {value}", "ended": "Конец {value}",
        "channel": "Как: {value}", "present": "Присутствовали: {value}", "identity": "Личность установлена: {value}",
        "interpreter": "Переводчик: {value}", "alone": "Один: {value}", "free": "Может говорить свободно: {value}",
        "retold": "Пересказал своими словами",
        "signed": "Закрыта {when}. {lawyer}", "open": "Не закрыта.", "added": "Дополнение от {when}",
    },
    "en": {
        "case": "Case {value}", "times": "Began {began}, ended {ended}", "began": "Began {value}", "ended": "Ended {value}",
        "channel": "How: {value}", "present": "Present: {value}", "identity": "Identity checked: {value}",
        "interpreter": "Interpreter: {value}", "alone": "Alone: {value}", "free": "Free to speak: {value}",
        "retold": "Retold in his own words",
        "signed": "Closed {when}. {lawyer}", "open": "Not closed.", "added": "Added {when}",
    },
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class About(Part):
    """What a printed note says besides itself. The pseudonym stands for the man: no name is added."""

    case_number: str
    pseudonym: str
    lawyer: str
    zone: str  # of the clock in it; empty for this computer's, by which she writes "began" and "ended"
    language: str


def blocks(note: Note, about: About) -> tuple[Block, ...]:
    """The blocks of the printed note. Only what was written stands there."""
    words = _HEAD[about.language]
    found: list[Block] = [Title(f"{_TITLE[about.language]} № {note.number}" if note.number else _TITLE[about.language])]
    found += [Paragraph(line) for line in _head(note, about, words)]
    for block in BLOCKS:
        text = note.blocks.get(block, "").strip()
        ticks = _ticks(note, about.language) if block == "warnings" else []
        if text or ticks:
            found += [Heading(_HEADINGS[about.language][block]), *ticks]
            found += [Paragraph(line) for line in text.splitlines() if line.strip()]
    if note.retold:
        found.append(Tick(words["retold"], ticked=True))
    for added in note.addenda:
        found += [Heading(words["added"].format(when=_moment(added.at, about.zone)))]
        found += [Paragraph(line) for line in added.text.splitlines() if line.strip()]
    closing = words["signed"].format(when=_moment(note.signed_at, about.zone), lawyer=about.lawyer) if note.signed_at else words["open"]
    return (*found, Heading(closing.strip()))


def footer(status: str, language: str) -> str:
    """The line below each page: secrecy for an advocate, plain confidence for everybody else."""
    advocates, others = _SECRET[language]
    return advocates if status == "advocate" else others


def _head(note: Note, about: About, words: Mapping[str, str]) -> list[str]:
    lines = [f"{words['case'].format(value=about.case_number)} · {about.pseudonym} · {_moment(note.written_at, about.zone)}"]
    if note.began and note.ended:
        lines.append(words["times"].format(began=note.began, ended=note.ended))
    elif note.began or note.ended:
        lines.append(words["began" if note.began else "ended"].format(value=note.began or note.ended))
    told = {"channel": _CHANNELS[about.language].get(note.channel, note.channel), "present": note.present,
            "identity": note.identity_checked, "interpreter": note.interpreter}  # fmt: skip
    lines += [words[name].format(value=value) for name, value in told.items() if value]
    asked = (("alone", note.alone), ("free", note.free_to_speak))
    return lines + [words[name].format(value=_YES_NO[about.language].get(value, value)) for name, value in asked if value]


def _ticks(note: Note, language: str) -> list[Block]:
    return [Tick(each.texts[language], ticked=True) for each in explanations.catalogue() if each.id in note.explained]


def _moment(text: str, zone: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(ZoneInfo(zone) if zone else None):%d.%m.%Y %H:%M}" if text else ""
