"""The eight answers as they stand in the documents: what was said, each under its own words, and nothing made of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.days import Day
from desktop.domain.people import Sex
from desktop.domain.powers import Power
from desktop.domain.urgent import Asked, Signer

# What the answers are called in a document; a woman is spoken of in the second way.
_SAID: Mapping[str, tuple[str, ...]] = {
    "where": ("Где находится, по имеющимся сведениям: {text}",) * 2,
    "by_whom": tuple(f"Кто {whom} увёз или удерживает, по имеющимся сведениям: {{text}}" for whom in ("его", "её")),
    "since": ("С какого времени: {text}",) * 2,
    "health": ("Состояние здоровья, насколько известно: {text}",) * 2,
    "contact": ("Связь: {text}",) * 2,
    "signed": ("Какие бумаги подписывал: {text}", "Какие бумаги подписывала: {text}"),
    "seen": ("Кто это видел: {text}",) * 2,
}  # fmt: skip
COMPLAINT, APPEAL, CRIME, MESSAGE, ORDER_DATA = "r03", "r13", "r11", "r22", "r32"
_REQUESTS = (
    "Доложить об изложенном командиру воинской части",
    "Сообщить, где находится военнослужащий и на каком основании",
    "Обеспечить его осмотр врачом",
    "Обеспечить встречу с защитником",
)
_REQUESTS_OF_HER = {"Обеспечить его осмотр врачом": "Обеспечить её осмотр врачом"}


def templates(signer: Signer) -> tuple[str, str, str]:
    """The three documents: to the prosecutor, by whoever can sign it; the report of a crime; the data for the order."""
    return (APPEAL if signer is Signer.RELATIVE else COMPLAINT, CRIME, ORDER_DATA)


def requests(sex: Sex) -> str:
    """What a telephone message usually asks for, a line each, until she writes it otherwise."""
    return "\n".join(_REQUESTS_OF_HER.get(line, line) if sex is Sex.FEMALE else line for line in _REQUESTS)


def dated(asked: Asked, since: Day, hour: str, today: date) -> Asked:
    """The answers as a document can say them: with the day in place of «сегодня» and «вчера», which mean another day to its reader."""
    words = asked.since.strip()
    if not words:
        return asked
    if hour and since.earliest is not None:
        return replace(asked, since=f"{since.earliest:%d.%m.%Y}, {hour}")
    return replace(asked, since=f"{words.rstrip('.')} (сообщено {today:%d.%m.%Y})")


def fields(template: str, asked: Asked, *, since: Day, address: str, phone: str, agreement: Power | None = None) -> dict[str, str]:
    """The fields of one document, filled from the answers; what is not known stays a gap."""
    found = {"address": address, "phone": phone, "agreement": _named(agreement), **_own(template, asked, since)}
    return {key: text for key, text in found.items() if text}


def _named(agreement: Power | None) -> str:
    """The agreement by number and day, as far as they are noted."""
    if agreement is None:
        return ""
    day = agreement.made_on.earliest if agreement.made_on and agreement.made_on.is_exact else None
    return " ".join(part for part in (f"№ {agreement.number}" if agreement.number else "", f"от {day:%d.%m.%Y}" if day else "") if part)


def _own(template: str, asked: Asked, since: Day) -> dict[str, str]:
    if template == APPEAL:
        facts = _told(asked, "where", "by_whom", "since", "health", "contact", "signed", "seen")
        return {"to": "prosecutor", "relation": asked.kin, "asks": "both", "facts": facts}
    if template == COMPLAINT:
        return {"against": "actions", "facts": _told(asked, "where", "by_whom", "since", "health", "contact", "signed", "seen")}
    if template == CRIME:
        day = since.earliest if asked.since and since.is_exact else None
        return {
            "sender": asked.signer,
            "event_day": f"{day:%d.%m.%Y}" if day else "",
            "facts": _told(asked, "where", "since", "contact", "signed"),
            "culprits": _told(asked, "by_whom"),
            "harm": _told(asked, "health"),
            "proof": _told(asked, "seen"),
        }
    if template == MESSAGE:
        return {"sender": "lawyer", "facts": _told(asked, "where", "by_whom", "since", "health"), "asks": asked.requests}
    return {}


def _told(asked: Asked, *names: str) -> str:
    """Whole sentences, in order, of what was answered."""
    way = 1 if asked.sex is Sex.FEMALE else 0
    answers = ((name, " ".join(getattr(asked, name).split()).rstrip(".")) for name in names)
    return " ".join(f"{_SAID[name][way].format(text=text)}." for name, text in answers if text)
